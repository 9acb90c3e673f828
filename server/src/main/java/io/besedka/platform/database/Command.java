package io.besedka.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A short command run to its end: its exit code and all it printed. */
record Command(int exitCode, String output) {

    /** A program that is missing counts as one that failed. */
    static Command run(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.waitFor(), output);
        } catch (IOException e) {
            return new Command(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Command(130, "interrupted");
        }
    }

    /** Sends a signal by its name, which the JDK can do only for TERM and KILL. A process already gone is no error. */
    static void signal(long pid, String name) {
        run(List.of("sh", "-c", "kill -" + name + " " + pid), Map.of());
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
