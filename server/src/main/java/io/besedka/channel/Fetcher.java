package io.besedka.channel;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.FileStore.Pending;
import io.besedka.conversation.Pictures;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files that clients sent, and clients' pictures, from their provider to us, soon after they were heard of and again while
 * that fails.
 */
public final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int ATTEMPTS = 20;
    private static final int AT_ONCE = 8;
    /** The largest file kept, bytes; a provider's own limit is usually lower. */
    private static final long LIMIT = 100L << 20;

    private final FileStore files;
    private final Pictures pictures;
    private final Connections connections;
    private final Turns turns;
    private final Clock clock;
    private final Alarm alarm;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Fetcher(FileStore files, Pictures pictures, Connections connections, Turns turns, Clock clock) {
        this.files = files;
        this.pictures = pictures;
        this.connections = connections;
        this.turns = turns;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    public Fetcher start() {
        turns.onFiles(alarm::ring);
        threads.execute(this::work);
        return this;
    }

    private void work() {
        try {
            while (true) {
                fetchDue();
                alarm.waitUntil(clock.now().plus(ROUND));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchDue() throws InterruptedException {
        try {
            for (var due = files.pending(AT_ONCE); !due.isEmpty(); due = files.pending(AT_ONCE)) {
                for (var file : due) {
                    slots.acquire();
                    threads.execute(() -> fetch(file));
                }
            }
        } catch (RuntimeException away) {
            LOG.atWarn().log("the database could not be asked for files to fetch");
        }
    }

    private void fetch(Pending file) {
        try {
            var connected = connections
                    .of(file.projectId(), file.connectionId())
                    .orElseThrow(() -> new ChannelAdapter.Gone("the connection was removed"));
            try (var bytes = connected.adapter().fetch(connected.connection(), file.remote())) {
                keep(file, bytes);
            }
        } catch (ChannelAdapter.Gone | FileStore.TooLarge | FileStore.OtherKind gone) {
            files.failed(file.projectId(), file.id(), gone.getMessage(), null);
        } catch (IOException | RuntimeException later) {
            LOG.atInfo()
                    .addKeyValue("file", file.id())
                    .addKeyValue("attempt", file.attempts())
                    .log("a file could not be fetched yet");
            var pause = Duration.ofSeconds(1L << Math.min(12, file.attempts()));
            var retry = file.attempts() >= ATTEMPTS
                    ? null
                    : clock.now().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
            files.failed(file.projectId(), file.id(), "could not be fetched", retry);
        } finally {
            slots.release();
        }
    }

    /** A picture counts as stored when its turn said so: until then it is fetched again. */
    private void keep(Pending file, InputStream bytes) throws IOException {
        if (file.clientId() == 0) {
            files.stored(file.projectId(), file.id(), bytes, LIMIT);
            return;
        }
        pictures.received(file, bytes);
        var shown = turns.take(Address.of(file.projectId(), file.clientId()), new Act.Pictured(file.id()));
        if (shown instanceof Result.Declined declined) {
            throw new IOException(declined.why());
        }
        pictures.tidy(file.projectId(), file.clientId());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
