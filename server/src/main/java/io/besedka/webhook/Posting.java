package io.besedka.webhook;

import io.besedka.account.Audit;
import io.besedka.account.Sealing;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.GuardedHttp;
import io.besedka.platform.outbound.Outcome;
import io.besedka.webhook.SendStore.Ended;
import io.besedka.webhook.SendStore.Endpoint;
import io.besedka.webhook.WebhookDelivery.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of a claimed delivery, and what follows from how it went. */
final class Posting {
    private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
    static final Duration TIME = Duration.ofSeconds(15);
    /** A longer answer counts as none. */
    private static final long ANSWER_LIMIT = 256 << 10;
    /** Characters of the answer that the log keeps. */
    private static final int ANSWER_KEPT = 2_000;

    private static final int GONE = 410;
    static final int DYING = 100;

    private final Jdbi jdbi;
    private final GuardedHttp http;
    private final Sealing sealing;
    private final Audit audit;
    private final Clock clock;
    private final Random random;

    Posting(Jdbi jdbi, GuardedHttp http, Sealing sealing, Audit audit, Clock clock, Random random) {
        this.jdbi = jdbi;
        this.http = http;
        this.sealing = sealing;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    void post(Endpoint endpoint, WebhookDelivery claimed) {
        long from = System.nanoTime();
        var outcome = called(endpoint, claimed);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        int took = (int) Duration.ofNanos(System.nanoTime() - from).toMillis();
        if (outcome instanceof Outcome.Answered answered && answered.isSuccess()) {
            succeeded(claimed, answered, took);
        } else {
            failed(endpoint, claimed, outcome, took);
        }
    }

    private Outcome called(Endpoint endpoint, WebhookDelivery claimed) {
        Call call;
        try {
            call = call(endpoint, claimed);
        } catch (RuntimeException unopened) {
            return new Outcome.NotSent("the webhook's secret cannot be opened with this server's key");
        }
        return http.sendWithoutRedirects(call);
    }

    private Call call(Endpoint endpoint, WebhookDelivery claimed) {
        var body = claimed.body().getBytes(StandardCharsets.UTF_8);
        var call = Call.post(endpoint.url(), Body.json(body))
                .within(TIME)
                .answeredInAtMost(ANSWER_LIMIT)
                .withHeader("User-Agent", "Besedka-Webhooks/1");
        if (endpoint.salebot()) {
            return call;
        }
        var now = clock.now();
        boolean formerToo = endpoint.formerUntil() != null && now.isBefore(endpoint.formerUntil());
        var secrets = WebhookSecrets.opened(sealing, endpoint.secrets());
        return call.withHeader("webhook-id", claimed.eventId())
                .withHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .withHeader("webhook-signature", secrets.signatures(claimed.eventId(), now, body, formerToo));
    }

    private void succeeded(WebhookDelivery claimed, Outcome.Answered answered, int took) {
        var now = clock.now();
        jdbi.useTransaction(tx -> {
            var how = new Ended(State.DONE, answered.status(), null, beginning(answered.body()), took, null);
            if (SendStore.ended(tx, claimed, how)) {
                SendStore.succeeded(tx, claimed, now);
            }
        });
    }

    private void failed(Endpoint endpoint, WebhookDelivery claimed, Outcome outcome, int took) {
        var now = clock.now();
        var answered = outcome instanceof Outcome.Answered answer ? answer : null;
        boolean gone = !endpoint.salebot() && answered != null && answered.status() == GONE;
        var again = again(endpoint, claimed, answered, gone, now);
        var error = why(outcome);
        jdbi.useTransaction(tx -> {
            var how = new Ended(
                    again == null ? State.DEAD : State.WAITING,
                    answered == null ? null : answered.status(),
                    error,
                    answered == null ? null : beginning(answered.body()),
                    took,
                    again);
            if (SendStore.ended(tx, claimed, how)) {
                var standing = SendStore.failed(tx, claimed, again == null, error, now);
                if (!endpoint.salebot()) {
                    pauseIfHopeless(tx, claimed, gone, standing, now);
                }
            }
        });
        LOG.atDebug()
                .addKeyValue("webhook", claimed.webhookId())
                .addKeyValue("delivery", claimed.id())
                .log("a webhook's call failed");
    }

    /** Null when it is given up. */
    private Instant again(
            Endpoint endpoint, WebhookDelivery claimed, Outcome.Answered answered, boolean gone, Instant now) {
        if (endpoint.salebot()) {
            return null;
        }
        return gone
                ? now
                : Waits.next(
                        claimed.tries(),
                        claimed.triedFrom(),
                        now,
                        answered == null ? null : answered.retryAfter(),
                        random);
    }

    private void pauseIfHopeless(
            Handle tx, WebhookDelivery claimed, boolean gone, SendStore.Standing standing, Instant now) {
        boolean failing = !now.isBefore(standing.failingSince().plus(Waits.END));
        boolean dying = standing.diedInRow() >= DYING;
        if (!gone && !failing && !dying) {
            return;
        }
        var reason = gone ? Webhook.Reason.GONE : failing ? Webhook.Reason.FAILING : Webhook.Reason.DYING;
        if (WebhookStore.pause(tx, claimed.projectId(), claimed.webhookId(), reason, now)) {
            audit.recordWithoutUser(
                    tx,
                    claimed.projectId(),
                    "webhook.paused",
                    "webhook " + claimed.webhookId(),
                    reason.name().toLowerCase(java.util.Locale.ROOT));
            LOG.atWarn()
                    .addKeyValue("webhook", claimed.webhookId())
                    .addKeyValue("reason", reason)
                    .log("a webhook was paused");
        }
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> "answered " + answered.status();
            case Outcome.NotSent(var why) -> why;
            case Outcome.Unknown(var why) -> why;
            case Outcome.Refused(var why) -> why;
        };
    }

    private static String beginning(byte[] answer) {
        var text = new String(answer, StandardCharsets.UTF_8).replace("\0", "");
        return text.length() <= ANSWER_KEPT ? text : text.substring(0, ANSWER_KEPT);
    }
}
