package io.besedka.conversation;

import java.util.List;

/**
 * One log entry just committed, with what a follower would otherwise read back from the database.
 *
 * @param conversation its state after the turn
 * @param ref the message it is about, 0 = none
 * @param messages those the entry names, in order; null where they must be read back (one already there was changed)
 * @param outgoing what the lanes should send now
 */
public record Committed(
        long projectId,
        long cursor,
        LogKind kind,
        Conversation conversation,
        long ref,
        List<Message> messages,
        List<Outgoing> outgoing) {

    /** A message on its way to the client. @param connectionId where it goes */
    public record Outgoing(ConversationKey conversation, long connectionId, Message message) {}
}
