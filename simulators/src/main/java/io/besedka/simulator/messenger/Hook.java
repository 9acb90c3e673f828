package io.besedka.simulator.messenger;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An address registered for updates: one at a time per lane, lanes side by side, failed ones repeated by the provider's
 * {@link Terms}. {@code settings} belong to the provider: secret, title, id.
 */
public final class Hook {
    private static final class Lane {
        final String name;
        final ArrayDeque<Update> waiting = new ArrayDeque<>();
        int failures;
        /** Counts rests, so that an outdated retry timer does nothing. */
        long turn;

        boolean resting;

        Lane(String name) {
            this.name = name;
        }
    }

    private record Outcome(boolean taken, String error, HttpResponse<byte[]> answer) {}

    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

    private final Account account;
    private final URI url;
    private volatile Set<String> kinds;
    private final ObjectNode settings;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int inFlight;
    private int waiting;
    private long asides;
    private boolean closed;
    private String lastError = "";
    private Instant lastErrorAt = Instant.EPOCH;
    private Instant failingSince;

    Hook(Account account, URI url, Set<String> kinds, ObjectNode settings) {
        this.account = account;
        this.url = url;
        this.kinds = Set.copyOf(kinds);
        this.settings = settings;
    }

    public Account account() {
        return account;
    }

    /** As it was registered. */
    public URI url() {
        return url;
    }

    public ObjectNode settings() {
        return settings;
    }

    /** A text of the settings, or an empty string. */
    public String setting(String name) {
        return settings.path(name).asString("");
    }

    /** The kinds asked for; empty means all. */
    public Set<String> kinds() {
        return kinds;
    }

    /** Asks for other kinds from now on; what waits is not touched. */
    public void kinds(Set<String> others) {
        kinds = Set.copyOf(others);
    }

    /** Why the last attempt failed; empty when none did since the last success. */
    public synchronized String lastError() {
        return lastError;
    }

    public synchronized Instant lastErrorAt() {
        return lastErrorAt;
    }

    /** How many updates are not acknowledged yet. */
    public synchronized int pending() {
        return waiting;
    }

    synchronized void offer(Update update) {
        if (closed) return;
        waiting++;
        var lane = lanes.computeIfAbsent(update.lane(), Lane::new);
        lane.waiting.add(update);
        if (lane.waiting.size() == 1) ready.add(lane);
        pump();
    }

    synchronized void retryNow() {
        lanes.values().stream().filter(lane -> lane.resting).toList().forEach(this::wake);
    }

    synchronized void close() {
        closed = true;
        waiting = 0;
        lanes.clear();
        ready.clear();
    }

    private Postman postman() {
        return account.messenger().postman();
    }

    private void pump() {
        while (!closed && inFlight < postman().terms().sideBySide() && !ready.isEmpty()) {
            var lane = ready.poll();
            inFlight++;
            var update = lane.waiting.peek();
            Thread.ofVirtual().name("hook-" + lane.name).start(() -> attempt(lane, update));
        }
    }

    private void attempt(Lane lane, Update update) {
        var begun = account.messenger().time().now();
        var outcome = post(update);
        boolean off;
        synchronized (this) {
            inFlight--;
            if (closed) return;
            off = settle(lane, update, outcome, begun);
            pump();
        }
        if (outcome.taken() && update.json() != null) postman().taken(this, update, outcome.answer());
        if (off) {
            account.updates().remove(this);
            postman().switchedOff(this);
        }
        account.updates().attempted();
    }

    private Outcome post(Update update) {
        var messenger = account.messenger();
        try {
            var body = update.json() == null ? Updates.MALFORMED : postman().body(this, update);
            var target = postman().address(this, messenger.rules().target(url), body);
            var request = HttpRequest.newBuilder(target)
                    .timeout(postman().terms().patience())
                    .setHeader("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            postman().sign(this, body, request);
            var answer = messenger.client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean taken = postman().takes(this, answer);
            return new Outcome(taken, taken ? "" : "Wrong answer of the webhook: " + answer.statusCode(), answer);
        } catch (HttpTimeoutException e) {
            return new Outcome(false, "Read timeout expired", null);
        } catch (ConnectException e) {
            return new Outcome(false, "Connection refused", null);
        } catch (IOException e) {
            return new Outcome(false, "Connection closed", null);
        } catch (RuntimeException e) {
            // A lane must not stand still because of a provider's code.
            LOG.warn("a hook of {} could not post", account.messenger().look().word(), e);
            return new Outcome(false, "Cannot post: " + e.getClass().getSimpleName(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "Interrupted", null);
        }
    }

    /** Returns whether the hook has failed for too long. */
    private boolean settle(Lane lane, Update update, Outcome outcome, Instant begun) {
        var switchboard = account.messenger().switchboard();
        switchboard.count(outcome.taken() ? "updates_accepted" : "updates_refused");
        // Garbage is posted once, whatever the answer.
        if (outcome.taken() || update.json() == null) {
            if (outcome.taken()) {
                failingSince = null;
                lastError = "";
            }
            next(lane);
            return false;
        }
        lastError = outcome.error();
        lastErrorAt = account.messenger().time().now();
        if (failingSince == null) failingSince = begun;
        var terms = postman().terms();
        if (!terms.offAfter().isZero() && Duration.between(failingSince, begun).compareTo(terms.offAfter()) >= 0)
            return true;
        if (lane.failures >= terms.retries().size()) {
            switchboard.count("updates_expired");
            next(lane);
            return false;
        }
        // Counted from the attempt's beginning: a test that saw the attempt may jump over the pause at once.
        var again = begun.plus(terms.retries().get(lane.failures));
        rest(terms.holdsChat() ? lane : aside(lane), again);
        return false;
    }

    /** Moves a failing update into a lane of its own, so that the chat goes on. */
    private Lane aside(Lane lane) {
        if (lane.name.startsWith("aside ")) {
            lane.failures++;
            return lane;
        }
        var own = new Lane("aside " + ++asides);
        own.waiting.add(lane.waiting.peek());
        own.failures = 1;
        lanes.put(own.name, own);
        waiting++;
        next(lane);
        return own;
    }

    private void next(Lane lane) {
        lane.waiting.poll();
        waiting--;
        lane.failures = 0;
        if (lane.waiting.isEmpty()) lanes.remove(lane.name);
        else ready.add(lane);
    }

    private void rest(Lane lane, Instant until) {
        if (postman().terms().holdsChat()) lane.failures++;
        lane.resting = true;
        long turn = ++lane.turn;
        var time = account.messenger().time();
        if (!time.now().isBefore(until)) wake(lane);
        else time.at(until, () -> wakeIf(lane, turn));
    }

    private synchronized void wakeIf(Lane lane, long turn) {
        if (lane.resting && lane.turn == turn && !closed) wake(lane);
    }

    private void wake(Lane lane) {
        lane.resting = false;
        ready.add(lane);
        pump();
    }
}
