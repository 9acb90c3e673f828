package io.besedka.channel;

import io.besedka.conversation.Committed;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Follower;
import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the files that clients sent from their provider to us, soon after the message was stored and again while that fails. */
public final class Fetcher implements Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int ATTEMPTS = 20;
    private static final int AT_ONCE = 8;
    /** The largest file kept, bytes; a provider's own limit is usually lower. */
    private static final long LIMIT = 100L << 20;

    private final FileStore files;
    private final Connections connections;
    private final Clock clock;
    private final Alarm alarm;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Fetcher(FileStore files, Connections connections, Clock clock) {
        this.files = files;
        this.connections = connections;
        this.clock = clock;
        this.alarm = clock.alarm();
    }

    public Fetcher start() {
        threads.execute(this::work);
        return this;
    }

    @Override
    public void committed(List<Committed> entries) {
        for (var entry : entries) {
            if (entry.messages() != null
                    && entry.messages().stream().anyMatch(message -> !message.content().attachments().isEmpty())) {
                alarm.ring();
                return;
            }
        }
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

    private void fetch(FileStore.Pending file) {
        try {
            var connected = connections.of(file.projectId(), file.connectionId())
                    .orElseThrow(() -> new ChannelAdapter.Gone("the connection was removed"));
            try (var bytes = connected.adapter().fetch(connected.connection(), file.remote())) {
                files.stored(file.projectId(), file.id(), bytes, LIMIT);
            }
        } catch (ChannelAdapter.Gone | FileStore.TooLarge gone) {
            files.failed(file.projectId(), file.id(), gone.getMessage(), null);
        } catch (IOException | RuntimeException later) {
            LOG.atInfo().addKeyValue("file", file.id()).addKeyValue("attempt", file.attempts()).log("a file could not be fetched yet");
            var pause = Duration.ofSeconds(1L << Math.min(12, file.attempts()));
            var retry = file.attempts() >= ATTEMPTS ? null : clock.now().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
            files.failed(file.projectId(), file.id(), "could not be fetched", retry);
        } finally {
            slots.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
