package io.besedka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** CPU seconds of processes, read from /proc: a process and, where asked, its children. */
final class Cpu {
    private static final double TICKS = 100;

    private Cpu() {}

    static double of(long pid) {
        try {
            return seconds(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException gone) {
            return 0;
        }
    }

    private static double seconds(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** The bench itself, which makes the load. */
    static double ofThis() {
        return of(ProcessHandle.current().pid());
    }

    /** The threads of a JVM that compile. */
    static double ofCompiler(long pid) throws IOException {
        double total = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (var task : tasks) {
                total += ofCompiler(task);
            }
        }
        return total;
    }

    private static double ofCompiler(Path task) {
        try {
            var name = Files.readString(task.resolve("comm"));
            return name.startsWith("C1 ") || name.startsWith("C2 ")
                    ? seconds(Files.readString(task.resolve("stat")))
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The process and its children, ended ones of them included. */
    static double ofFamily(long pid) {
        double total = 0;
        for (long member : family(pid)) {
            total += of(member);
        }
        return total + endedChildren(pid);
    }

    private static double endedChildren(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static List<Long> family(long pid) {
        var members = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).ifPresent(handle -> handle.descendants().forEach(child -> members.add(child.pid())));
        return members;
    }

    /** Resident memory in MiB. */
    static double residentMiB(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                        .sum()
                / 1024.0;
    }
}
