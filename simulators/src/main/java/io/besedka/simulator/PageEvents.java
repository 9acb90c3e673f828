package io.besedka.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells open phone pages which chat changed, as server-sent events {@code data: <account>/<chat>}. Costs nothing while
 * no page is open.
 */
public final class PageEvents {
    private static final class Page {
        final ReentrantLock lock = new ReentrantLock();
        final Condition news = lock.newCondition();
        Set<String> changed = new LinkedHashSet<>();

        void tell(String what) {
            lock.lock();
            try {
                changed.add(what);
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        /** What changed since the last call, gathered for a moment; empty after 10 quiet seconds. */
        Set<String> take() throws InterruptedException {
            lock.lock();
            try {
                if (changed.isEmpty()) news.await(10, TimeUnit.SECONDS);
                var taken = changed;
                changed = new LinkedHashSet<>();
                return taken;
            } finally {
                lock.unlock();
            }
        }
    }

    private final CopyOnWriteArrayList<Page> pages = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public void changed(String account, String chat) {
        if (!pages.isEmpty()) pages.forEach(page -> page.tell(account + "/" + chat));
    }

    /** Writes events until the page leaves or the simulator closes. */
    public void stream(Exchange exchange) throws IOException {
        var page = new Page();
        pages.add(page);
        try (OutputStream out = exchange.stream("text/event-stream")) {
            write(out, "retry: 500\n\n");
            while (!closed) {
                var changed = page.take();
                if (changed.isEmpty()) write(out, ": still here\n\n");
                for (var what : changed) write(out, "data: " + what + "\n\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pages.remove(page);
        }
        exchange.streamEnded();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    public void close() {
        closed = true;
        pages.forEach(page -> page.tell("closing"));
    }
}
