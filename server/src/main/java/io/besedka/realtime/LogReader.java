package io.besedka.realtime;

import io.besedka.conversation.Committed;
import io.besedka.conversation.Conversation;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.LogKind;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads log entries back as they would have been told; conversations and messages are as they are now, three queries a page. */
final class LogReader {
    private final LogStore logs;
    private final ConversationStore conversations;
    private final MessageStore messages;

    LogReader(LogStore logs, ConversationStore conversations, MessageStore messages) {
        this.logs = logs;
        this.conversations = conversations;
        this.messages = messages;
    }

    /** @param upTo the last cursor read; @param more whether the page was full */
    record Page(List<Committed> entries, long upTo, boolean more) {}

    Page after(long projectId, long cursor, int limit) {
        var entries = logs.after(projectId, cursor, limit);
        if (entries.isEmpty()) {
            return new Page(List.of(), cursor, false);
        }
        var found = conversations.at(
                projectId,
                entries.stream().map(LogStore.Entry::conversationId).distinct().toList());
        var texts = texts(entries.stream()
                .filter(LogReader::isOfMessages)
                .map(entry -> place(projectId, entry))
                .toList());
        var read = new ArrayList<Committed>(entries.size());
        for (var entry : entries) {
            var listed = found.get(entry.conversationId());
            if (entry.kind() == LogKind.ERASED) {
                read.add(erased(projectId, entry));
            } else if (listed != null) {
                var touched = isOfMessages(entry) ? texts.of(place(projectId, entry)) : List.<Message>of();
                read.add(new Committed(
                        projectId,
                        entry.cursor(),
                        entry.kind(),
                        listed.conversation(),
                        entry.ref(),
                        touched,
                        List.of()));
            }
        }
        return new Page(read, entries.getLast().cursor(), entries.size() == limit);
    }

    private static Committed erased(long projectId, LogStore.Entry entry) {
        var gone = Conversation.erased(new ConversationKey(projectId, entry.conversationId()));
        return new Committed(projectId, entry.cursor(), entry.kind(), gone, 0, List.of(), List.of());
    }

    /** Reads back the messages that entries leave to be read, all in one query, of whatever projects. */
    List<Committed> complete(List<Committed> entries) {
        var places = entries.stream()
                .filter(entry -> entry.messages() == null && entry.ref() > 0)
                .map(LogReader::place)
                .toList();
        if (places.isEmpty() && entries.stream().noneMatch(entry -> entry.messages() == null)) {
            return entries;
        }
        var texts = texts(places);
        return entries.stream()
                .map(entry -> entry.messages() == null ? with(entry, texts) : entry)
                .toList();
    }

    private static Committed with(Committed entry, Texts texts) {
        var touched = entry.ref() == 0 ? List.<Message>of() : texts.of(place(entry));
        return new Committed(
                entry.projectId(),
                entry.cursor(),
                entry.kind(),
                entry.conversation(),
                entry.ref(),
                touched,
                entry.outgoing());
    }

    private static boolean isOfMessages(LogStore.Entry entry) {
        return entry.ref() > 0 && entry.kind().isOfMessages();
    }

    private static MessageStore.Place place(long projectId, LogStore.Entry entry) {
        return new MessageStore.Place(
                new ConversationKey(projectId, entry.conversationId()), entry.ref(), entry.upto());
    }

    private static MessageStore.Place place(Committed entry) {
        return new MessageStore.Place(entry.conversation().key(), entry.ref(), entry.ref());
    }

    private record Texts(Map<ConversationKey, TreeMap<Long, Message>> byConversation) {
        List<Message> of(MessageStore.Place place) {
            var found = byConversation.get(place.key());
            return found == null
                    ? List.of()
                    : List.copyOf(
                            found.subMap(place.from(), true, place.upto(), true).values());
        }
    }

    private Texts texts(List<MessageStore.Place> places) {
        var byConversation = new HashMap<ConversationKey, TreeMap<Long, Message>>();
        if (!places.isEmpty()) {
            messages.at(new LinkedHashSet<>(places)).forEach((conversation, rows) -> {
                var bySeq = byConversation.computeIfAbsent(conversation, id -> new TreeMap<>());
                rows.forEach(message -> bySeq.put(message.seq(), message));
            });
        }
        return new Texts(byConversation);
    }
}
