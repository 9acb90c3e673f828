/**
 * Facebook Messenger and Instagram: two adapters over one reading of Meta's Graph API; docs/channels/messenger.md and instagram.md have
 * their limits and quirks. What differs between the two is in {@link io.besedka.channel.meta.Network}.
 *
 * <p>A leaf: no table, no other adapter. Order, rates and repeats are not its matter.
 */
package io.besedka.channel.meta;
