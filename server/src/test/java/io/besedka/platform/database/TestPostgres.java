package io.besedka.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The one PostgreSQL of a test run. Its files stay in target/, so that the next run starts warm. */
final class TestPostgres {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path BINARIES = TARGET.resolve("postgres");
    private static final int MOST_RUNS_AT_ONCE = 8;

    private TestPostgres() {}

    /** Takes the first folder no other run is using. */
    static EmbeddedPostgres start() {
        var options = PostgresOptions.standard().withBinaries(BINARIES).forTests();
        for (var i = 0; ; i++) {
            var folder = TARGET.resolve("test-postgres-" + i);
            try {
                return EmbeddedPostgres.start(folder, options);
            } catch (DatabaseUnavailable e) {
                if (i == MOST_RUNS_AT_ONCE) {
                    throw e;
                }
                eraseUnlessInUse(folder);
            }
        }
    }

    private static void eraseUnlessInUse(Path folder) {
        try {
            EmbeddedPostgres.erase(folder);
        } catch (DatabaseUnavailable inUse) {
            // Another run has it: the next folder is tried.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
