/**
 * The one JSON mapper, and the door through which bytes from outside become values: strict UTF-8, stated limits,
 * no U+0000. Knows no shape of any message.
 */
package io.besedka.platform.json;
