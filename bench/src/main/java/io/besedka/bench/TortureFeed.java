package io.besedka.bench;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** An operator's browser: listens to one project's log and comes back after every break with the cursor it has. */
final class TortureFeed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":(\\d+)");

    private final TortureApi api;
    private final long project;
    private final TortureVerdict heard = new TortureVerdict();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private long cursor;
    private volatile boolean closed;
    private volatile WebSocket socket;

    TortureFeed(TortureApi api, long project) {
        this.api = api;
        this.project = project;
    }

    long project() {
        return project;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                var line = new Line();
                socket = api.listen(project, cursor(), line);
                line.ended.await();
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception away) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Line implements WebSocket.Listener {
        final CountDownLatch ended = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frame(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended.countDown();
        }
    }

    private synchronized void frame(String frame) {
        if (frame.startsWith("{\"type\":\"reset\"")) {
            heard.lost(1, "project " + project + ": the feed said reset after cursor " + cursor);
        } else if (frame.contains("\"conversation\":{")) {
            var found = CURSOR.matcher(frame);
            if (found.find()) {
                entry(Long.parseLong(found.group(1)));
            }
        }
        notifyAll();
    }

    private void entry(long next) {
        if (next <= cursor) {
            heard.doubled("project " + project + ": the feed told cursor " + next + " after " + cursor);
        } else if (next > cursor + 1) {
            heard.lost(next - cursor - 1, "project " + project + ": the feed told cursor " + next + " after " + cursor);
        }
        cursor = Math.max(cursor, next);
    }

    private synchronized long cursor() {
        return cursor;
    }

    /** Waits until the log's end was told. */
    synchronized void finish(long end, TortureVerdict verdict) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (cursor < end && System.nanoTime() < deadline) {
            wait(100);
        }
        verdict.add(heard);
        if (cursor != end) {
            verdict.lost(Math.abs(end - cursor), "project " + project + ": the feed ended at " + cursor + ", the log at " + end);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        var open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
