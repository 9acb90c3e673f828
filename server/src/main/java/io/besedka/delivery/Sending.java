package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import io.besedka.channel.Recipient;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one step with a claimed message: works out its calls, makes the next one, and tells the turn. Blocks; safe for threads. */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    /** However old a message is, it is tried so often before it fails: what waited for a mended connection gets its chance. */
    private static final int LEAST_ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clock clock;
    private final DeliveryStore store;
    private final Recipients recipients;
    private final Planning planning;
    private final Outcomes outcomes;
    private final Backoff backoff;
    private final Meter meter;
    private final Duration patience;

    Sending(
            Clock clock,
            DeliveryStore store,
            Recipients recipients,
            Planning planning,
            Outcomes outcomes,
            Backoff backoff,
            Meter meter,
            Duration patience) {
        this.clock = clock;
        this.store = store;
        this.recipients = recipients;
        this.planning = planning;
        this.outcomes = outcomes;
        this.backoff = backoff;
        this.meter = meter;
        this.patience = patience;
    }

    /** Gives a claimed message back, as no call of it can be made soon. */
    Step handBack(Parcel parcel, Instant until) {
        outcomes.queued(parcel.place, parcel.done, until, null);
        return Step.later(until, null);
    }

    Step step(Connected connected, Parcel parcel) {
        var to = ready(connected, parcel);
        if (to instanceof Ready.Away) {
            return Step.on(clock.now().plus(PAUSE), null);
        }
        if (to instanceof Ready.Never(var why)) {
            return failed(connected, parcel, why, false, new SendResult.Refused(why));
        }
        if (!(to instanceof Ready.To(var recipient))) {
            return Step.done(null);
        }
        if (parcel.next >= parcel.calls.size()) {
            return allDone(connected, parcel, List.of(), null);
        }
        return ended(connected, parcel, make(parcel.calls.get(parcel.next), connected, recipient));
    }

    /** What stands between a parcel and its call. */
    private sealed interface Ready {
        record To(Recipient recipient) implements Ready {}

        record Never(String why) implements Ready {}

        record Gone() implements Ready {}

        /** The database does not answer. */
        record Away() implements Ready {}
    }

    private Ready ready(Connected connected, Parcel parcel) {
        try {
            if (parcel.calls == null && !workOut(connected, parcel)) {
                return new Ready.Gone();
            }
            var recipient =
                    recipients.of(parcel.place.key(), connected.adapter().followsReplyPath());
            var author = parcel.message.author().kind();
            boolean automatic = author == Author.Kind.BOT || author == Author.Kind.SYSTEM;
            return recipient.isPresent()
                    ? new Ready.To(recipient.get().automatically(automatic))
                    : new Ready.Never("there is no such client");
        } catch (Refused refused) {
            return new Ready.Never(refused.getMessage());
        } catch (DeliveriesUnavailable away) {
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("a delivery could not be read; trying again");
            return new Ready.Away();
        }
    }

    /** False when the message is no more. */
    private boolean workOut(Connected connected, Parcel parcel) {
        var fresh = parcel.message == null ? store.at(parcel.place) : java.util.Optional.<Pending>empty();
        if (parcel.message == null && fresh.isEmpty()) {
            return false;
        }
        fresh.ifPresent(pending -> parcel.message = pending.message());
        parcel.withdrawn = parcel.message.deletedAt() != null;
        parcel.calls = parcel.withdrawn ? takingBack(connected, parcel, fresh.orElse(null)) : sends(connected, parcel);
        parcel.next = parcel.withdrawn ? 0 : parcel.done;
        return true;
    }

    private List<Call> takingBack(Connected connected, Parcel parcel, Pending fresh) {
        if (parcel.done == 0) {
            return List.of();
        }
        var ids = (fresh == null ? store.at(parcel.place).orElseThrow() : fresh).externalIds();
        boolean possible = connected.adapter().capabilities().delete() && !ids.isEmpty();
        return possible ? List.of((adapter, connection, to) -> adapter.delete(connection, to, ids)) : List.of();
    }

    private List<Call> sends(Connected connected, Parcel parcel) {
        var message = parcel.message;
        var replyTo = message.replyTo() == 0
                ? null
                : store.externalId(new DeliveryStore.Place(parcel.place.key(), message.replyTo()))
                        .orElse(null);
        var calls = new ArrayList<Call>();
        for (var part : planning.plan(connected, message, replyTo)) {
            calls.add((adapter, connection, to) -> adapter.send(connection, to, part));
        }
        return calls;
    }

    /** A thrown exception is a bug; what it did before nobody knows. */
    static SendResult make(Call call, Connected connected, Recipient to) {
        try {
            return call.make(connected.adapter(), connected.connection(), to);
        } catch (RuntimeException bug) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue("connection", connected.connection().id())
                    .log("an adapter failed");
            return new SendResult.Unknown(
                    "the adapter failed: " + bug.getClass().getSimpleName());
        }
    }

    private Step ended(Connected connected, Parcel parcel, SendResult result) {
        return switch (result) {
            case SendResult.Sent sent -> sent(connected, parcel, sent);
            case SendResult.TryLater later -> again(connected, parcel, later.after(), later.why(), later);
            case SendResult.Refused refused when parcel.withdrawn -> allDone(connected, parcel, List.of(), refused);
            case SendResult.Refused refused -> failed(connected, parcel, refused.why(), false, refused);
            case SendResult.WindowClosed closed -> failed(connected, parcel, closed.why(), false, closed);
            case SendResult.Unreachable gone -> failed(connected, parcel, gone.why(), true, gone);
            case SendResult.Broken broken -> {
                var now = clock.now();
                outcomes.queued(parcel.place, parcel.done, now, broken.why());
                yield Step.later(now, broken);
            }
            case SendResult.Unknown unknown
            when Destinations.sendsAgain(connected) || parcel.withdrawn ->
                again(connected, parcel, null, unknown.why(), unknown);
            case SendResult.Unknown unknown -> {
                outcomes.ended(parcel.place, DeliveryStatus.UNKNOWN, parcel.done, unknown.why(), false);
                meter.unknown(connected.connection().id());
                yield Step.done(unknown);
            }
        };
    }

    private Step sent(Connected connected, Parcel parcel, SendResult.Sent sent) {
        parcel.next++;
        if (parcel.next == parcel.calls.size()) {
            return allDone(connected, parcel, sent.externalIds(), sent);
        }
        parcel.done = parcel.next;
        outcomes.partSent(parcel.place, parcel.done, sent.externalIds());
        return Step.on(Instant.MIN, sent);
    }

    private Step allDone(Connected connected, Parcel parcel, List<String> externalIds, SendResult result) {
        if (parcel.withdrawn) {
            outcomes.ended(parcel.place, DeliveryStatus.CANCELLED, parcel.done, null, false);
        } else {
            outcomes.sent(parcel.place, parcel.next, externalIds);
            meter.sent(connected.connection().id());
        }
        return Step.done(result);
    }

    private Step failed(Connected connected, Parcel parcel, String why, boolean unreachable, SendResult result) {
        outcomes.ended(parcel.place, DeliveryStatus.FAILED, parcel.done, why, unreachable);
        meter.failed(connected.connection().id());
        return Step.done(result);
    }

    /** A limit the provider told of is no fault, so the message does not bear its words. */
    private Step again(Connected connected, Parcel parcel, Duration after, String why, SendResult result) {
        var now = clock.now();
        boolean tired = parcel.attempts >= LEAST_ATTEMPTS
                && parcel.message.at().plus(patience).isBefore(now);
        if (tired) {
            return failed(connected, parcel, "given up after " + parcel.attempts + " attempts: " + why, false, result);
        }
        var at = now.plus(backoff.after(after, parcel.attempts));
        outcomes.queued(parcel.place, parcel.done, at, after == null ? why : null);
        meter.retried(connected.connection().id());
        return Step.later(at, result);
    }
}
