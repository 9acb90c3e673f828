package io.besedka.platform.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/** Memory, threads, processor time and garbage collection of this process, under Prometheus' usual names. */
final class JvmMetrics {
    private JvmMetrics() {}

    static void register(PrometheusRegistry registry) {
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        var start = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
        gauge(
                registry,
                "jvm_memory_heap_used_bytes",
                "Heap in use",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                registry,
                "jvm_memory_heap_max_bytes",
                "Heap at most",
                () -> memory.getHeapMemoryUsage().getMax());
        gauge(
                registry,
                "jvm_memory_nonheap_used_bytes",
                "Memory beside the heap",
                () -> memory.getNonHeapMemoryUsage().getUsed());
        gauge(registry, "jvm_threads_current", "Platform threads", threads::getThreadCount);
        gauge(registry, "process_resident_memory_bytes", "Resident memory", JvmMetrics::residentBytes);
        gauge(registry, "process_open_fds", "Open files", JvmMetrics::openFiles);
        gauge(registry, "process_start_time_seconds", "Start, since 1970", () -> start);
        counter(registry, "process_cpu_seconds_total", "Processor time", JvmMetrics::cpuSeconds);
        counter(
                registry,
                "jvm_gc_collections_total",
                "Collections",
                () -> sum(GarbageCollectorMXBean::getCollectionCount));
        counter(
                registry,
                "jvm_gc_seconds_total",
                "Time in collections",
                () -> sum(GarbageCollectorMXBean::getCollectionTime) / 1000.0);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static void counter(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static double sum(ToLongFunction<GarbageCollectorMXBean> figure) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(figure)
                .filter(value -> value > 0)
                .sum();
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** Zero where the kernel does not tell. */
    private static double residentBytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static double openFiles() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
