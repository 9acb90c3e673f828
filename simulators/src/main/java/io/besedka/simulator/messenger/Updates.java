package io.besedka.simulator.messenger;

import io.besedka.simulator.Misfortune;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/** An account's updates: posted to every hook that wants their kind, and kept for polling. Misfortune strikes here. */
public final class Updates {
    static final byte[] MALFORMED = "{\"event\":\"mess".getBytes(StandardCharsets.US_ASCII);

    private final Account account;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final EventLog log;
    private Update held;

    Updates(Account account) {
        this.account = account;
        this.log = new EventLog((account.messenger().time().now().toEpochMilli() - 1_760_000_000_000L) / 100);
    }

    /** Sends an update of the chat on its way; call under the chat's lock, so that updates keep its order. */
    public Update post(Chat chat, String kind, ObjectNode json) {
        return post(chat.lane(), kind, json);
    }

    /** Sends an update on its way, in order within its lane. */
    public synchronized Update post(String lane, String kind, ObjectNode json) {
        var update = new Update(kind, lane, json);
        var messenger = account.messenger();
        switch (messenger.switchboard().strikeUpdate(kind)) {
            case null -> enqueue(update);
            case Misfortune.Duplicated twice -> {
                enqueue(update);
                enqueue(new Update(kind, lane, json));
            }
            case Misfortune.Reordered later -> {
                release();
                held = update;
                messenger.time().after(Duration.ofSeconds(3), () -> releaseIfHeld(update));
                return update;
            }
            case Misfortune.Delayed(var by) -> {
                messenger.time().after(by, () -> redeliver(update));
                return update;
            }
            case Misfortune.UnknownKind unknown -> {
                enqueue(new Update("unknown", lane, messenger.postman().unknownKind(account)));
                enqueue(update);
            }
            case Misfortune.Malformed malformed -> {
                var garbage = new Update("malformed", "malformed", null);
                hooks.forEach(hook -> hook.offer(garbage));
                enqueue(update);
            }
        }
        release();
        return update;
    }

    /** Sends an update once more, as it was, with its own ids. */
    public synchronized void redeliver(Update update) {
        enqueue(new Update(update.kind(), update.lane(), update.json()));
    }

    /** Registers an address for these kinds (empty: all); one that is there already is replaced. */
    public synchronized Hook register(URI url, Set<String> kinds, ObjectNode settings) {
        hooks.stream().filter(hook -> hook.url().equals(url)).toList().forEach(this::remove);
        var hook = new Hook(account, url, kinds, settings);
        hooks.add(hook);
        return hook;
    }

    public synchronized void remove(Hook hook) {
        hooks.remove(hook);
        hook.close();
        notifyAll();
    }

    public List<Hook> hooks() {
        return hooks;
    }

    public EventLog log() {
        return log;
    }

    /** How many updates hooks have not acknowledged yet. */
    public int pending() {
        return hooks.stream().mapToInt(Hook::pending).sum();
    }

    /** Repeats at once what failed and rests before its next attempt. */
    public void retryNow() {
        hooks.forEach(Hook::retryNow);
    }

    /**
     * Waits until every update is acknowledged or dropped, at most 10 s.
     *
     * @throws IllegalStateException when some are still on their way then
     */
    public void awaitsDelivery() {
        if (!await(() -> pending() == 0)) throw new IllegalStateException(pending() + " updates are still not taken");
    }

    /** Waits until a hook has failed and tells why in {@link Hook#lastError}, at most 10 s. */
    public void awaitsFailure() {
        if (!await(() -> hooks.stream().anyMatch(hook -> !hook.lastError().isEmpty())))
            throw new IllegalStateException("no attempt failed");
    }

    /** Waits until a hook has failed at that moment or later, or none is left, at most 10 s. */
    public void awaitsFailureSince(Instant moment) {
        if (!await(() -> hooks.isEmpty()
                || hooks.stream()
                        .anyMatch(hook -> hook.lastErrorAt() != null
                                && !hook.lastErrorAt().isBefore(moment))))
            throw new IllegalStateException("no attempt failed");
    }

    synchronized void attempted() {
        notifyAll();
    }

    void close() {
        hooks.forEach(Hook::close);
        log.close();
    }

    private synchronized boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        try {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) return false;
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void enqueue(Update update) {
        log.add(update);
        for (var hook : hooks) {
            if (hook.kinds().isEmpty()
                    || hook.kinds().contains(update.kind())
                    || update.kind().equals("unknown")) hook.offer(update);
        }
    }

    private synchronized void releaseIfHeld(Update update) {
        if (held == update) release();
    }

    private void release() {
        if (held == null) return;
        var update = held;
        held = null;
        enqueue(update);
    }
}
