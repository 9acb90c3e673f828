package io.besedka.webhook;

import io.besedka.conversation.ClientDirectory;
import io.besedka.conversation.Contact;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.DealFacts;
import io.besedka.conversation.LogKind;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a project's log by cursor together with what its entries are about: six queries a page at most, however long it is. */
final class LogPages {
    private final LogStore logs;
    private final ConversationStore conversations;
    private final ClientDirectory clients;
    private final MessageStore messages;
    private final DealFacts deals;

    LogPages(
            LogStore logs,
            ConversationStore conversations,
            ClientDirectory clients,
            MessageStore messages,
            DealFacts deals) {
        this.logs = logs;
        this.conversations = conversations;
        this.clients = clients;
        this.messages = messages;
        this.deals = deals;
    }

    Happened.Page after(long projectId, long cursor, int limit) {
        var entries = logs.timed(projectId, cursor, limit);
        if (entries.isEmpty()) {
            return new Happened.Page(List.of(), cursor);
        }
        var ids = entries.stream()
                .map(timed -> timed.entry().conversationId())
                .distinct()
                .toList();
        var found = conversations.at(projectId, ids);
        var facts = clients.facts(projectId, ids);
        var contacts = contacts(projectId, entries);
        var texts = texts(projectId, entries);
        var ofDeals = deals(projectId, entries);
        var pages = new ArrayList<Happened>(entries.size());
        for (var timed : entries) {
            var entry = timed.entry();
            long id = entry.conversationId();
            // Read one after the other: an erasure may have come between.
            boolean there = found.containsKey(id) && facts.containsKey(id);
            if (entry.kind() == LogKind.ERASED) {
                pages.add(Happened.erasure(projectId, timed));
            } else if (there && (entry.kind() != LogKind.CONTACT || contacts.containsKey(id))) {
                var conversation = found.get(id).conversation();
                pages.add(new Happened(
                        projectId,
                        entry,
                        timed.at(),
                        conversation,
                        facts.get(id),
                        named(entry, texts),
                        ofDeals.get(deal(entry)),
                        contacts.get(id)));
            }
        }
        return new Happened.Page(pages, entries.getLast().entry().cursor());
    }

    private Map<Long, Contact> contacts(long projectId, List<LogStore.Timed> entries) {
        var ids = entries.stream()
                .map(LogStore.Timed::entry)
                .filter(entry -> entry.kind() == LogKind.CONTACT)
                .map(LogStore.Entry::conversationId)
                .distinct()
                .toList();
        return ids.isEmpty() ? Map.of() : clients.contacts(projectId, ids);
    }

    private static boolean namesMessages(LogStore.Entry entry) {
        return entry.kind().isOfMessages() && entry.ref() > 0;
    }

    /** 0 = none. */
    private static long deal(LogStore.Entry entry) {
        return entry.kind() == LogKind.DEAL ? entry.ref() : 0;
    }

    private Map<Long, DealFacts.Facts> deals(long projectId, List<LogStore.Timed> entries) {
        var ids = entries.stream()
                .map(timed -> deal(timed.entry()))
                .filter(id -> id > 0)
                .distinct()
                .toList();
        return ids.isEmpty() ? Map.of() : deals.of(projectId, ids);
    }

    private Map<Long, TreeMap<Long, Message>> texts(long projectId, List<LogStore.Timed> entries) {
        var places = entries.stream()
                .map(LogStore.Timed::entry)
                .filter(LogPages::namesMessages)
                .map(entry -> new MessageStore.Place(
                        new ConversationKey(projectId, entry.conversationId()), entry.ref(), entry.upto()))
                .distinct()
                .toList();
        var byPlace = new HashMap<Long, TreeMap<Long, Message>>();
        if (!places.isEmpty()) {
            messages.at(places).forEach((conversation, rows) -> {
                var bySeq = byPlace.computeIfAbsent(conversation.id(), id -> new TreeMap<>());
                rows.forEach(message -> bySeq.put(message.seq(), message));
            });
        }
        return byPlace;
    }

    private static List<Message> named(LogStore.Entry entry, Map<Long, TreeMap<Long, Message>> texts) {
        var bySeq = texts.get(entry.conversationId());
        return bySeq == null || !namesMessages(entry)
                ? List.of()
                : List.copyOf(bySeq.subMap(entry.ref(), true, Math.max(entry.ref(), entry.upto()), true)
                        .values());
    }
}
