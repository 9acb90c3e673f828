package io.besedka.webhook;

import io.besedka.conversation.ClientDirectory.Facts;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.DealFacts;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.Message;
import java.time.Instant;
import java.util.List;

/**
 * A log entry with what it is about, as that is now.
 *
 * @param messages those it names that are still there, in order
 * @param deal null where the entry is of none
 */
record Happened(LogStore.Entry entry, Instant at, Conversation conversation, Facts client, List<Message> messages, DealFacts.Facts deal) {
    /** @param upTo the last cursor read: that asked for when there was nothing */
    record Page(List<Happened> entries, long upTo) {}

    long projectId() {
        return conversation.key().projectId();
    }
}
