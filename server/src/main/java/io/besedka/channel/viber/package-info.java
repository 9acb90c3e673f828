/**
 * Viber's REST Bot API to and from our words; docs/channels/viber.md has its limits and quirks.
 *
 * <p>A leaf: no table, no state, no other adapter. Order, rates and repeats are not its matter.
 */
package io.besedka.channel.viber;
