package io.besedka.channel;

import io.besedka.conversation.ConversationKey;

/**
 * To whom something is sent: the client by the provider's id.
 *
 * @param replyPath what the adapter last told with the client's profile about where to answer; null = nothing
 * @param automatic whether no human wrote what is sent: mail must say so, lest two programs answer each other for ever
 */
public record Recipient(ConversationKey conversation, String externalId, String replyPath, boolean automatic) {
    public Recipient(ConversationKey conversation, String externalId) {
        this(conversation, externalId, null);
    }

    public Recipient(ConversationKey conversation, String externalId, String replyPath) {
        this(conversation, externalId, replyPath, false);
    }

    public Recipient automatically(boolean now) {
        return now == automatic ? this : new Recipient(conversation, externalId, replyPath, now);
    }
}
