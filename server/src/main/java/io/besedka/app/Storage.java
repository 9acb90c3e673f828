package io.besedka.app;

import io.besedka.platform.database.Database;
import io.besedka.platform.database.DatabaseAddress;
import io.besedka.platform.database.EmbeddedPostgres;
import io.besedka.platform.database.PostgresOptions;
import java.time.Duration;
import java.util.Optional;

/** The database the process works on: its own embedded PostgreSQL, or the administrator's. */
final class Storage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final Optional<EmbeddedPostgres> embedded;
    private final Database database;

    private Storage(Optional<EmbeddedPostgres> embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    static Storage open(Config config) {
        if (config.external().isPresent()) {
            return new Storage(Optional.empty(), Database.open(config.external().get(), config.poolSize(), PATIENCE));
        }
        var embedded = EmbeddedPostgres.start(config.data(), options(config.embedded()));
        try {
            return new Storage(Optional.of(embedded), open(embedded.address(), config));
        } catch (RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private static Database open(DatabaseAddress address, Config config) {
        return Database.open(address, config.poolSize(), PATIENCE);
    }

    static PostgresOptions options(Config.Embedded embedded) {
        var options = PostgresOptions.standard()
                .withSharedBuffers(embedded.sharedBuffersMb())
                .withMaxWal(embedded.maxWalMb());
        return embedded.binaries().map(options::withBinaries).orElse(options);
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
