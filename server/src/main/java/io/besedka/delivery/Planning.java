package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Message;
import java.util.List;

/** Cuts a message to what its connection's channel can carry. Asked at each attempt and for edits. */
@FunctionalInterface
public interface Planning {
    /**
     * @param replyTo the provider's id of the message answered, or null
     * @throws io.besedka.conversation.DeliveryStore.DeliveriesUnavailable where it must be asked again
     * @throws io.besedka.conversation.Refused where nothing could be sent
     */
    List<Outbound> plan(Connected connected, Message message, String replyTo);
}
