package io.besedka.webhook;

import io.besedka.conversation.ClientDirectory.Facts;
import io.besedka.conversation.Contact;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.DealFacts;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.Message;
import java.time.Instant;
import java.util.List;

/**
 * A log entry with what it is about, as that is now. Where the entry says that a client was erased, there is nothing but the entry.
 *
 * @param messages those it names that are still there, in order
 * @param deal null where the entry is of none
 * @param contact null where the entry is not about who stands behind the client
 */
record Happened(
        long projectId,
        LogStore.Entry entry,
        Instant at,
        Conversation conversation,
        Facts client,
        List<Message> messages,
        DealFacts.Facts deal,
        Contact contact) {
    /** @param upTo the last cursor read: that asked for when there was nothing */
    record Page(List<Happened> entries, long upTo) {}

    static Happened erasure(long projectId, LogStore.Timed timed) {
        return new Happened(projectId, timed.entry(), timed.at(), null, null, List.of(), null, null);
    }
}
