package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The updates a bot has not confirmed yet. They leave by a webhook or by polling, never by both. Also the place where
 * misfortune strikes updates.
 */
final class UpdateQueue {
    private static final Duration EXPIRY = Duration.ofHours(24);
    private static final Duration CALLBACK_EXPIRY = Duration.ofSeconds(150);
    private static final Set<String> ONLY_WHEN_ASKED =
            Set.of("chat_member", "message_reaction", "message_reaction_count");
    private static final int MOST = 200_000;

    private final Timeline time;
    private final Switchboard switchboard;
    private final LinkedHashSet<Pending> pending = new LinkedHashSet<>();
    private Set<String> allowed = Set.of();
    private WebhookSender sender;
    private Pending held;
    private long lastId;
    private long pollNumber;
    private String pollEndedBy = "";

    UpdateQueue(Timeline time, Switchboard switchboard) {
        this.time = time;
        this.switchboard = switchboard;
        // Ids go on after a restart, else a server with a memory would take new updates for repeated ones.
        this.lastId = 100_000_000 + time.now().getEpochSecond() - 1_760_000_000L;
    }

    /** Numbers and enqueues an update unless the bot did not ask for its kind; the update is returned in any case. */
    synchronized ObjectNode put(String kind, String lane, ObjectNode payload) {
        var update = Json.object().put("update_id", ++lastId);
        update.set(kind, payload);
        if (!wants(kind)) return update;
        var life = kind.equals("callback_query") ? CALLBACK_EXPIRY : EXPIRY;
        var fresh = new Pending(lastId, kind, lane, update, time.now().plus(life));
        switch (switchboard.strikeUpdate(kind)) {
            case null -> enqueue(fresh);
            case Misfortune.Duplicated twice -> {
                enqueue(fresh);
                enqueue(new Pending(fresh.id(), kind, lane, update.deepCopy(), fresh.expires()));
            }
            case Misfortune.Reordered later -> {
                release();
                held = fresh;
                time.after(Duration.ofSeconds(3), () -> releaseIfHeld(fresh));
                return update;
            }
            case Misfortune.Delayed(var by) -> {
                time.after(by, () -> late(fresh));
                return update;
            }
            case Misfortune.UnknownKind unknown -> {
                var strange = Json.object().put("update_id", ++lastId);
                strange.putObject("telepathy_received").put("from_the_future", true);
                enqueue(new Pending(lastId, "telepathy_received", "unknown", strange, fresh.expires()));
                enqueue(renumbered(fresh));
            }
            case Misfortune.Malformed malformed -> {
                if (sender != null) sender.offer(new Pending(++lastId, "malformed", "malformed", null, time.now()));
                enqueue(fresh);
            }
        }
        release();
        return update;
    }

    /** Enqueues a ready update once more or as it is, whatever its id and kind. */
    synchronized void put(ObjectNode update, String lane) {
        long id = update.path("update_id").asLong(0);
        var kind = update.propertyNames().stream()
                .filter(name -> !name.equals("update_id"))
                .findFirst();
        // A repeated id must not make the queue forget where it stands.
        lastId = Math.max(lastId, id);
        enqueue(new Pending(
                id, kind.orElse(""), lane, update.deepCopy(), time.now().plus(EXPIRY)));
    }

    synchronized long nextId() {
        return ++lastId;
    }

    private boolean wants(String kind) {
        return allowed.isEmpty() ? !ONLY_WHEN_ASKED.contains(kind) : allowed.contains(kind);
    }

    private void enqueue(Pending update) {
        pending.add(update);
        if (pending.size() > MOST) pending.removeFirst();
        if (sender != null) sender.offer(update);
        notifyAll();
    }

    private synchronized void late(Pending update) {
        enqueue(renumbered(update));
    }

    private synchronized void releaseIfHeld(Pending update) {
        if (held == update) release();
    }

    private void release() {
        if (held == null) return;
        var update = held;
        held = null;
        enqueue(renumbered(update));
    }

    /** A poller confirms by the highest id, so an update that comes late needs a new one there; a webhook keeps it. */
    private Pending renumbered(Pending update) {
        return sender != null ? update : update.withId(++lastId);
    }

    /** Takes an expired update out; counted once, whoever notices first. */
    synchronized void expire(Pending update) {
        if (pending.remove(update)) switchboard.count("updates_expired");
        notifyAll();
    }

    /** Takes a delivered update out. */
    synchronized void done(Pending update) {
        pending.remove(update);
        notifyAll();
    }

    /** Wakes those who wait for the outcome of an attempt. */
    synchronized void attempted() {
        notifyAll();
    }

    /** Waits until the condition holds; false when the time is over. */
    synchronized boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) return false;
            wait(left);
        }
        return true;
    }

    synchronized int pendingCount() {
        dropExpired();
        return pending.size();
    }

    /** Null keeps the list as it is; an empty array means the usual kinds. */
    synchronized void allow(JsonNode kinds) {
        if (kinds == null) return;
        var list = new TreeSet<String>();
        for (var kind : kinds) list.add(kind.asString(""));
        allowed = list;
    }

    synchronized Set<String> allowed() {
        return allowed;
    }

    synchronized void dropPending() {
        pending.clear();
    }

    synchronized boolean hasWebhook() {
        return sender != null;
    }

    synchronized WebhookSender webhook() {
        return sender;
    }

    /** Puts a webhook in place (null removes it) and hands it everything pending; ends a waiting poll. */
    synchronized void deliverBy(WebhookSender next) {
        if (sender != null) sender.close();
        sender = next;
        if (next == null) return;
        pending.forEach(next::offer);
        endPoll("terminated by setWebhook request");
    }

    /** Ends the waiting poll for good, as when the simulator closes. */
    synchronized void close() {
        if (sender != null) sender.close();
        endPoll("the server is shutting down");
    }

    private void endPoll(String why) {
        pollNumber++;
        pollEndedBy = why;
        notifyAll();
    }

    /** Waits up to {@code timeout} for updates from {@code offset} on; everything before it is confirmed. */
    synchronized List<ObjectNode> poll(long offset, int limit, Duration timeout) throws InterruptedException {
        if (sender != null) {
            throw Refusal.of(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                            + " webhook first");
        }
        endPoll("terminated by other getUpdates request; make sure that only one bot instance is running");
        long mine = pollNumber;
        confirm(offset);
        var until = Instant.now().plus(timeout);
        while (true) {
            if (pollNumber != mine) throw Refusal.of(409, "Conflict: " + pollEndedBy);
            dropExpired();
            if (!pending.isEmpty()) return batch(limit);
            long left = Duration.between(Instant.now(), until).toMillis();
            if (left <= 0) return List.of();
            wait(left);
        }
    }

    private void confirm(long offset) {
        if (offset > 0) pending.removeIf(update -> update.id() < offset);
        if (offset < 0) while (pending.size() > -offset) pending.removeFirst();
    }

    private List<ObjectNode> batch(int limit) {
        var batch = new ArrayList<ObjectNode>();
        for (var update : pending) {
            if (batch.size() == limit) break;
            batch.add(update.json());
        }
        return batch;
    }

    private void dropExpired() {
        var now = time.now();
        if (pending.removeIf(update -> now.isAfter(update.expires()))) switchboard.count("updates_expired");
    }
}
