package io.besedka.app;

import io.besedka.channel.Connections;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.FolderHold;
import io.besedka.conversation.MessageStore;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import io.besedka.platform.database.DatabaseCopy;
import io.besedka.platform.database.EmbeddedPostgres;
import io.besedka.platform.secret.KeyFile;
import io.besedka.platform.secret.SecretBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A backup is a data folder of its own: the database, the files and the key, taken while the server runs or not. It counts only when its
 * PostgreSQL has started on it, its secrets open and its files are there; until then its folder bears another name. With an embedded
 * database only: an external one has its own ways.
 */
final class Backup {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String KEY = "secret.key";
    private static final String FILES = "files";
    /** What a start leaves that is of no use to another. */
    private static final List<String> TRACES = List.of("postgres.port", "postgres.log", "besedka.lock");

    private final Config config;

    private Backup(Config config) {
        this.config = config;
    }

    /** It cannot be done; the message says why and what to do. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What is in a data folder that was found good. */
    record Contents(long messages, long files, int connections) {
        @Override
        public String toString() {
            return messages + " messages, " + files + " files, the secrets of " + connections + " connections";
        }
    }

    /** Copies the configured data folder; {@code target} must not exist yet. Throws {@link Failed} or DatabaseUnavailable. */
    static Contents take(Config config, Path target) {
        if (Files.exists(target)) {
            throw new Failed(target + " exists already: a backup makes its own folder");
        }
        var unfinished = target.toAbsolutePath().resolveSibling(target.getFileName() + ".unfinished");
        if (Files.exists(unfinished)) {
            throw new Failed(unfinished + " is what an interrupted backup left: delete it first");
        }
        return new Backup(config)
                .into(
                        unfinished,
                        () -> {
                            // The database first: a row never names a file that is not there yet, and a file without
                            // its row does no harm. Meanwhile
                            // nothing is taken away.
                            try (var _ = FolderHold.of(config.data().resolve(FILES))) {
                                DatabaseCopy.take(config.data(), Storage.options(config.embedded()), unfinished);
                                copyRest(config.data(), unfinished);
                            }
                        },
                        target);
    }

    private Contents into(Path unfinished, Copying copying, Path target) {
        refuseExternal();
        try {
            Files.createDirectories(unfinished.getParent());
            Files.createDirectory(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            copying.run();
            var contents = check(unfinished);
            for (var trace : TRACES) {
                Files.deleteIfExists(unfinished.resolve(trace));
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return contents;
        } catch (IOException e) {
            throw new Failed("the backup failed: " + e + "; what there is of it lies in " + unfinished, e);
        }
    }

    private interface Copying {
        void run() throws IOException;
    }

    /** Puts a backup into the configured data folder, which must hold no installation. Throws {@link Failed} or DatabaseUnavailable. */
    static Contents restore(Config config, Path from) {
        var backup = new Backup(config);
        backup.refuseExternal();
        if (!Files.exists(from.resolve("pgdata/PG_VERSION"))) {
            throw new Failed(from + " is not a backup of this server");
        }
        for (var own : List.of("pgdata", FILES, KEY)) {
            if (Files.exists(config.data().resolve(own))) {
                throw new Failed(config.data().resolve(own)
                        + " exists: move the old data folder aside first, nothing is overwritten");
            }
        }
        try {
            DatabaseCopy.put(from, Storage.options(config.embedded()), config.data());
            copyRest(from, config.data());
            return backup.check(config.data());
        } catch (IOException e) {
            throw new Failed("the restore failed: " + e + "; delete " + config.data() + " before another try", e);
        }
    }

    private void refuseExternal() {
        if (config.external().isPresent()) {
            throw new Failed("the database is external: back it up with pg_dump or its own means, and copy "
                    + config.data().resolve(FILES) + " and " + config.data().resolve(KEY) + " beside it");
        }
    }

    private static void copyRest(Path from, Path to) throws IOException {
        if (Files.exists(from.resolve(KEY))) {
            Files.copy(from.resolve(KEY), to.resolve(KEY), StandardCopyOption.COPY_ATTRIBUTES);
        }
        var files = from.resolve(FILES);
        if (!Files.exists(files)) {
            return;
        }
        try (var paths = Files.walk(files)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                copyIfThere(path, to.resolve(FILES).resolve(files.relativize(path)));
            }
        }
    }

    /** A file on its way in may have got its final name meanwhile. */
    private static void copyIfThere(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException moved) {
            // Its row came after the database's copy.
        }
    }

    /** Starts its PostgreSQL, which makes a fresh copy whole, and looks whether the parts belong together. */
    private Contents check(Path data) {
        var options = Storage.options(config.embedded())
                .withBinaries(config.embedded().binaries().orElse(config.data().resolve("postgres")));
        try (var postgres = EmbeddedPostgres.start(data, options);
                var database = Database.open(postgres.address(), 2, PATIENCE)) {
            var files = new FileStore(database.jdbi(), Clock.system(), data.resolve(FILES)).inventory();
            if (files.missing() > 0) {
                throw new Failed(
                        files.missing() + " of " + files.files() + " files are missing in " + data.resolve(FILES));
            }
            return new Contents(new MessageStore(database.jdbi()).count(), files.files(), openSecrets(database, data));
        }
    }

    private int openSecrets(Database database, Path data) {
        if (config.secretKey().isEmpty() && !Files.exists(data.resolve(KEY))) {
            throw new Failed(data.resolve(KEY) + " is missing: without it nobody can open the connections' secrets");
        }
        var box = config.secretKey().map(SecretBox::withKey).orElseGet(() -> KeyFile.readOrCreate(data.resolve(KEY)));
        // They read here and send nothing.
        var adapters = Channels.adapters(config.channels(), null, Clock.system());
        var connections = new Connections(database.jdbi(), new SealedBox(box, "connection"), Clock.system(), adapters);
        try {
            connections.load();
        } catch (IllegalArgumentException wrongKey) {
            throw new Failed("the key does not open the connections' secrets: " + wrongKey.getMessage(), wrongKey);
        }
        return connections.all().size();
    }
}
