/**
 * Brings what was committed to the clients: a lane per connection, order kept in each conversation, rates obeyed, outcomes told to the
 * turn. See docs/delivery.md.
 *
 * <p>Owns no table: it claims and reads through {@code DeliveryStore} and writes through {@code Turns}. Knows no provider, only
 * {@link io.besedka.channel.ChannelAdapter}, and never decides what is said.
 */
package io.besedka.delivery;
