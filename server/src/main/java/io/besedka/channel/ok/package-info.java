/**
 * Odnoklassniki groups over the Graph API to and from our words; docs/channels/ok.md has its limits and quirks.
 *
 * <p>A leaf: no table, no other adapter; its only state is a short memory of files just uploaded. Order, rates and repeats are not its
 * matter.
 */
package io.besedka.channel.ok;
