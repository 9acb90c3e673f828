package io.besedka.delivery;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Content;
import java.util.List;

/** Cuts a message to what a channel can carry. Pure. */
@FunctionalInterface
public interface Planning {
    /**
     * @param projectId whose files the message may name
     * @param replyTo the provider's id of the message answered, or null
     * @throws io.besedka.conversation.Refused where nothing could be sent
     */
    List<Outbound> plan(long projectId, long seq, Content content, Capabilities capabilities, String replyTo);
}
