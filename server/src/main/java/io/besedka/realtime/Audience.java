package io.besedka.realtime;

import io.besedka.conversation.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Everybody who hears of one project, and the cursor up to which they have heard. Its lock orders joining and hearing. */
final class Audience {
    private static final long UNKNOWN = -1;
    private static final Duration TYPING_PAUSE = Duration.ofSeconds(3);
    private static final int TYPING_LIMIT = 1_000;
    private static final Duration PRESENCE_PAUSE = Duration.ofSeconds(1);

    final long projectId;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    /** Lists are never changed but replaced. */
    private final Map<Long, List<Consumer<Committed>>> followers = new HashMap<>();

    private final Map<Long, Instant> typing = new LinkedHashMap<>(16, 0.75f, true);
    private long cursor = UNKNOWN;
    private boolean presenceChanged;
    private Instant presenceDue = Instant.MIN;

    Audience(long projectId) {
        this.projectId = projectId;
    }

    synchronized boolean isKnown() {
        return cursor != UNKNOWN;
    }

    /** Everything up to {@code end} is for those who come to read for themselves. */
    synchronized void beginAt(long end) {
        if (cursor == UNKNOWN) {
            cursor = end;
        }
    }

    synchronized long cursor() {
        return cursor;
    }

    synchronized boolean isEmpty() {
        return subscriptions.isEmpty() && followers.isEmpty();
    }

    synchronized boolean hasSockets() {
        return !subscriptions.isEmpty();
    }

    synchronized boolean hears(long conversationId) {
        return !subscriptions.isEmpty() || followers.containsKey(conversationId);
    }

    synchronized void add(Subscription subscription) {
        subscriptions.add(subscription);
        presenceChanged = true;
    }

    synchronized void remove(Subscription subscription) {
        presenceChanged |= subscriptions.remove(subscription);
    }

    synchronized void follow(long conversationId, Consumer<Committed> follower) {
        followers.merge(conversationId, List.of(follower), (known, fresh) -> {
            var all = new ArrayList<>(known);
            all.addAll(fresh);
            return List.copyOf(all);
        });
    }

    synchronized void unfollow(long conversationId, Consumer<Committed> follower) {
        followers.computeIfPresent(conversationId, (id, known) -> {
            var left = known.stream().filter(other -> other != follower).toList();
            return left.isEmpty() ? null : left;
        });
    }

    synchronized List<Subscription> ofUser(long userId) {
        return subscriptions.stream()
                .filter(subscription -> subscription.userId == userId)
                .toList();
    }

    /** Gives the entries to all; {@code frames} may be null when there was no socket. The followers' calls are the caller's to make. */
    synchronized List<Runnable> tell(List<Committed> entries, List<byte[]> frames, long upTo) {
        var calls = new ArrayList<Runnable>();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (entry.cursor() <= cursor) {
                continue;
            }
            for (var follower :
                    followers.getOrDefault(entry.conversation().key().id(), List.of())) {
                calls.add(() -> follower.accept(entry));
            }
            if (frames != null) {
                var frame = frames.get(i);
                subscriptions.forEach(subscription -> subscription.deliver(entry.cursor(), frame));
            }
        }
        cursor = Math.max(cursor, upTo);
        return calls;
    }

    /** What was skipped is too much to tell: everybody reads anew. */
    synchronized void reset(long end) {
        subscriptions.forEach(Subscription::reset);
        cursor = end;
    }

    synchronized void tellAll(byte[] frame, Subscription except) {
        for (var subscription : subscriptions) {
            if (subscription != except) {
                subscription.send(frame);
            }
        }
    }

    /** False when it was told less than three seconds ago. */
    synchronized boolean mayTellTyping(long conversationId, Instant now) {
        var last = typing.get(conversationId);
        if (last != null && now.isBefore(last.plus(TYPING_PAUSE))) {
            return false;
        }
        typing.put(conversationId, now);
        if (typing.size() > TYPING_LIMIT) {
            typing.remove(typing.keySet().iterator().next());
        }
        return true;
    }

    synchronized void presenceChanged() {
        presenceChanged = true;
    }

    /** Tells who is here, at most once a second however many come and go. Returns when it wants to be asked again, or null. */
    synchronized Instant tellPresence(Instant now) {
        if (!presenceChanged) {
            return null;
        }
        if (now.isBefore(presenceDue)) {
            return presenceDue;
        }
        presenceChanged = false;
        presenceDue = now.plus(PRESENCE_PAUSE);
        var online = new TreeSet<Long>();
        var viewing = new TreeMap<Long, TreeSet<Long>>();
        for (var subscription : subscriptions) {
            online.add(subscription.userId);
            if (subscription.viewing() != 0) {
                viewing.computeIfAbsent(subscription.viewing(), id -> new TreeSet<>())
                        .add(subscription.userId);
            }
        }
        tellAll(Frame.presence(online, viewing), null);
        return null;
    }
}
