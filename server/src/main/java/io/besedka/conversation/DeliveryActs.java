package io.besedka.conversation;

import io.besedka.conversation.Lookups.Delivery;
import io.besedka.conversation.Lookups.Place;
import java.time.Instant;
import java.util.List;

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
        write(dialogue, delivery, status, parts, due, act.externalIds(), act.error(), turn);
        for (var externalId : act.externalIds()) {
            if (turn.lookups().seqOf(dialogue.key, externalId) == null) {
                turn.name(dialogue, externalId, act.seq());
            }
        }
        if (act.unreachable() && !dialogue.blocked) {
            dialogue.blocked = true;
            dialogue.marked = true;
        }
        if (status.isDone() || act.error() != null) {
            moved(dialogue, act.seq(), turn);
        }
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result reported(Dialogue dialogue, Act.Reported act, TurnContext turn) {
        var seq = turn.lookups().seqOf(dialogue.key, act.externalId());
        var delivery = seq == null ? null : turn.lookups().deliveries.get(new Place(dialogue.key, seq));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "the status is of no message of ours");
        }
        var status = delivery.status.join(act.status());
        if (status == delivery.status) {
            return new Result.Repeated(dialogue.key, seq);
        }
        write(dialogue, delivery, status, delivery.parts, turn.now(), List.of(), act.error(), turn);
        moved(dialogue, seq, turn);
        return new Result.Taken(dialogue.key, seq, null);
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
        write(dialogue, delivery, status, delivery.parts, turn.now(), List.of(), null, turn);
        if (act.again()) {
            var message = turn.lookups().messages.get(new Place(dialogue.key, act.seq()));
            dialogue.send(message);
        }
        var entry = new Writes.NewEntry(
                LogKind.DELIVERY, dialogue, act.seq(), act.seq(), null, dialogue.takeOutgoing());
        turn.writes().entries.add(entry);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result amended(Dialogue dialogue, Act.Amended act, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Place(dialogue.key, act.seq()));
        if (delivery == null) {
            return new Result.Declined(Refusal.NO_SUCH_DELIVERY, "no delivery of message " + act.seq());
        }
        turn.writes().change(new Writes.ChangedDelivery(
                dialogue.key, act.seq(), delivery.status, 3, delivery.parts, delivery.attempts, turn.now(), List.of(), act.error()));
        if (act.error() != null) {
            moved(dialogue, act.seq(), turn);
        }
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    private static void write(
            Dialogue dialogue,
            Delivery delivery,
            DeliveryStatus status,
            int parts,
            Instant due,
            List<String> externalIds,
            String error,
            TurnContext turn) {
        delivery.status = status;
        delivery.parts = parts;
        turn.writes().change(new Writes.ChangedDelivery(
                dialogue.key, delivery.place.seq(), status, 0, parts, delivery.attempts, due, externalIds, error));
    }

    private static void moved(Dialogue dialogue, long seq, TurnContext turn) {
        turn.log(LogKind.DELIVERY, dialogue, seq, null);
    }
}
