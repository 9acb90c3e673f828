package io.besedka.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tortured server: a process of its own, started again whenever it ends, as a service manager would. Its log goes to a file. */
final class TortureServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final List<String> JVM = List.of(
            "-Xmx512m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");
    private static final String LINK = "/inbox/link/";

    private final Path folder;
    private final URI telegram;
    private final int port;
    private Process process;
    private boolean ready;
    private boolean closing;
    private String link;
    private int starts;

    TortureServer(Path folder, URI telegram) throws IOException {
        this.folder = folder;
        this.telegram = telegram;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The one-time link's token. */
    synchronized String link() throws InterruptedException {
        while (link == null) {
            wait();
        }
        return link;
    }

    synchronized int starts() {
        return starts;
    }

    void start() throws InterruptedException {
        launch();
        awaitReady();
    }

    private synchronized void launch() {
        if (closing) {
            return;
        }
        ready = false;
        starts++;
        try {
            process = builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var started = process;
        Thread.ofVirtual().name("torture-server-output").start(() -> read(started));
        process.onExit().thenAcceptAsync(ended -> launch());
    }

    private ProcessBuilder builder() {
        var root = Path.of(System.getProperty("besedka.root", "."));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(
                List.of("-jar", root.resolve("server/target/besedka-server.jar").toString()));
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("BESEDKA_"));
        environment.put("BESEDKA_DATA", data().toString());
        environment.put("BESEDKA_HTTP_PORT", Integer.toString(port));
        environment.put("BESEDKA_HTTP_MANAGEMENT_PORT", "-1");
        environment.put("BESEDKA_HTTP_PUBLIC_URL", url().toString());
        environment.put("BESEDKA_TELEGRAM_API_URL", telegram.toString());
        environment.put("BESEDKA_OUTBOUND_ALLOWED", "127.0.0.1");
        environment.put("BESEDKA_EMBEDDED_SHARED_BUFFERS_MB", "64");
        return builder;
    }

    private void read(Process started) {
        try (var lines = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(started, line);
            }
        } catch (IOException killed) {
            // What it had not said it cannot say any more.
        }
    }

    private synchronized void heard(Process started, String line) {
        int at = line.indexOf(LINK);
        if (at >= 0) {
            link = line.substring(at + LINK.length()).strip();
        }
        ready |= started == process && line.startsWith("Besedka is ready");
        notifyAll();
    }

    synchronized void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("the server did not become ready within " + START);
            }
            wait(left);
        }
    }

    /** kill -9; it is started again at once. */
    synchronized void killServer() {
        ready = false;
        process.destroyForcibly();
    }

    /** kill -9 of PostgreSQL's postmaster. False when there is none just now. */
    boolean killPostgres() {
        return postmaster().map(ProcessHandle::destroyForcibly).orElse(false);
    }

    private java.util.Optional<ProcessHandle> postmaster() {
        try {
            var lines = Files.readAllLines(data().resolve("pgdata/postmaster.pid"));
            return lines.isEmpty()
                    ? java.util.Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException | NumberFormatException none) {
            return java.util.Optional.empty();
        }
    }

    void killBoth() {
        killPostgres();
        killServer();
    }

    /** Holds the process as an overcommitted machine would. */
    void freeze(Duration length) throws IOException, InterruptedException {
        Process frozen;
        synchronized (this) {
            frozen = process;
        }
        signal(frozen, "STOP");
        Thread.sleep(length);
        signal(frozen, "CONT");
    }

    private static void signal(Process to, String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + to.pid()).start().waitFor();
    }

    /** For the end of this process, whatever brought it: nothing is left running. */
    void kill() {
        Process last;
        synchronized (this) {
            closing = true;
            last = process;
        }
        if (last != null) {
            last.destroyForcibly();
        }
        killPostgres();
    }

    /** As an administrator stops it; by force when that does not help. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closing = true;
            last = process;
        }
        try {
            if (last != null) {
                last.destroy();
                if (!last.waitFor(20, TimeUnit.SECONDS)) {
                    System.out.println("the server did not stop when told to and was killed");
                    kill();
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
