package io.besedka.bench;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** An operator's browser: listens to one project's log and comes back after every break with the cursor it has. */
final class TortureFeed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":(\\d+)");

    private final TortureApi api;
    private final long project;
    private final TortureVerdict heard = new TortureVerdict();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private long cursor;
    private volatile int connections;
    private volatile int silences;
    private volatile boolean closed;
    private volatile Line current;
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
                current = line;
                socket = api.listen(project, cursor(), line);
                connections++;
                while (!line.ended.await(SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    line.ping(socket);
                }
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
        private volatile boolean heard = true;

        /** As the inbox does: who says nothing, not even pong, is gone, though the line may not know it. */
        void ping(WebSocket to) {
            if (!heard) {
                to.abort();
                silences++;
                ended.countDown();
                return;
            }
            heard = false;
            to.sendText("{\"type\":\"ping\"}", true);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            heard = true;
            text.append(data);
            if (last) {
                frame(this, text.toString());
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

    private synchronized void frame(Line line, String frame) {
        if (line != current) {
            return; // it was given up before it opened
        }
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
        verdict.fact(
                "feed of project " + project + ": connections " + connections + ", given up as silent " + silences);
        if (cursor != end) {
            verdict.lost(
                    Math.abs(end - cursor),
                    "project %d: the feed ended at %d, the log at %d; connections %d, given up as silent %d"
                            .formatted(project, cursor, end, connections, silences));
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
