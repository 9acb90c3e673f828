package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Author;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.DeliveriesUnavailable;
import io.besedka.conversation.DeliveryStore.Pending;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes one step with an edit or a deletion of what was sent, or with a reaction to what came. All may be done twice without harm, so they need no claim, and a lost
 * answer means again. Blocks; safe for threads.
 */
final class Amending {
    private static final int MOST_ATTEMPTS = 12;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clock clock;
    private final DeliveryStore store;
    private final Recipients recipients;
    private final Planning planning;
    private final Outcomes outcomes;
    private final Backoff backoff;

    Amending(
            Clock clock,
            DeliveryStore store,
            Recipients recipients,
            Planning planning,
            Outcomes outcomes,
            Backoff backoff) {
        this.clock = clock;
        this.store = store;
        this.recipients = recipients;
        this.planning = planning;
        this.outcomes = outcomes;
        this.backoff = backoff;
    }

    Step step(Connected connected, Parcel parcel) {
        try {
            if (parcel.calls == null) {
                var pending = store.at(parcel.place).filter(one -> one.amend() > 0);
                if (pending.isEmpty() || !sentBefore(pending.get())) {
                    return Step.done(null);
                }
                parcel.amend = pending.get().amend();
                parcel.calls = calls(connected, pending.get());
            }
            var to = recipients.of(parcel.place.key(), connected.adapter().followsReplyPath());
            if (to.isEmpty() || parcel.next >= parcel.calls.size()) {
                return over(parcel, null, null);
            }
            return ended(parcel, Sending.make(parcel.calls.get(parcel.next), connected, to.get()));
        } catch (Refused refused) {
            return over(parcel, refused.getMessage(), null);
        } catch (DeliveriesUnavailable away) {
            return Step.on(clock.now().plus(PAUSE), null);
        }
    }

    /** What is still to be sent goes as it is then. */
    private static boolean sentBefore(Pending pending) {
        return pending.status() != DeliveryStatus.QUEUED && pending.status() != DeliveryStatus.SENDING;
    }

    private List<Call> calls(Connected connected, Pending pending) {
        var capabilities = connected.adapter().capabilities();
        if (pending.message().author().kind() == Author.Kind.CLIENT) {
            return reaction(connected, pending);
        }
        var ids = pending.externalIds();
        boolean deletion = pending.message().deletedAt() != null;
        if (deletion ? !capabilities.delete() : !capabilities.edit()) {
            throw cannot(deletion ? "the channel cannot delete" : "the channel cannot edit");
        }
        if (ids.isEmpty()) {
            throw cannot("the provider gave no id for what was sent");
        }
        return deletion ? List.of(delete(ids)) : edits(connected, pending, ids);
    }

    private static Refused cannot(String why) {
        return new Refused(io.besedka.conversation.Refusal.CHANNEL_CANNOT, why);
    }

    /** Nothing is left to be reacted to where the client took the message back. */
    private List<Call> reaction(Connected connected, Pending pending) {
        if (pending.message().deletedAt() != null) {
            return List.of();
        }
        if (!connected.adapter().capabilities().reactions()) {
            throw cannot("the channel has no reactions");
        }
        var externalId =
                store.externalId(pending.place()).orElseThrow(() -> cannot("the provider gave no id for this message"));
        var emoji =
                pending.message().ourReaction() == null ? "" : pending.message().ourReaction();
        return List.of((adapter, connection, to) -> adapter.react(connection, to, externalId, emoji));
    }

    /** Piece by piece; what the new text has no piece for is deleted. A text that now needs more pieces than it had loses its end. */
    private List<Call> edits(Connected connected, Pending pending, List<String> ids) {
        var calls = new ArrayList<Call>();
        int id = 0;
        for (var part : planning.plan(connected, pending.message(), null)) {
            if (id < ids.size()) {
                var externalId = ids.get(id);
                calls.add((adapter, connection, to) -> adapter.edit(connection, to, externalId, part));
            }
            id += Math.max(1, part.media().size());
        }
        if (id < ids.size() && connected.adapter().capabilities().delete()) {
            calls.add(delete(ids.subList(id, ids.size())));
        }
        return calls;
    }

    private static Call delete(List<String> ids) {
        return (adapter, connection, to) -> adapter.delete(connection, to, ids);
    }

    private Step ended(Parcel parcel, SendResult result) {
        return switch (result) {
            case SendResult.Sent sent -> {
                parcel.next++;
                yield parcel.next == parcel.calls.size() ? over(parcel, null, sent) : Step.on(Instant.MIN, sent);
            }
            case SendResult.TryLater later -> again(parcel, later.after(), later.why(), later);
            case SendResult.Unknown unknown -> again(parcel, null, unknown.why(), unknown);
            case SendResult.Refused refused -> over(parcel, refused.why(), refused);
            case SendResult.WindowClosed closed -> over(parcel, closed.why(), closed);
            case SendResult.Unreachable gone -> over(parcel, gone.why(), gone);
            case SendResult.Broken broken -> Step.later(clock.now(), broken);
        };
    }

    private Step again(Parcel parcel, Duration after, String why, SendResult result) {
        parcel.attempts++;
        if (parcel.attempts >= MOST_ATTEMPTS) {
            return over(parcel, "given up after " + parcel.attempts + " attempts: " + why, result);
        }
        return Step.later(clock.now().plus(backoff.after(after, parcel.attempts)), result);
    }

    private Step over(Parcel parcel, String error, SendResult result) {
        outcomes.amended(parcel.place, parcel.amend, error);
        return Step.done(result);
    }
}
