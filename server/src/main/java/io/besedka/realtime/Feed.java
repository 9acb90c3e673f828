package io.besedka.realtime;

import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Follower;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the log to everybody connected: per project in the order of cursors and without gaps, each event encoded once. One thread does
 * it; committing never waits for it, and projects nobody watches cost nothing. Where it was not told of a commit (too much at once, another
 * process, a lost answer) it reads the log: at the next event, or at its look at the logs' ends every five seconds.
 */
public final class Feed implements Follower, AutoCloseable {
    /**
     * Who listens.
     *
     * @param allowed asked whenever the user's rights may have shrunk; may read the database
     */
    public record Listener(long projectId, long userId, String userName, BooleanSupplier allowed) {}

    private static final int QUEUE_LIMIT = 20_000;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final LogStore logs;
    private final LogReader reader;
    private final CatchUp catchUp;
    private final EventEncoder encoder;
    private final TypingOut typingOut;
    private final Clock clock;
    private final Alarm alarm;
    private final Thread thread = Thread.ofPlatform().name("feed").unstarted(this::run);
    private final ConcurrentHashMap<Long, Audience> audiences = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Committed> queue = new LinkedBlockingQueue<>(QUEUE_LIMIT);
    /** Projects whose log must be read. */
    private final Set<Long> behind = ConcurrentHashMap.newKeySet();

    private volatile boolean open = true;

    public Feed(
            LogStore logs,
            ConversationStore conversations,
            MessageStore messages,
            EventEncoder encoder,
            TypingOut typingOut,
            Clock clock) {
        this.logs = logs;
        this.reader = new LogReader(logs, conversations, messages);
        this.catchUp = new CatchUp(logs, reader, encoder);
        this.encoder = encoder;
        this.typingOut = typingOut;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    public Feed start() {
        thread.start();
        return this;
    }

    @Override
    public void committed(List<Committed> entries) {
        boolean news = false;
        for (var entry : entries) {
            if (audiences.containsKey(entry.projectId())) {
                news = true;
                if (!queue.offer(entry)) {
                    behind.add(entry.projectId());
                }
            }
        }
        if (news) {
            alarm.ring();
        }
    }

    @Override
    public void logged(long projectId) {
        if (audiences.containsKey(projectId)) {
            behind.add(projectId);
            alarm.ring();
        }
    }

    /** A socket for an operator. @param after the cursor to go on from; empty = from now on */
    public Socket.Listener subscribe(Listener listener, OptionalLong after) {
        return new Subscription(this, listener, after);
    }

    /**
     * Hears of one conversation: every entry committed after this returns, in order, on the feed's thread, which must not be blocked.
     * May read the database once, when it is the project's first listener.
     */
    public void follow(ConversationKey key, Consumer<Committed> follower) {
        begin(audiences.compute(key.projectId(), (id, known) -> {
            var audience = known == null ? new Audience(id) : known;
            audience.follow(key.id(), follower);
            return audience;
        }));
    }

    /** @param follower the very object that follows */
    public void unfollow(ConversationKey key, Consumer<Committed> follower) {
        audiences.computeIfPresent(key.projectId(), (id, audience) -> {
            audience.unfollow(key.id(), follower);
            return audience.isEmpty() ? null : audience;
        });
    }

    /** A client types: its operators see it for a while. */
    public void clientTyping(ConversationKey key) {
        var audience = audiences.get(key.projectId());
        if (audience != null && audience.hasSockets() && audience.mayTellTyping(key.id(), clock.now())) {
            audience.tellAll(Frame.clientTypes(key.id()), null);
        }
    }

    /** A sign-in of the user ended or a role was taken away: whichever of the user's sockets may no longer listen are closed. */
    public void recheck(long userId) {
        for (var audience : audiences.values()) {
            audience.ofUser(userId).forEach(Feed::mayStay);
        }
    }

    private static boolean mayStay(Subscription subscription) {
        try {
            if (subscription.listener.allowed().getAsBoolean()) {
                return true;
            }
            subscription.socket().close(4403, "no longer allowed");
        } catch (RuntimeException unknown) {
            LOG.atWarn()
                    .setCause(unknown)
                    .addKeyValue("project", subscription.projectId)
                    .log("a right could not be checked");
            subscription.socket().close(1011, "try again");
        }
        return false;
    }

    void operatorTyping(Subscription by, ConversationKey key) {
        typingOut.operatorTyping(key, by.userId);
        var audience = audiences.get(key.projectId());
        if (audience != null) {
            audience.tellAll(Frame.operatorTypes(key.id(), by.userId, by.listener.userName()), by);
        }
    }

    void presenceChanged(long projectId) {
        var audience = audiences.get(projectId);
        if (audience != null) {
            audience.presenceChanged();
            alarm.ring();
        }
    }

    Instant now() {
        return clock.now();
    }

    void leave(Subscription subscription) {
        audiences.compute(subscription.projectId, (id, audience) -> {
            subscription.markClosed();
            if (audience == null) {
                return null;
            }
            audience.remove(subscription);
            return audience.isEmpty() ? null : audience;
        });
        alarm.ring();
    }

    /**
     * A project's first listener begins it at the log's end, read after the audience could be told of commits: what was committed before
     * a listener came it reads for itself, the rest it is told.
     */
    private void begin(Audience audience) {
        if (!audience.isKnown()) {
            audience.beginAt(logs.end(audience.projectId));
            behind.add(audience.projectId);
        }
        alarm.ring();
    }

    /** Joins the audience, then reads the log until it meets what is told live. On the socket's own short-lived thread. */
    void catchUp(Subscription subscription) {
        try {
            var audience = audiences.compute(subscription.projectId, (id, known) -> {
                if (subscription.isClosed()) {
                    return known;
                }
                var joined = known == null ? new Audience(id) : known;
                joined.add(subscription);
                return joined;
            });
            // Asked again among the audience: what was taken away since the request came found no socket to close.
            if (audience != null && !subscription.isClosed() && mayStay(subscription)) {
                begin(audience);
                catchUp.read(subscription);
            }
        } catch (InterruptedException | RuntimeException failure) {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("project", subscription.projectId)
                    .log("a socket could not catch up");
            subscription.socket().close(1011, "try again");
        }
    }

    private void run() {
        var nextLook = clock.now().plus(LOOK);
        while (open) {
            try {
                var wake = pass(nextLook);
                if (!clock.now().isBefore(nextLook)) {
                    look();
                    nextLook = clock.now().plus(LOOK);
                }
                alarm.waitUntil(wake);
            } catch (InterruptedException closing) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("the feed could not look at the logs");
                nextLook = clock.now().plus(LOOK);
            }
        }
    }

    /** Tells all there is to tell; returns when there may be more without a ring. */
    private Instant pass(Instant nextLook) {
        var batch = new ArrayList<Committed>();
        queue.drainTo(batch);
        var byProject = new LinkedHashMap<Long, List<Committed>>();
        complete(batch)
                .forEach(entry -> byProject
                        .computeIfAbsent(entry.projectId(), id -> new ArrayList<>())
                        .add(entry));
        byProject.forEach((project, entries) -> safely(project, audience -> deliver(audience, entries)));
        for (var project : List.copyOf(behind)) {
            behind.remove(project);
            safely(project, this::readOn);
        }
        var wake = nextLook;
        for (var audience : audiences.values()) {
            var again = audience.tellPresence(clock.now());
            wake = again != null && again.isBefore(wake) ? again : wake;
        }
        return wake;
    }

    /** What somebody hears of is read back for all projects at once; where that fails, each project tries for itself. */
    private List<Committed> complete(List<Committed> batch) {
        var heard = batch.stream().filter(this::isHeard).toList();
        try {
            var complete = reader.complete(heard);
            var known = new IdentityHashMap<Committed, Committed>();
            IntStream.range(0, heard.size()).forEach(i -> known.put(heard.get(i), complete.get(i)));
            return batch.stream().map(entry -> known.getOrDefault(entry, entry)).toList();
        } catch (RuntimeException away) {
            return batch;
        }
    }

    private boolean isHeard(Committed entry) {
        var audience = audiences.get(entry.projectId());
        return audience != null
                && audience.isKnown()
                && audience.hears(entry.conversation().key().id());
    }

    /** One project's trouble is not another's; it is tried again at the next look. */
    private void safely(long project, Consumer<Audience> work) {
        var audience = audiences.get(project);
        if (audience == null || !audience.isKnown()) {
            return;
        }
        try {
            work.accept(audience);
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("project", project).log("events could not be told");
        }
    }

    private void deliver(Audience audience, List<Committed> entries) {
        long cursor = audience.cursor();
        var fresh = entries.stream().filter(entry -> entry.cursor() > cursor).toList();
        if (fresh.isEmpty()) {
            return;
        }
        long last = fresh.getLast().cursor();
        if (last - cursor != fresh.size()) {
            readOn(audience);
        } else {
            publish(audience, fresh, last);
        }
    }

    /** Tells what the log holds beyond what was told. */
    private void readOn(Audience audience) {
        long end = logs.end(audience.projectId);
        if (end - audience.cursor() > CatchUp.LIMIT) {
            audience.reset(end);
            return;
        }
        LogReader.Page page;
        do {
            page = reader.after(audience.projectId, audience.cursor(), CatchUp.PAGE);
            publish(audience, page.entries(), page.upTo());
        } while (page.more());
    }

    private void publish(Audience audience, List<Committed> entries, long upTo) {
        var heard = entries.stream()
                .filter(entry -> audience.hears(entry.conversation().key().id()))
                .toList();
        var complete = reader.complete(heard);
        var frames = audience.hasSockets() && complete.size() == entries.size()
                ? encoder.encode(audience.projectId, complete)
                : null;
        for (var call : audience.tell(complete, frames, upTo)) {
            try {
                call.run();
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("project", audience.projectId)
                        .log("a listener failed");
            }
        }
    }

    private void look() {
        var watched = audiences.values().stream()
                .filter(Audience::isKnown)
                .map(audience -> audience.projectId)
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        Map<Long, Long> ends = logs.ends(watched);
        for (var project : watched) {
            safely(project, audience -> {
                if (ends.getOrDefault(project, 0L) > audience.cursor()) {
                    readOn(audience);
                }
            });
        }
    }

    /** Stops telling; the sockets are the server's to close. */
    @Override
    public void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
