package io.besedka.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One running PostgreSQL: launched, waited for, stopped. {@code pid} differs from the child's when su stands between. */
record Postmaster(Process child, long pid) {
    private static final long LOG_LIMIT = 16L << 20;

    static Postmaster launch(Cluster cluster, int port, PostgresOptions options)
            throws IOException, InterruptedException {
        rotate(cluster.log());
        var builder = new ProcessBuilder(command(cluster, port, options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
        builder.environment().put("LC_ALL", "C");
        var child = builder.start();
        child.getOutputStream().close();
        return awaitReady(child, cluster, options.startWithin());
    }

    /** Ends every connection, writes a checkpoint and waits for the process to be gone. */
    void stop() {
        Command.signal(pid, "INT");
        try {
            if (!child.waitFor(60, TimeUnit.SECONDS)) {
                Command.signal(pid, "QUIT");
                child.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In a session of its own, so that Ctrl-C in a terminal reaches only the server, which then stops us in order. */
    private static List<String> command(Cluster cluster, int port, PostgresOptions options) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(cluster.user().prefix());
        command.addAll(List.of(
                cluster.binaries().program("postgres").toString(),
                "-D",
                cluster.pgdata().toString(),
                "-p",
                String.valueOf(port)));
        options.settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static Postmaster awaitReady(Process child, Cluster cluster, Duration patience)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!child.waitFor(5, TimeUnit.MILLISECONDS)) {
            var file = PidFile.read(cluster.pgdata()).filter(PidFile::isReady);
            if (file.isPresent()) {
                return new Postmaster(child, file.get().pid());
            }
            if (System.nanoTime() > deadline) {
                new Leftovers(cluster.pgdata()).clear();
                throw new DatabaseUnavailable("PostgreSQL was not ready within " + patience + tail(cluster.log()));
            }
        }
        throw new DatabaseUnavailable("PostgreSQL ended with code " + child.exitValue() + tail(cluster.log()));
    }

    private static String tail(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return "; " + log + " ends:\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
