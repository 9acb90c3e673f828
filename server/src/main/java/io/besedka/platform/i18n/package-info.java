/**
 * Texts people see, in their language, from the locale files that the web apps use too.
 * Knows no screen: rooms name a key and give its parameters.
 */
package io.besedka.platform.i18n;
