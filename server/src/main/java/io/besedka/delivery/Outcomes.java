package io.besedka.delivery;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore.Begun;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the turn how attempts ended, and does not rest until it was heard: what a provider took must not be forgotten. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ERROR_LIMIT = 500;

    private final Turns turns;
    private final Clock clock;
    private volatile boolean closed;

    Outcomes(Turns turns, Clock clock) {
        this.turns = turns;
        this.clock = clock;
    }

    void sent(Place place, int parts, List<String> externalIds) {
        attempted(place, DeliveryStatus.SENT, parts, externalIds, null, null, false);
    }

    void partSent(Place place, int parts, List<String> externalIds) {
        attempted(place, DeliveryStatus.SENDING, parts, externalIds, null, null, false);
    }

    void queued(Place place, int parts, Instant retryAt, String why) {
        attempted(place, DeliveryStatus.QUEUED, parts, List.of(), why, retryAt, false);
    }

    void ended(Place place, DeliveryStatus status, int parts, String why, boolean unreachable) {
        attempted(place, status, parts, List.of(), why, null, unreachable);
    }

    /** What a dead process left; true when it was so still. */
    boolean abandoned(Begun begun, boolean again, String why) {
        var act = new Act.Abandoned(begun.place().seq(), begun.attempt(), again, why);
        return take(begun.place().key(), act) instanceof Result.Taken;
    }

    void amended(Place place, int amend, String error) {
        take(place.key(), new Act.Amended(place.seq(), amend, cut(error)));
    }

    private void attempted(
            Place place,
            DeliveryStatus status,
            int parts,
            List<String> ids,
            String error,
            Instant retryAt,
            boolean unreachable) {
        var act = new Act.Attempted(place.seq(), status, parts, ids, cut(error), retryAt, unreachable);
        if (take(place.key(), act) instanceof Result.Declined declined) {
            LOG.atError()
                    .addKeyValue("conversation", place.key().id())
                    .addKeyValue("seq", place.seq())
                    .addKeyValue("refusal", declined.refusal())
                    .log("an outcome was not taken");
            if (declined.refusal() == Refusal.POISONOUS && !ids.isEmpty()) {
                take(
                        place.key(),
                        new Act.Attempted(place.seq(), status, parts, List.of(), cut(error), retryAt, unreachable));
            }
        }
    }

    private Result take(ConversationKey key, Act act) {
        var alarm = clock.alarm();
        while (true) {
            var result = turns.take(Address.of(key.projectId(), key.id()), act);
            if (closed || !(result instanceof Result.Declined declined && declined.refusal() == Refusal.UNAVAILABLE)) {
                return result;
            }
            try {
                alarm.waitUntil(clock.now().plus(PAUSE));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return result;
            }
        }
    }

    private static String cut(String error) {
        return error == null || error.length() <= ERROR_LIMIT ? error : error.substring(0, ERROR_LIMIT);
    }

    void close() {
        closed = true;
    }
}
