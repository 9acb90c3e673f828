package io.besedka.platform.database;

import io.besedka.platform.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL, a child process on a loopback port, its files in {@code <data>/pgdata}. Closing stops it in
 * order. Should it die, it is started again on the same port and recovers; should we die, the next start finds what
 * we left behind and goes on from there. One server per data folder: the second is refused.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final FolderLock folderLock;
    private final Cluster cluster;
    private final PostgresOptions options;
    private final Secret password;
    private final int port;
    private final Runnable onRestart;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Postmaster postmaster;
    private volatile boolean closing;

    private EmbeddedPostgres(FolderLock folderLock, Cluster cluster, PostgresOptions options, Runnable onRestart)
            throws IOException, InterruptedException {
        this.folderLock = folderLock;
        this.cluster = cluster;
        this.options = options;
        this.onRestart = onRestart;
        cluster.createWhenAbsent();
        this.password = cluster.password();
        new Leftovers(cluster.pgdata()).clear();
        this.port = cluster.choosePort();
        this.postmaster = Postmaster.launch(cluster, port, options);
        Thread.ofPlatform().daemon().name("postgres-watch").start(this::watch);
    }

    public static EmbeddedPostgres start(Path data, PostgresOptions options) {
        return start(data, options, () -> {});
    }

    /**
     * Starts it, creating the data folder when absent. Throws DatabaseUnavailable saying what to do.
     *
     * @param onRestart called after it died and is up again; connections of before are broken
     */
    public static EmbeddedPostgres start(Path data, PostgresOptions options, Runnable onRestart) {
        var folderLock = FolderLock.of(data);
        try {
            var folder = data.toRealPath();
            var binaries = PostgresBinaries.unpackedIn(
                    options.binaries().orElseGet(() -> PostgresUser.homeOfPrograms(folder)));
            var user = PostgresUser.able(folder, folder.resolve("pgdata"), binaries.program("postgres"));
            return new EmbeddedPostgres(folderLock, new Cluster(folder, binaries, user), options, onRestart);
        } catch (IOException e) {
            folderLock.close();
            throw new UncheckedIOException("cannot start PostgreSQL in " + data, e);
        } catch (InterruptedException e) {
            folderLock.close();
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("interrupted while PostgreSQL was starting", e);
        } catch (RuntimeException e) {
            folderLock.close();
            throw e;
        }
    }

    public DatabaseAddress address() {
        return addressAt(port, password);
    }

    static DatabaseAddress addressAt(int port, Secret password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", Cluster.SUPERUSER, password);
    }

    /** The postmaster's process id; another one after a restart. */
    public long pid() {
        return postmaster.pid();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closing) {
                closing = true;
                postmaster.stop();
                folderLock.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (!closing) {
                var code = postmaster.child().waitFor();
                if (!closing) {
                    LOG.atError().addKeyValue("code", code).log("PostgreSQL died and is started again");
                    revive();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void revive() throws InterruptedException {
        for (var pause = Duration.ofMillis(100); !closing; pause = longer(pause)) {
            if (relaunched()) {
                LOG.atWarn().addKeyValue("pid", pid()).log("PostgreSQL is up again");
                onRestart.run();
                return;
            }
            Thread.sleep(pause);
        }
    }

    private boolean relaunched() throws InterruptedException {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            new Leftovers(cluster.pgdata()).clear();
            postmaster = Postmaster.launch(cluster, port, options);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.atError().setCause(e).log("PostgreSQL did not start again");
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Removes a stopped one's files for good. For demos and tests that start afresh. */
    public static void erase(Path data) throws IOException {
        try (var _ = FolderLock.of(data)) {
            new Leftovers(data.toRealPath().resolve("pgdata")).clear();
            Folders.delete(data.resolve("pgdata"));
            Files.deleteIfExists(data.resolve("postgres.password"));
        }
    }
}
