package io.besedka.platform.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How our own PostgreSQL runs.
 *
 * @param binaries folder that keeps the unpacked binaries, shared by any number of servers; empty: in the data folder
 * @param sharedBuffersMb memory for PostgreSQL's page cache
 * @param maxWalMb write-ahead log kept between checkpoints: more is faster, and longer to replay after a crash
 * @param durable false only in tests: a crash of the machine may then destroy the data
 * @param startWithin how long recovery after a crash may take before we give up
 * @param extra further settings by PostgreSQL's own names; they win over ours
 */
public record PostgresOptions(
        Optional<Path> binaries,
        int sharedBuffersMb,
        int maxWalMb,
        int maxConnections,
        boolean durable,
        Duration startWithin,
        Map<String, String> extra) {

    public PostgresOptions {
        extra = Map.copyOf(extra);
    }

    public static PostgresOptions standard() {
        return new PostgresOptions(Optional.empty(), 128, 8192, 100, true, Duration.ofMinutes(10), Map.of());
    }

    public PostgresOptions withBinaries(Path folder) {
        return new PostgresOptions(
                Optional.of(folder), sharedBuffersMb, maxWalMb, maxConnections, durable, startWithin, extra);
    }

    public PostgresOptions withSharedBuffers(int megabytes) {
        return new PostgresOptions(binaries, megabytes, maxWalMb, maxConnections, durable, startWithin, extra);
    }

    public PostgresOptions withMaxWal(int megabytes) {
        return new PostgresOptions(binaries, sharedBuffersMb, megabytes, maxConnections, durable, startWithin, extra);
    }

    public PostgresOptions withExtra(Map<String, String> settings) {
        return new PostgresOptions(binaries, sharedBuffersMb, maxWalMb, maxConnections, durable, startWithin, settings);
    }

    public PostgresOptions forTests() {
        return new PostgresOptions(binaries, 64, 1024, 200, false, startWithin, extra);
    }

    /** Settings as PostgreSQL takes them on its command line, where they win over any file in the data folder. */
    Map<String, String> settings() {
        var all = new LinkedHashMap<String, String>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("max_connections", String.valueOf(maxConnections));
        all.put("shared_buffers", sharedBuffersMb + "MB");
        all.put("max_wal_size", maxWalMb + "MB");
        all.put("checkpoint_timeout", "15min");
        all.put("random_page_cost", "1.1");
        all.put("jit", "off");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        // Statements and details of errors quote rows, and so people's messages: neither may get into a log.
        all.put("log_min_error_statement", "panic");
        all.put("log_error_verbosity", "terse");
        all.put("log_checkpoints", "off");
        if (!durable) {
            all.putAll(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
        }
        all.putAll(extra);
        return all;
    }
}
