package io.besedka.bench;

import java.util.List;

/** How soon the server is ready on a database that is there, and what its JVM holds when nothing happens. */
final class Startup {
    private final Target target;
    private final Figures figures;

    Startup(Target target, Figures figures) {
        this.target = target;
        this.figures = figures;
    }

    void run() throws Exception {
        target.start("http://127.0.0.1:9");
        target.stop();
        var times = new java.util.ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            times.add(target.start("http://127.0.0.1:9").toMillis() / 1000.0);
            if (i < 2) {
                target.stop();
            }
        }
        double bare = bareJvm();
        double median = times.stream().sorted().toList().get(1);
        figures.put("startup.ready", median, "s");
        figures.put("startup.of-a-bare-jvm", median / bare, "times a JVM that prints its version");
        Thread.sleep(5000);
        figures.ratio("startup.resident", Cpu.residentMiB(target.process().pid()), 200, false);
        target.stop();
    }

    private static double bareJvm() throws Exception {
        long began = System.nanoTime();
        new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java", "-version"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return (System.nanoTime() - began) / 1e9;
    }
}
