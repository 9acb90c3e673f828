/**
 * Connections (a bot token, a community, a site), what a channel can do, the planner, and the face every adapter wears.
 *
 * <p>Owns the table {@code connections}. Adapters are leaves in packages of their own below this one: no table, no state that matters,
 * no other adapter. Nothing here sends; {@code delivery} does, through {@link io.besedka.channel.ChannelAdapter}.
 */
package io.besedka.channel;
