/**
 * How the log looks: one line an event on stderr, JSON for machines or text for people.
 * Callers log ids through slf4j's {@code atInfo().addKeyValue(...)}, and never texts of messages, phones or tokens.
 */
package io.besedka.platform.log;
