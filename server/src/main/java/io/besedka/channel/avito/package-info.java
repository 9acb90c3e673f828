/**
 * Avito's messenger API to and from our words; docs/channels/avito.md has its limits and quirks.
 *
 * <p>A leaf: no table, no other adapter. What it remembers (tokens, what was just sent) is only saved work: losing it costs a call.
 */
package io.besedka.channel.avito;
