package io.besedka.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * Copies the database of a data folder, in use or not, by PostgreSQL's own low-level backup: between {@code pg_backup_start} and
 * {@code pg_backup_stop} files are copied as they lie, and the write-ahead log of that span, which a slot keeps from being recycled, makes
 * them whole at the copy's first start. See PostgreSQL's manual, "Making a Base Backup Using the Low Level API".
 */
public final class DatabaseCopy {
    /** Their contents belong to a running server and are made anew at a start. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map", "pg_internal.init");
    private static final String LOG_SEGMENT = "[0-9A-F]{24}";

    private final Path from;
    private final Path to;
    private final PostgresUser user;

    private DatabaseCopy(Path from, Path to, PostgresUser user) {
        this.from = from;
        this.to = to;
        this.user = user;
    }

    /**
     * @param data the data folder, whose server may be running: else its PostgreSQL is started for the while
     * @param target an empty folder
     */
    public static void take(Path data, PostgresOptions options, Path target) throws IOException {
        if (!Files.exists(data.resolve("pgdata/PG_VERSION"))) {
            throw new DatabaseUnavailable("there is no embedded database in " + data);
        }
        if (isInUse(data)) {
            copy(runningIn(data), data, options, target);
        } else {
            try (var postgres = EmbeddedPostgres.start(data, options)) {
                copy(postgres.address(), data, options, target);
            }
        }
    }

    private static boolean isInUse(Path data) {
        try (var _ = FolderLock.of(data)) {
            return false;
        } catch (DatabaseUnavailable taken) {
            return true;
        }
    }

    private static DatabaseAddress runningIn(Path data) throws IOException {
        var port = Files.readString(data.resolve("postgres.port")).strip();
        return EmbeddedPostgres.addressAt(Integer.parseInt(port), Cluster.passwordIn(data));
    }

    private static void copy(DatabaseAddress address, Path data, PostgresOptions options, Path target)
            throws IOException {
        var folder = data.toRealPath();
        var binaries =
                PostgresBinaries.unpackedIn(options.binaries().orElseGet(() -> PostgresUser.homeOfPrograms(folder)));
        var pgdata = target.toRealPath().resolve("pgdata");
        var user = PostgresUser.able(target.toRealPath(), pgdata, binaries.program("postgres"));
        try (var connection = Database.connect(address, Map.of())) {
            new DatabaseCopy(folder.resolve("pgdata"), pgdata, user).run(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailable("the database could not be copied: " + e.getMessage(), e);
        }
        Folders.writePrivately(
                target.resolve(Cluster.PASSWORD_FILE), Cluster.passwordIn(data).reveal() + "\n");
    }

    /** All on one connection: PostgreSQL ends the backup, and drops the slot, with it. */
    private void run(Connection connection) throws SQLException, IOException {
        text(
                connection,
                "select pg_create_physical_replication_slot('besedka_backup_' || pg_backend_pid(), true, true)::text");
        var first = text(connection, "select pg_walfile_name(pg_backup_start('besedka', true))");
        copyTree();
        String last;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select labelfile, pg_walfile_name(lsn) from pg_backup_stop(false)")) {
            row.next();
            write(to.resolve("backup_label"), row.getString(1));
            last = row.getString(2);
        }
        copyLog(first, last);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void copyTree() throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                make(there(folder));
                return isEmptied(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isLeftOut(file.getFileName().toString())) {
                    copyFile(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // dropped meanwhile; the log tells of it
                }
                throw failure;
            }
        });
        make(to.resolve("pg_wal/archive_status"));
        make(to.resolve("pg_wal/summaries"));
    }

    private boolean isEmptied(Path folder) {
        return from.equals(folder.getParent())
                && EMPTIED.contains(folder.getFileName().toString());
    }

    private static boolean isLeftOut(String name) {
        return LEFT_OUT.contains(name) || name.startsWith("pgsql_tmp");
    }

    /** The segments from the first to the last that the copy needs. */
    private void copyLog(String first, String last) throws IOException {
        try (var segments = Files.newDirectoryStream(from.resolve("pg_wal"))) {
            for (var segment : segments) {
                var name = segment.getFileName().toString();
                if (name.matches(LOG_SEGMENT) && name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
                    copyFile(segment);
                }
            }
        }
    }

    private Path there(Path path) {
        return to.resolve(from.relativize(path));
    }

    private void make(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.own(folder);
        }
    }

    private void copyFile(Path file) throws IOException {
        var copy = there(file);
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException dropped) {
            return;
        }
        finish(copy);
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        finish(file);
    }

    private void finish(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        user.own(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Copies a database that nobody uses, such as a backup: file by file, then for its new owner. */
    public static void put(Path from, PostgresOptions options, Path data) throws IOException {
        if (Files.exists(from.resolve("pgdata/postmaster.pid"))) {
            throw new DatabaseUnavailable(from + " is in use, or was when it was copied: it is no backup");
        }
        try (var _ = FolderLock.of(data)) {
            var folder = data.toRealPath();
            var binaries = PostgresBinaries.unpackedIn(
                    options.binaries().orElseGet(() -> PostgresUser.homeOfPrograms(folder)));
            var user = PostgresUser.able(folder, folder.resolve("pgdata"), binaries.program("postgres"));
            new DatabaseCopy(from.toRealPath().resolve("pgdata"), folder.resolve("pgdata"), user).copyAll();
            Folders.writePrivately(
                    data.resolve(Cluster.PASSWORD_FILE),
                    Cluster.passwordIn(from).reveal() + "\n");
        }
    }

    private void copyAll() throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                if (Files.isDirectory(path)) {
                    make(there(path));
                } else {
                    copyFile(path);
                }
            }
        }
    }
}
