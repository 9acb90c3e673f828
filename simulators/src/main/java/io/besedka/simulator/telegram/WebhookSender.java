package io.besedka.simulator.telegram;

import io.besedka.simulator.Params;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Posts updates to a webhook: one at a time per lane, lanes side by side up to max_connections; a failed update is
 * repeated at once, then after 2, 4, 8 ... s up to a cap of 60-120 s until it expires, and blocks its lane meanwhile.
 */
final class WebhookSender {
    private static final class Lane {
        final String name;
        final ArrayDeque<Pending> waiting = new ArrayDeque<>();
        int failures;
        /** Counts attempts begun or cancelled, so that an outdated retry timer does nothing. */
        long turn;

        boolean resting;

        Lane(String name) {
            this.name = name;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GONE = Duration.ofHours(23);

    private final WebhookSettings settings;
    private final UpdateQueue queue;
    private final HttpClient client;
    private final Timeline time;
    private final Switchboard switchboard;
    private final BiConsumer<String, Params> reply;
    private final Runnable remove;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int inFlight;
    private boolean closed;
    private Instant lastErrorAt;
    private String lastError;
    private Instant goneSince;

    /** {@code reply} runs the API call found in an answer, {@code remove} takes away a webhook that is gone. */
    WebhookSender(
            WebhookSettings settings,
            UpdateQueue queue,
            HttpClient client,
            Timeline time,
            Switchboard switchboard,
            BiConsumer<String, Params> reply,
            Runnable remove) {
        this.settings = settings;
        this.queue = queue;
        this.client = client;
        this.time = time;
        this.switchboard = switchboard;
        this.reply = reply;
        this.remove = remove;
    }

    WebhookSettings settings() {
        return settings;
    }

    synchronized Instant lastErrorAt() {
        return lastErrorAt;
    }

    synchronized String lastError() {
        return lastError;
    }

    synchronized void offer(Pending update) {
        if (closed) return;
        var lane = lanes.computeIfAbsent(update.lane(), Lane::new);
        lane.waiting.add(update);
        if (lane.waiting.size() == 1) ready.add(lane);
        pump();
    }

    /** Repeats every resting update now instead of when its time comes. */
    synchronized void retryNow() {
        lanes.values().stream().filter(lane -> lane.resting).toList().forEach(this::wake);
    }

    synchronized void close() {
        closed = true;
        lanes.clear();
        ready.clear();
    }

    private void pump() {
        while (!closed && inFlight < settings.maxConnections() && !ready.isEmpty()) {
            var lane = ready.poll();
            inFlight++;
            var update = lane.waiting.peek();
            Thread.ofVirtual().name("webhook-" + lane.name).start(() -> attempt(lane, update));
        }
    }

    private void attempt(Lane lane, Pending update) {
        var begun = time.now();
        var outcome = post(update);
        if (outcome.accepted()) queue.done(update);
        var verdict = Verdict.KEEP;
        synchronized (this) {
            inFlight--;
            if (closed) return;
            verdict = settle(lane, update, outcome, begun);
            pump();
        }
        queue.attempted();
        // The queue calls us under its lock, so it is only called outside ours.
        if (verdict == Verdict.DROP) queue.expire(update);
        if (verdict == Verdict.REMOVE_WEBHOOK) remove.run();
        if (outcome.accepted() && outcome.replies()) reply.accept(settings.url(), outcome.answer());
    }

    private enum Verdict {
        KEEP,
        DROP,
        REMOVE_WEBHOOK
    }

    private record Outcome(boolean accepted, int status, String error, Duration retryAfter, Params answer) {
        boolean replies() {
            return answer != null && answer.has("method");
        }
    }

    private Outcome post(Pending update) {
        var request = HttpRequest.newBuilder(settings.target())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(update.body()));
        if (!settings.secret().isEmpty()) request.header("X-Telegram-Bot-Api-Secret-Token", settings.secret());
        var user = settings.target().getUserInfo();
        if (user != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes()));
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                var type = answer.headers().firstValue("Content-Type").orElse("");
                return new Outcome(true, status, "", Duration.ZERO, Params.of(type, answer.body()));
            }
            long after = answer.headers()
                    .firstValue("Retry-After")
                    .map(WebhookSender::seconds)
                    .orElse(0L);
            var error = "Wrong response from the webhook: " + status;
            return new Outcome(false, status, error, Duration.ofSeconds(Math.min(after, 3600)), null);
        } catch (HttpTimeoutException e) {
            return new Outcome(false, 0, "Read timeout expired", Duration.ZERO, null);
        } catch (ConnectException e) {
            return new Outcome(false, 0, "Connection refused", Duration.ZERO, null);
        } catch (IOException e) {
            return new Outcome(false, 0, "Connection closed", Duration.ZERO, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, 0, "Interrupted", Duration.ZERO, null);
        }
    }

    private static long seconds(String header) {
        return header.matches("\\d{1,9}") ? Long.parseLong(header) : 0;
    }

    private Verdict settle(Lane lane, Pending update, Outcome outcome, Instant begun) {
        switchboard.count(outcome.accepted() ? "updates_accepted" : "updates_refused");
        if (outcome.accepted()) {
            goneSince = null;
            next(lane);
            return Verdict.KEEP;
        }
        lastErrorAt = time.now();
        lastError = outcome.error();
        if (isGoneForGood(outcome)) return Verdict.REMOVE_WEBHOOK;
        var delay = outcome.retryAfter().isZero() ? delay(lane.failures) : outcome.retryAfter();
        lane.failures++;
        // Counted from the attempt's beginning: a test that saw the attempt may jump over the delay at once.
        var again = begun.plus(delay);
        if (again.isAfter(update.expires())) {
            next(lane);
            return Verdict.DROP;
        }
        rest(lane, again);
        return Verdict.KEEP;
    }

    /** 0, 2, 4, 8 ... seconds, then a random 60-120. */
    private static Duration delay(int failures) {
        if (failures == 0) return Duration.ZERO;
        long cap = ThreadLocalRandom.current().nextLong(60, 121);
        return Duration.ofSeconds(failures > 6 ? cap : Math.min(1L << failures, cap));
    }

    private boolean isGoneForGood(Outcome outcome) {
        if (outcome.status() != 410) {
            goneSince = null;
            return false;
        }
        if (goneSince == null) goneSince = time.now();
        return Duration.between(goneSince, time.now()).compareTo(GONE) >= 0;
    }

    private void next(Lane lane) {
        lane.waiting.poll();
        lane.failures = 0;
        if (lane.waiting.isEmpty()) lanes.remove(lane.name);
        else ready.add(lane);
    }

    private void rest(Lane lane, Instant until) {
        lane.resting = true;
        long turn = ++lane.turn;
        if (!time.now().isBefore(until)) wake(lane);
        else time.at(until, () -> wakeIf(lane, turn));
    }

    private synchronized void wakeIf(Lane lane, long turn) {
        if (lane.resting && lane.turn == turn) wake(lane);
    }

    private void wake(Lane lane) {
        lane.resting = false;
        ready.add(lane);
        pump();
    }
}
