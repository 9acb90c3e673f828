package io.besedka.delivery;

import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;

/** One call at a provider. */
@FunctionalInterface
interface Call {
    SendResult make(ChannelAdapter adapter, Connection connection, Recipient to);
}
