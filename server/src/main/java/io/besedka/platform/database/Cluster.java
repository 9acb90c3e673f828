package io.besedka.platform.database;

import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What our PostgreSQL keeps on disk: its files, made on the first start, and beside them its password and port. */
record Cluster(Path folder, PostgresBinaries binaries, PostgresUser user) {
    static final String SUPERUSER = "besedka";
    static final String PASSWORD_FILE = "postgres.password";
    private static final String MAJOR = "18";

    Path pgdata() {
        return folder.resolve("pgdata");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    void createWhenAbsent() throws IOException {
        var version = pgdata().resolve("PG_VERSION");
        if (!Files.exists(pgdata())) {
            create();
        } else if (!Files.exists(version)) {
            throw new DatabaseUnavailable(pgdata() + " is not a PostgreSQL data folder; it is left untouched");
        } else if (!Files.readString(version).strip().equals(MAJOR)) {
            throw new DatabaseUnavailable(
                    "%s was written by PostgreSQL %s and this is %s: dump it there and restore it here"
                            .formatted(pgdata(), Files.readString(version).strip(), MAJOR));
        }
    }

    Secret password() throws IOException {
        if (!Files.exists(passwordFile()) && !Files.exists(pgdata())) {
            Folders.writePrivately(passwordFile(), Tokens.random() + "\n");
        }
        return passwordIn(folder);
    }

    static Secret passwordIn(Path folder) throws IOException {
        var file = folder.resolve(PASSWORD_FILE);
        if (!Files.exists(file)) {
            throw new DatabaseUnavailable(file + " is missing: restore it together with " + folder.resolve("pgdata"));
        }
        return new Secret(Files.readString(file).strip());
    }

    /** The port of the last start if it is free, so that a restart is not seen by those connected; else any. */
    int choosePort() throws IOException {
        var file = folder.resolve("postgres.port");
        var former = Files.exists(file) ? Files.readString(file).strip() : "";
        if (former.matches("\\d{1,5}") && isFree(Integer.parseInt(former))) {
            return Integer.parseInt(former);
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Folders.writePrivately(file, socket.getLocalPort() + "\n");
            return socket.getLocalPort();
        }
    }

    /** Made aside and renamed: a crash in the middle leaves nothing that looks like a database. */
    private void create() throws IOException {
        var password = password();
        var aside = folder.resolve("pgdata.new");
        var passwordForInitdb = folder.resolve("pgdata.new.password");
        Folders.delete(aside);
        Files.createDirectory(aside);
        user.own(aside);
        try {
            Folders.writePrivately(passwordForInitdb, password.reveal() + "\n");
            user.own(passwordForInitdb);
            initdb(aside, passwordForInitdb);
        } finally {
            Files.deleteIfExists(passwordForInitdb);
        }
        Files.move(aside, pgdata(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path target, Path passwordFile) {
        var command = new ArrayList<>(user.prefix());
        command.addAll(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        var outcome = Command.run(command, Map.of("LC_ALL", "C"));
        if (!outcome.succeeded()) {
            throw new DatabaseUnavailable("PostgreSQL could not create its data folder: " + outcome.output());
        }
    }

    private Path passwordFile() {
        return folder.resolve(PASSWORD_FILE);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
