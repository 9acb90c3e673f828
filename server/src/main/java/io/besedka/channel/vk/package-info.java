/**
 * VK communities' messages to and from our words, by the Callback API or Bots Long Poll; docs/channels/vk.md has the limits and quirks.
 *
 * <p>A leaf: no table, no other adapter, no state but the long poll's present key. Order, rates and repeats are not its matter.
 */
package io.besedka.channel.vk;
