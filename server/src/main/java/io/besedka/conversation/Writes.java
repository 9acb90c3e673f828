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

    /** A status that overtook the answer to its send. @param error its reason, or null */
    record EarlyReport(ConversationKey key, String name, long status, String error) {}

    record NewDelivery(ConversationKey key, long seq, long connectionId) {}

    /** In the database by its ordinal: only append. */
    enum TimerKind {
        BOT,
        MESSAGE,
        ACT;

        private static final TimerKind[] ALL = values();

        static TimerKind at(int ordinal) {
            return ALL[ordinal];
        }
    }

    record NewTimer(ConversationKey key, long id, TimerKind kind, String name, Instant at, String payload) {}

    /** A null name means all of the bot's. */
    record GoneTimer(ConversationKey key, String name) {}

    /** @param clientId whose picture it is, 0 = a message's file */
    record NewFile(long projectId, long id, long connectionId, long clientId, Part.Attachment attachment) {}

    /** A client's picture that is here and may be shown. */
    record ArrivedPicture(ConversationKey key, long fileId) {}

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

    /** @param amend the number of the change that waits for the provider, 0 = none */
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
            return new ChangedDelivery(
                    key,
                    seq,
                    later.status,
                    later.amend,
                    later.parts,
                    later.attempts,
                    later.dueAt,
                    ids,
                    latest(error, later.error));
        }
    }

    record ChangedClient(ConversationKey key, Profile profile, String tag) {
        ChangedClient then(ChangedClient later) {
            return new ChangedClient(key, latest(profile, later.profile), latest(tag, later.tag));
        }
    }

    record NewDeal(ConversationKey key, long id, Stages.Stage stage, DealDraft draft, String variables) {}

    /** @param stage null = it stays @param variables null = they stay */
    record ChangedDeal(ConversationKey key, long id, Stages.Stage stage, DealDraft draft, String variables) {
        ChangedDeal then(ChangedDeal later) {
            var merged = new DealDraft(
                    latest(draft.name(), later.draft.name()),
                    latest(draft.description(), later.draft.description()),
                    latest(draft.budget(), later.draft.budget()),
                    null,
                    latest(draft.responsibleId(), later.draft.responsibleId()));
            return new ChangedDeal(key, id, latest(stage, later.stage), merged, latest(variables, later.variables));
        }
    }

    /** @param from the stage before, 0 = none @param detail JSON or null */
    record DealEvent(
            ConversationKey key, long dealId, long id, Author author, String kind, long from, long to, String detail) {}

    /** @param before what it was when the batch began, null = not set @param value null = the variable is gone */
    record VariableValue(
            Variables.Scope scope, ConversationKey key, long dealId, String name, String before, String value) {
        private Object spot() {
            return List.of(scope, key, dealId, name);
        }

        VariableValue then(VariableValue later) {
            return new VariableValue(scope, key, dealId, name, before, later.value);
        }
    }

    record GoneDeal(ConversationKey key, long id) {}

    record ProjectVariable(long projectId, String name, String value) {}

    record NewEntry(
            LogKind kind,
            Dialogue dialogue,
            long ref,
            long upto,
            List<Message> messages,
            List<Committed.Outgoing> outgoing) {}

    final List<NewMessage> messages = new ArrayList<>();
    final List<NewName> names = new ArrayList<>();
    final List<EarlyReport> earlyReports = new ArrayList<>();
    final List<NewDelivery> deliveries = new ArrayList<>();
    final List<NewReaction> reactions = new ArrayList<>();
    private final Map<String, NewTimer> timers = new LinkedHashMap<>();
    final List<GoneTimer> goneTimers = new ArrayList<>();
    final List<NewFile> files = new ArrayList<>();
    final List<ArrivedPicture> pictures = new ArrayList<>();
    final List<NewEntry> entries = new ArrayList<>();
    final List<NewDeal> deals = new ArrayList<>();
    final List<DealEvent> dealEvents = new ArrayList<>();
    final List<GoneDeal> goneDeals = new ArrayList<>();
    final List<ConversationKey> cleared = new ArrayList<>();
    private final Map<Place, ChangedDeal> changedDeals = new LinkedHashMap<>();
    private final Map<Object, VariableValue> values = new LinkedHashMap<>();
    private final Map<String, ProjectVariable> projectVariables = new LinkedHashMap<>();
    private final Map<Place, ChangedMessage> changedMessages = new LinkedHashMap<>();
    private final Map<Place, ChangedDelivery> changedDeliveries = new LinkedHashMap<>();
    private final Map<ConversationKey, ChangedClient> changedClients = new LinkedHashMap<>();

    // One row a statement: what two inputs of a batch change in the same row is folded together.

    void put(NewTimer timer) {
        timers.put(timer.key() + " " + timer.kind() + " " + timer.name(), timer);
    }

    /** A null name means all of the bot's. */
    void forget(ConversationKey key, String name) {
        timers.values()
                .removeIf(timer -> timer.kind() == TimerKind.BOT
                        && timer.key().equals(key)
                        && (name == null || timer.name().equals(name)));
        goneTimers.add(new GoneTimer(key, name));
    }

    /** Of the pictures that one turn hears of, the last is the client's. */
    void picture(ConversationKey key, long id, long connectionId, String remote) {
        files.removeIf(file -> file.clientId() == key.id() && file.projectId() == key.projectId());
        var picture = Part.Attachment.remote(Part.Media.PHOTO, remote, null, null, 0);
        files.add(new NewFile(key.projectId(), id, connectionId, key.id(), picture));
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

    void change(ChangedDeal change) {
        changedDeals.merge(new Place(change.key(), change.id()), change, ChangedDeal::then);
    }

    void put(VariableValue value) {
        values.merge(value.spot(), value, VariableValue::then);
    }

    void put(ProjectVariable variable) {
        projectVariables.put(variable.projectId() + " " + variable.name(), variable);
    }

    /** What this turn set, or null when it did not. */
    ProjectVariable projectVariable(long projectId, String name) {
        return projectVariables.isEmpty() ? null : projectVariables.get(projectId + " " + name);
    }

    Collection<ProjectVariable> projectVariables() {
        return projectVariables.values();
    }

    /** Where the batch so far has put a deal, 0 = nowhere. */
    long stageOf(ConversationKey key, long dealId) {
        var change = changedDeals.get(new Place(key, dealId));
        if (change != null && change.stage() != null) {
            return change.stage().id();
        }
        return deals.stream()
                .filter(deal -> deal.id() == dealId)
                .mapToLong(deal -> deal.stage().id())
                .findFirst()
                .orElse(0);
    }

    Collection<ChangedDeal> changedDeals() {
        return changedDeals.values();
    }

    Collection<VariableValue> values() {
        return values.values();
    }

    /** Null when no timer was set. */
    Instant firstDue() {
        return timers.isEmpty()
                ? null
                : timers.values().stream()
                        .map(NewTimer::at)
                        .min(Instant::compareTo)
                        .orElseThrow();
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
