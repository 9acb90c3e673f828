package io.besedka.conversation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a turn must know beside the conversations: gathered from all its inputs, looked up in the same round trip. */
final class Lookups {
    record Name(ConversationKey key, String externalId) {}

    record Place(ConversationKey key, long seq) {}

    /** @param kind see {@link Writes.NewTimer} */
    record Timer(long id, ConversationKey key, Writes.TimerKind kind, String name, String payload) {}

    /** @param status the ordinal of its {@link Stages.Ending} @param variables as stored */
    record Deal(long id, long stageId, int status, String variables) {}

    private static final int MOST_AMENDS = 30_000;

    /** A delivery as it stands, and as the turn leaves it. */
    static final class Delivery {
        final Place place;
        final long connectionId;
        DeliveryStatus status;
        int parts;
        int attempts;
        int amend;
        /** The message's moment and words; null where they were not looked up. */
        Instant at;

        String text;

        /** @param amend the number of the change that waits for the provider, 0 = none */
        Delivery(Place place, long connectionId, DeliveryStatus status, int parts, int attempts, int amend) {
            this.place = place;
            this.connectionId = connectionId;
            this.status = status;
            this.parts = parts;
            this.attempts = attempts;
            this.amend = amend;
        }

        /** One more change waits for the provider. */
        void amend() {
            amend = amend % MOST_AMENDS + 1;
        }
    }

    /** Names of messages; the value is the message's seq, null while unknown. */
    final Map<Name, Long> names = new HashMap<>();
    /** Why messages failed whose answer was awaited then, by {@link #reportName}; mostly empty. */
    private final Map<Name, String> errors = new HashMap<>();
    /** Messages by place; null while unknown. */
    final Map<Place, Message> messages = new HashMap<>();

    final Map<Place, Delivery> deliveries = new HashMap<>();
    /** Whose deliveries are wanted by the provider's name of the message. */
    final Map<Name, Boolean> reported = new HashMap<>();
    /** Conversations whose deliveries that may still move are wanted. */
    final Set<ConversationKey> underway = new HashSet<>();
    /** Deals by conversation and number, 0 = its current one; null while unknown. */
    final Map<Place, Deal> deals = new HashMap<>();
    /** Conversations all of whose open deals are wanted. */
    final Set<ConversationKey> openDeals = new HashSet<>();
    /** Wanted ones until they were looked up, then those found. */
    final Map<Long, Timer> timers = new HashMap<>();

    void gather(ConversationKey key, Act act) {
        switch (act) {
            case Act.Wrote wrote -> {
                name(key, wrote.externalId());
                name(key, wrote.replyTo());
            }
            case Act.Pressed pressed -> {
                name(key, pressed.externalId());
                PressKey.parse(pressed.payload()).ifPresent(press -> place(key, press.seq()));
            }
            case Act.Edited edited -> name(key, edited.externalId());
            case Act.Deleted deleted -> deleted.externalIds().forEach(id -> name(key, id));
            case Act.Reacted reacted -> name(key, reacted.messageExternalId());
            case Act.Reported report -> {
                name(key, report.externalId());
                name(key, reportName(report.externalId()));
                reported.put(new Name(key, report.externalId()), true);
            }
            case Act.ReportedUpTo upTo -> {
                name(key, upTo.externalId());
                underway.add(key);
            }
            case Act.Echoed echoed -> {
                name(key, echoed.externalId());
                underway.add(key);
            }
            case Act.Replied replied -> name(key, keyName(replied.key()));
            case Act.Noted noted -> name(key, keyName(noted.key()));
            case Act.Scheduled scheduled -> name(key, keyName(scheduled.key()));
            case Act.Changed changed -> place(key, changed.seq());
            case Act.Withdrew withdrew -> place(key, withdrew.seq());
            case Act.ReactedBack reacted -> place(key, reacted.seq());
            case Act.Attempted attempted -> {
                delivery(key, attempted.seq());
                for (var id : attempted.externalIds()) {
                    name(key, id);
                    name(key, reportName(id));
                }
            }
            case Act.Abandoned abandoned -> delivery(key, abandoned.seq());
            case Act.Resolved resolved -> place(key, resolved.seq());
            case Act.Amended amended -> delivery(key, amended.seq());
            case Act.Rang rang -> timer(key, rang.timerId());
            case Act.Cancelled cancelled -> timer(key, cancelled.timerId());
            case Act.Called called -> name(key, keyName(called.key()));
            case Act.Entered entered -> name(key, keyName(entered.key()));
            case Act.ScheduledAct scheduled -> name(key, keyName(scheduled.key()));
            case Act.DealOpened opened -> {
                name(key, keyName(opened.key()));
                deal(key, 0);
            }
            case Act.DealMoved moved -> deal(key, moved.dealId());
            case Act.DealChanged changed -> deal(key, changed.dealId());
            case Act.DealVariablesSet set -> deal(key, set.dealId());
            case Act.DealDeleted deleted -> {
                deal(key, deleted.dealId());
                openDeals.add(key);
            }
            case Act.Loaded l -> {}
            case Act.OptedOut o -> {}
            case Act.Cleared c -> {}
            case Act.Blocked b -> {}
            case Act.Saw s -> {}
            case Act.Met m -> {}
            case Act.Pictured p -> {}
            case Act.Assigned a -> {}
            case Act.Closed c -> {}
            case Act.Reopened r -> {}
            case Act.Read r -> {}
            case Act.Tagged t -> {}
            case Act.VariablesSet v -> {}
        }
    }

    /** How an idempotency key stands among the provider's ids. */
    static String keyName(String idempotencyKey) {
        return idempotencyKey == null ? null : "k:" + idempotencyKey;
    }

    /** How a status that came before its message was known to be sent waits among the provider's ids; its "seq" is the status. */
    static String reportName(String externalId) {
        return externalId == null ? null : "r:" + externalId;
    }

    private void name(ConversationKey key, String externalId) {
        if (externalId != null) {
            names.put(new Name(key, externalId), null);
        }
    }

    private void place(ConversationKey key, long seq) {
        messages.put(new Place(key, seq), null);
        delivery(key, seq);
    }

    private void delivery(ConversationKey key, long seq) {
        deliveries.put(new Place(key, seq), null);
    }

    private void deal(ConversationKey key, long id) {
        deals.put(new Place(key, id), null);
    }

    private void timer(ConversationKey key, long id) {
        timers.put(id, new Timer(id, key, Writes.TimerKind.MESSAGE, null, null));
    }

    /** Those of the conversation that were looked up as a whole, the oldest first. */
    List<Delivery> underway(ConversationKey key) {
        return deliveries.values().stream()
                .filter(delivery -> delivery != null && delivery.place.key().equals(key) && delivery.at != null)
                .sorted(Comparator.comparingLong(delivery -> delivery.place.seq()))
                .toList();
    }

    /** The newest open deal of a conversation whose open deals were looked up, or null. */
    Deal newestOpen(ConversationKey key) {
        return deals.entrySet().stream()
                .filter(one -> one.getKey().key().equals(key) && one.getValue() != null)
                .map(Map.Entry::getValue)
                .filter(deal -> deal.status() == Stages.Ending.OPEN.ordinal())
                .max(Comparator.comparingLong(Deal::id))
                .orElse(null);
    }

    /** A deal that is no more, under whatever number it was asked for. */
    void forget(ConversationKey key, long deal) {
        deals.entrySet()
                .removeIf(one -> one.getKey().key().equals(key)
                        && one.getValue() != null
                        && one.getValue().id() == deal);
    }

    /** The message of that name, or null. Also sees names given earlier in the same turn. */
    Long seqOf(ConversationKey key, String externalId) {
        return externalId == null ? null : names.get(new Name(key, externalId));
    }

    /** What stands under a name. @param error null but for a failure told early */
    void name(ConversationKey key, String externalId, long seq, String error) {
        var name = new Name(key, externalId);
        names.put(name, seq);
        if (error != null) {
            errors.put(name, error);
        }
    }

    /** The reason of a failure that was told early, or null. */
    String errorOf(ConversationKey key, String reportName) {
        return errors.get(new Name(key, reportName));
    }

    List<Name> wantedNames() {
        return List.copyOf(names.keySet());
    }
}
