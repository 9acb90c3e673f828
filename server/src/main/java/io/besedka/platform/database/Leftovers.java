package io.besedka.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's processes that outlived the server that started them (kill -9), known by their working folder, which
 * is the data folder. The caller holds the folder's lock, so they can be nobody else's.
 */
record Leftovers(Path pgdata) {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration FAST = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    /** Stops them all, as gently as they let us, and removes a stale pid file. */
    void clear() throws IOException {
        stopPostmaster();
        stopStragglers();
        Files.deleteIfExists(pgdata.resolve("postmaster.pid"));
    }

    private void stopPostmaster() throws IOException {
        var pid = PidFile.read(pgdata).map(PidFile::pid).orElse(0L);
        if (pid == 0 || !alive().contains(pid)) {
            return;
        }
        LOG.atWarn().addKeyValue("pid", pid).log("Stopping the PostgreSQL that an earlier server left running");
        Command.signal(pid, "INT");
        if (!gone(pid, FAST)) {
            Command.signal(pid, "QUIT");
            gone(pid, IMMEDIATE);
        }
    }

    /** Without their postmaster they leave by themselves as soon as they look up from what they are doing. */
    private void stopStragglers() {
        for (var pid : alive()) {
            if (!gone(pid, Duration.ofSeconds(2))) {
                Command.signal(pid, "QUIT");
            }
            if (!gone(pid, Duration.ofSeconds(2))) {
                Command.signal(pid, "KILL");
                gone(pid, IMMEDIATE);
            }
        }
    }

    private List<Long> alive() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(this::worksHere)
                .toList();
    }

    private boolean worksHere(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .equals(pgdata);
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }

    private static boolean gone(long pid, Duration within) {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get().onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception stillThere) {
            return false;
        }
    }
}
