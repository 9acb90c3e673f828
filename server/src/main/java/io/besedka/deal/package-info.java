/**
 * Pipelines and their stages, and deals as they are read. Owns the tables {@code pipelines} and {@code stages}; deals themselves change
 * only in turns ({@link io.besedka.conversation.Act.DealMoved} and its like). Must not know HTTP, channels or flows.
 */
package io.besedka.deal;
