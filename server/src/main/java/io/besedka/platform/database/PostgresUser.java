package io.besedka.platform.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who PostgreSQL runs as. It refuses root, so root hands it to an unprivileged user by whichever means this machine
 * has; anybody else runs it as themselves.
 *
 * @param name the user
 * @param prefix what to put before a command so that this user runs it
 */
record PostgresUser(String name, List<String> prefix) {
    private static final List<String> CANDIDATES = List.of("besedka", "postgres", "nobody");

    /** Picks the user and a way to become it that can reach both the data folder and the program. */
    static PostgresUser able(Path data, Path pgdata, Path program) throws IOException {
        var self = System.getProperty("user.name");
        if (!isRoot()) {
            refuseForeign(pgdata, self);
            return new PostgresUser(self, List.of());
        }
        var user = ownerOrCandidate(pgdata);
        var failures = new ArrayList<String>();
        for (var way : waysToBecome(user)) {
            var outcome = tried(way, data, program);
            if (outcome.isEmpty()) {
                return new PostgresUser(user, way);
            }
            failures.add(String.join(" ", way) + ": " + outcome);
        }
        throw new DatabaseUnavailable("""
                PostgreSQL refuses to run as root, and the user %s cannot run it in %s. Let others pass through all of \
                that path's folders (chmod o+x), choose another data folder, or run the server as an ordinary user. \
                Tried: %s""".formatted(user, data, String.join("; ", failures)));
    }

    void own(Path path) throws IOException {
        if (!prefix.isEmpty()) {
            Files.setOwner(path, principal(name));
        }
    }

    /**
     * Where the programs are unpacked: in the data folder, unless root keeps that where nobody else may look. PostgreSQL's programs look
     * for each other as their own user, whom no capability helps there.
     */
    static Path homeOfPrograms(Path data) {
        return isRoot() && isClosed(data) ? Path.of("/var/cache/besedka/postgres") : data.resolve("postgres");
    }

    private static boolean isClosed(Path folder) {
        for (var step = folder.toAbsolutePath(); step != null; step = step.getParent()) {
            try {
                if (Files.exists(step)
                        && !Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return true;
                }
            } catch (IOException unreadable) {
                return true;
            }
        }
        return false;
    }

    static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    /** By number: in a container a user may have no name. */
    private static void refuseForeign(Path pgdata, String self) throws IOException {
        if (Files.exists(pgdata)
                && ((Number) Files.getAttribute(pgdata, "unix:uid")).longValue() != new UnixSystem().getUid()) {
            throw new DatabaseUnavailable(
                    "%s belongs to %s, and the server runs as %s: run it as that user or change the owner"
                            .formatted(pgdata, Files.getOwner(pgdata).getName(), self));
        }
    }

    private static String ownerOrCandidate(Path pgdata) throws IOException {
        if (Files.exists(pgdata) && !Files.getOwner(pgdata).getName().equals("root")) {
            return Files.getOwner(pgdata).getName();
        }
        return CANDIDATES.stream()
                .filter(PostgresUser::exists)
                .findFirst()
                .orElseThrow(() -> new DatabaseUnavailable(
                        "PostgreSQL refuses to run as root, and none of these users exists to run it: " + CANDIDATES));
    }

    private static boolean exists(String user) {
        try {
            principal(user);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static UserPrincipal principal(String user) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
    }

    /**
     * Plain ways first. The last two let PostgreSQL pass through folders closed to its user, such as /root, with one
     * capability kept; a container usually grants only the second of them.
     */
    private static List<List<String>> waysToBecome(String user) {
        var setpriv = List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups");
        return List.of(
                setpriv,
                List.of("runuser", "-u", user, "--"),
                List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"),
                with(setpriv, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
                with(setpriv, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
    }

    private static String groupOf(String user) {
        var group = Command.run(List.of("id", "-g", user), Map.of());
        return group.succeeded() ? group.output().strip() : user;
    }

    private static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    /** Empty when it worked, else what went wrong. */
    private static String tried(List<String> way, Path data, Path program) {
        var check = "cd \"$1\" && exec \"$2\" --version";
        var outcome = Command.run(
                with(way, "sh", "-c", check, "sh", data.toString(), program.toString()), Map.of("LC_ALL", "C"));
        return outcome.succeeded() ? "" : outcome.output().strip();
    }
}
