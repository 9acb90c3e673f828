package io.besedka.conversation;

import io.besedka.conversation.Lookups.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a turn will write, gathered in memory while its inputs are applied. */
final class Writes {
    record NewMessage(ConversationKey key, Message message) {}

    record NewName(ConversationKey key, String externalId, long seq) {}

    record NewDelivery(ConversationKey key, long seq, long connectionId) {}

    record NewTimer(ConversationKey key, long id, boolean bots, String name, Instant at, String payload) {}

    /** A null name means all of the bot's. */
    record GoneTimer(ConversationKey key, String name) {}

    record NewFile(long projectId, long id, long connectionId, Part.Attachment attachment) {}

    /** Our first reaction to a client's message: the row in which the lanes find it. */
    record NewReaction(ConversationKey key, long seq, long connectionId) {}

    /** A message changed in place; null members stay as they are, an empty reaction is taken back. */
    record ChangedMessage(
            ConversationKey key,
            long seq,
            Content content,
            Instant editedAt,
            Instant deletedAt,
            String reaction,
            String ourReaction) {
        static ChangedMessage reactedTo(ConversationKey key, long seq, String emoji) {
            return new ChangedMessage(key, seq, null, null, null, null, emoji);
        }

        ChangedMessage then(ChangedMessage later) {
            return new ChangedMessage(
                    key,
                    seq,
                    latest(content, later.content),
                    latest(editedAt, later.editedAt),
                    latest(deletedAt, later.deletedAt),
                    latest(reaction, later.reaction),
                    latest(ourReaction, later.ourReaction));
        }
    }

    /** @param amend 0 leaves it, 1 an edit or our reaction waits, 2 a deletion waits, 3 nothing waits any more */
    record ChangedDelivery(
            ConversationKey key,
            long seq,
            DeliveryStatus status,
            int amend,
            int parts,
            int attempts,
            Instant dueAt,
            List<String> externalIds,
            String error) {
        ChangedDelivery then(ChangedDelivery later) {
            var ids = new ArrayList<>(externalIds);
            ids.addAll(later.externalIds);
            int amendment = later.amend == 0 ? amend : later.amend;
            return new ChangedDelivery(
                    key, seq, later.status, amendment, later.parts, later.attempts, later.dueAt, ids, latest(error, later.error));
        }
    }

    record ChangedClient(ConversationKey key, Profile profile, String tag) {
        ChangedClient then(ChangedClient later) {
            return new ChangedClient(key, latest(profile, later.profile), latest(tag, later.tag));
        }
    }

    record NewEntry(LogKind kind, Dialogue dialogue, long ref, long upto, List<Message> messages, List<Committed.Outgoing> outgoing) {}

    final List<NewMessage> messages = new ArrayList<>();
    final List<NewName> names = new ArrayList<>();
    final List<NewDelivery> deliveries = new ArrayList<>();
    final List<NewReaction> reactions = new ArrayList<>();
    private final Map<String, NewTimer> timers = new LinkedHashMap<>();
    final List<GoneTimer> goneTimers = new ArrayList<>();
    final List<NewFile> files = new ArrayList<>();
    final List<NewEntry> entries = new ArrayList<>();
    private final Map<Place, ChangedMessage> changedMessages = new LinkedHashMap<>();
    private final Map<Place, ChangedDelivery> changedDeliveries = new LinkedHashMap<>();
    private final Map<ConversationKey, ChangedClient> changedClients = new LinkedHashMap<>();

    // One row a statement: what two inputs of a batch change in the same row is folded together.

    void put(NewTimer timer) {
        timers.put(timer.key() + (timer.bots() ? " bot " : " send ") + timer.name(), timer);
    }

    /** A null name means all of the bot's. */
    void forget(ConversationKey key, String name) {
        timers.values().removeIf(timer -> timer.bots() && timer.key().equals(key) && (name == null || timer.name().equals(name)));
        goneTimers.add(new GoneTimer(key, name));
    }

    void change(ChangedMessage change) {
        changedMessages.merge(new Place(change.key(), change.seq()), change, ChangedMessage::then);
    }

    void change(ChangedDelivery change) {
        changedDeliveries.merge(new Place(change.key(), change.seq()), change, ChangedDelivery::then);
    }

    void change(ChangedClient change) {
        changedClients.merge(change.key(), change, ChangedClient::then);
    }

    /** Null when no timer was set. */
    Instant firstDue() {
        return timers.isEmpty() ? null : timers.values().stream().map(NewTimer::at).min(Instant::compareTo).orElseThrow();
    }

    Collection<NewTimer> timers() {
        return timers.values();
    }

    Collection<ChangedMessage> changedMessages() {
        return changedMessages.values();
    }

    Collection<ChangedDelivery> changedDeliveries() {
        return changedDeliveries.values();
    }

    Collection<ChangedClient> changedClients() {
        return changedClients.values();
    }

    private static <T> T latest(T earlier, T later) {
        return later == null ? earlier : later;
    }
}
