package io.besedka.channel;

import io.besedka.conversation.ConversationKey;

/** To whom something is sent: the client by the provider's id. */
public record Recipient(ConversationKey conversation, String externalId) {}
