package io.besedka.realtime;

import io.besedka.conversation.Committed;
import io.besedka.conversation.LogStore;
import java.util.List;
import java.util.concurrent.Semaphore;

/** How a socket that comes back reads the log, page by page, until it meets what is told live. A few at once: all of an office comes back together. */
final class CatchUp {
    /** Who is further behind than so many entries is told to read anew. */
    static final long LIMIT = 10_000;

    static final int PAGE = 500;
    private static final int AT_ONCE = 4;

    private final LogStore logs;
    private final LogReader reader;
    private final EventEncoder encoder;
    private final Semaphore reading = new Semaphore(AT_ONCE);

    CatchUp(LogStore logs, LogReader reader, EventEncoder encoder) {
        this.logs = logs;
        this.reader = reader;
        this.encoder = encoder;
    }

    /** Returns when it is live, or gone. Waits where too many read at once. */
    void read(Subscription subscription) throws InterruptedException {
        long position = start(subscription);
        while (subscription.socket().awaitSent()) {
            boolean more = true;
            reading.acquire();
            try {
                var page = reader.after(subscription.projectId, position, PAGE);
                tell(subscription, page.entries());
                position = page.upTo();
                more = page.more();
            } finally {
                reading.release();
            }
            if (!more && subscription.goLive(position)) {
                return;
            }
        }
    }

    private long start(Subscription subscription) {
        long end = logs.end(subscription.projectId);
        long after = subscription.after.orElse(end);
        if (after < 0 || after > end || end - after > LIMIT) {
            subscription.reset();
            return end;
        }
        return after;
    }

    private void tell(Subscription subscription, List<Committed> entries) {
        var frames = encoder.encode(subscription.projectId, entries);
        for (int i = 0; i < frames.size(); i++) {
            subscription.tell(entries.get(i).cursor(), frames.get(i));
        }
    }
}
