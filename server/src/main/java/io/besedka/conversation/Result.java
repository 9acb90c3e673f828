package io.besedka.conversation;

/** What became of an input. */
public sealed interface Result {
    /** @param seq the message it made or touched, 0 = none; @param message that message when it was made now, else null */
    record Taken(ConversationKey conversation, long seq, Message message) implements Result {}

    /** It was here before: nothing changed. @param seq the message it made then, 0 = none */
    record Repeated(ConversationKey conversation, long seq) implements Result {}

    record Declined(Refusal refusal, String why) implements Result {}
}
