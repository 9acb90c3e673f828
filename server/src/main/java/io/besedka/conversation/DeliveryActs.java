package io.besedka.conversation;

import io.besedka.conversation.Lookups.Delivery;
import io.besedka.conversation.Lookups.Place;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How our messages fare on their way to the client. */
final class DeliveryActs {
    private DeliveryActs() {}

    static Result attempted(Dialogue dialogue, Act.Attempted act, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, act.seq()));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "no delivery of message " + act.seq());
        }
        boolean again = act.status() == DeliveryStatus.QUEUED;
        if (again && delivery.status != DeliveryStatus.SENDING) {
            return new Result.Repeated(dialogue.key, act.seq());
        }
        var status = again ? DeliveryStatus.QUEUED : delivery.status.join(act.status());
        int parts = Math.max(delivery.parts, act.parts());
        var due = act.retryAt() == null ? turn.now() : act.retryAt();
        for (var externalId : act.externalIds()) {
            if (turn.lookups().seqOf(dialogue.key, externalId) == null) {
                turn.name(dialogue, externalId, act.seq());
            }
            status = told(status, reportedEarly(dialogue, externalId, turn));
        }
        boolean failedEarly = status == DeliveryStatus.FAILED && act.status() != DeliveryStatus.FAILED;
        var error = failedEarly ? reasonToldEarly(dialogue, act.externalIds(), turn) : act.error();
        write(delivery, status, parts, due, act.externalIds(), error, turn);
        if (act.unreachable()) {
            block(dialogue);
        }
        if (status.isDone() || act.error() != null) {
            moved(dialogue, act.seq(), turn);
        }
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result abandoned(Dialogue dialogue, Act.Abandoned act, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, act.seq()));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "no delivery of message " + act.seq());
        }
        if (delivery.status != DeliveryStatus.SENDING || delivery.attempts != act.attempt()) {
            return new Result.Repeated(dialogue.key, act.seq());
        }
        var status = act.again() ? DeliveryStatus.QUEUED : DeliveryStatus.UNKNOWN;
        write(delivery, status, delivery.parts, turn.now(), List.of(), act.error(), turn);
        moved(dialogue, act.seq(), turn);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result reported(Dialogue dialogue, Act.Reported act, TurnContext turn) {
        var seq = turn.lookups().seqOf(dialogue.key, act.externalId());
        if (seq == null) {
            return early(dialogue, act, turn);
        }
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, seq));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "the status is of no message of ours");
        }
        var status = told(delivery.status, act.status());
        if (status == delivery.status) {
            return new Result.Repeated(dialogue.key, seq);
        }
        write(delivery, status, delivery.parts, turn.now(), List.of(), act.error(), turn);
        blockUnlessHeardSince(dialogue, act);
        moved(dialogue, seq, turn);
        return new Result.Taken(dialogue.key, seq, null);
    }

    private static void block(Dialogue dialogue) {
        if (!dialogue.blocked) {
            dialogue.blocked = true;
            dialogue.marked = true;
        }
    }

    /** A status may come hours late, and whoever wrote meanwhile can be reached. Providers tell whole seconds. */
    private static void blockUnlessHeardSince(Dialogue dialogue, Act.Reported act) {
        var at = act.unreachableAt();
        if (at != null && (dialogue.heardAt == null || dialogue.heardAt.isBefore(at.plusSeconds(1)))) {
            block(dialogue);
        }
    }

    /** A provider that took a message may find later that it cannot deliver it: then sent is not the last word, but delivered is. */
    private static DeliveryStatus told(DeliveryStatus known, DeliveryStatus reported) {
        boolean fails = known == DeliveryStatus.SENT && reported == DeliveryStatus.FAILED;
        return fails ? DeliveryStatus.FAILED : known.join(reported);
    }

    /**
     * A status can overtake the answer to the send it is about: the first that tells more than that answer will is kept under the
     * message's name until that is known, with its reason.
     */
    private static Result early(Dialogue dialogue, Act.Reported act, TurnContext turn) {
        var name = Lookups.reportName(act.externalId());
        boolean tellsMore =
                act.status() != DeliveryStatus.SENT && act.status().ordinal() >= DeliveryStatus.FAILED.ordinal();
        if (turn.lookups().seqOf(dialogue.key, name) != null || !tellsMore) {
            return new Result.Repeated(dialogue.key, 0);
        }
        turn.nameEarly(dialogue, name, act.status().ordinal(), act.error());
        boolean known = dialogue.blocked;
        blockUnlessHeardSince(dialogue, act);
        if (dialogue.blocked != known) {
            turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        }
        return new Result.Taken(dialogue.key, 0, null);
    }

    private static String reasonToldEarly(Dialogue dialogue, List<String> externalIds, TurnContext turn) {
        return externalIds.stream()
                .map(id -> turn.lookups().errorOf(dialogue.key, Lookups.reportName(id)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("the provider could not deliver it");
    }

    private static DeliveryStatus reportedEarly(Dialogue dialogue, String externalId, TurnContext turn) {
        var status = turn.lookups().seqOf(dialogue.key, Lookups.reportName(externalId));
        return status == null ? DeliveryStatus.QUEUED : DeliveryStatus.at(status.intValue());
    }

    /** Everything sent until then got so far. */
    static Result reportedUpTo(Dialogue dialogue, Act.ReportedUpTo act, TurnContext turn) {
        var last = turn.lookups().seqOf(dialogue.key, act.externalId());
        boolean any = false;
        for (var delivery : turn.lookups().underway(dialogue.key)) {
            boolean meant = last == null
                    ? act.until() != null && !delivery.at.isAfter(act.until())
                    : delivery.place.seq() <= last;
            boolean wasSent = delivery.status == DeliveryStatus.SENT || delivery.status == DeliveryStatus.DELIVERED;
            if (meant && wasSent && delivery.status.join(act.status()) != delivery.status) {
                write(delivery, act.status(), delivery.parts, turn.now(), List.of(), null, turn);
                moved(dialogue, delivery.place.seq(), turn);
                any = true;
            }
        }
        return any ? new Result.Taken(dialogue.key, 0, null) : new Result.Repeated(dialogue.key, 0);
    }

    /**
     * An echo of a send whose answer is awaited or was lost names the message; one that was given up as unknown is known to be sent.
     *
     * @return the message's number, or null where no such send is known
     */
    static Long sentAfterAll(Dialogue dialogue, Act.Echoed act, TurnContext turn) {
        for (var delivery : turn.lookups().underway(dialogue.key)) {
            boolean awaited = delivery.status == DeliveryStatus.SENDING || delivery.status == DeliveryStatus.UNKNOWN;
            if (awaited && isEcho(delivery.text, act.content().text())) {
                turn.name(dialogue, act.externalId(), delivery.place.seq());
                if (delivery.status == DeliveryStatus.UNKNOWN) {
                    write(
                            delivery,
                            DeliveryStatus.SENT,
                            delivery.parts,
                            turn.now(),
                            List.of(act.externalId()),
                            null,
                            turn);
                    moved(dialogue, delivery.place.seq(), turn);
                }
                return delivery.place.seq();
            }
        }
        return null;
    }

    /** Where clients see who writes, the echo begins with a line that is the operator's name and a colon. */
    private static boolean isEcho(String ours, String echoed) {
        var lines = echoed.split("\n", 2);
        boolean named = lines[0].endsWith(":");
        return sameWords(ours, echoed) || named && (lines.length == 1 || sameWords(ours, lines[1]));
    }

    /** A piece of a longer text, or the text without its markup's marks, is still the same message. */
    private static boolean sameWords(String ours, String echoed) {
        var one = letters(ours);
        var other = letters(echoed);
        return one.equals(other) || !other.isEmpty() && one.contains(other);
    }

    private static String letters(String text) {
        return text == null ? "" : text.replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    static Result resolved(Dialogue dialogue, Act.Resolved act, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, act.seq()));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "no delivery of message " + act.seq());
        }
        if (delivery.status != DeliveryStatus.FAILED && delivery.status != DeliveryStatus.UNKNOWN) {
            return new Result.Repeated(dialogue.key, act.seq());
        }
        var status = act.again() ? DeliveryStatus.QUEUED : DeliveryStatus.SENT;
        delivery.attempts = 0;
        write(delivery, status, delivery.parts, turn.now(), List.of(), null, turn);
        if (act.again()) {
            var message = turn.lookups().messages.get(new Place(dialogue.key, act.seq()));
            dialogue.send(message);
        }
        var entry =
                new Writes.NewEntry(LogKind.DELIVERY, dialogue, act.seq(), act.seq(), null, dialogue.takeOutgoing());
        turn.writes().entries.add(entry);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result amended(Dialogue dialogue, Act.Amended act, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, act.seq()));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "no delivery of message " + act.seq());
        }
        if (delivery.amend == act.amend()) {
            delivery.amend = 0;
        }
        write(delivery, turn.now(), List.of(), act.error(), turn);
        if (act.error() != null) {
            moved(dialogue, act.seq(), turn);
        }
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    private static void write(
            Delivery delivery,
            DeliveryStatus status,
            int parts,
            Instant due,
            List<String> externalIds,
            String error,
            TurnContext turn) {
        delivery.status = status;
        delivery.parts = parts;
        write(delivery, due, externalIds, error, turn);
    }

    /** The delivery as the turn has it now. */
    static void write(Delivery delivery, Instant due, List<String> externalIds, String error, TurnContext turn) {
        var place = delivery.place;
        turn.writes()
                .change(new Writes.ChangedDelivery(
                        place.key(),
                        place.seq(),
                        delivery.status,
                        delivery.amend,
                        delivery.parts,
                        delivery.attempts,
                        due,
                        externalIds,
                        error));
    }

    private static void moved(Dialogue dialogue, long seq, TurnContext turn) {
        turn.log(LogKind.DELIVERY, dialogue, seq, null);
    }
}
