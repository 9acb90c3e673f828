package io.besedka.conversation;

/** Which conversation an input is for. */
public sealed interface Address {
    long projectId();

    /**
     * The client whom the provider calls {@code externalId} on this connection; a stranger is made a client by the first input that
     * {@link Act#opens() opens} a conversation.
     */
    record OfClient(long projectId, long connectionId, String externalId, Profile profile) implements Address {}

    record OfConversation(ConversationKey key) implements Address {
        @Override
        public long projectId() {
            return key.projectId();
        }
    }

    static Address of(long projectId, long conversationId) {
        return new OfConversation(new ConversationKey(projectId, conversationId));
    }
}
