package io.besedka.channel;

import io.besedka.conversation.ConversationKey;

/**
 * To whom something is sent: the client by the provider's id.
 *
 * @param replyPath what the adapter last told with the client's profile about where to answer; null = nothing
 */
public record Recipient(ConversationKey conversation, String externalId, String replyPath) {
    public Recipient(ConversationKey conversation, String externalId) {
        this(conversation, externalId, null);
    }
}
