package io.besedka.realtime;

import io.besedka.conversation.ConversationKey;

/** Told that an operator types, so that the client may see it; {@code app} plugs the channels in. Must not block. */
@FunctionalInterface
public interface TypingOut {
    void operatorTyping(ConversationKey conversation, long userId);

    TypingOut NOBODY = (conversation, userId) -> {};
}
