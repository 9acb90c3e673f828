package io.besedka.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = Metrics.create();

    @Test
    void what_was_counted_is_rendered() {
        metrics.counter("besedka_updates_total", "Updates", "channel")
                .labelValues("telegram")
                .inc(3);
        metrics.seconds("besedka_turn_seconds", "Turns").observe(0.004);
        metrics.sizes("besedka_batch_inputs", "Batches").observe(15);
        var waiting = new AtomicInteger(5);
        metrics.gauge("besedka_waiting", "Waiting", waiting::get);

        assertThat(metrics.render())
                .contains("besedka_updates_total{channel=\"telegram\"} 3.0")
                .contains("besedka_turn_seconds_bucket{le=\"0.005\"} 1")
                .contains("besedka_turn_seconds_bucket{le=\"0.0025\"} 0")
                .contains("besedka_batch_inputs_bucket{le=\"16.0\"} 1")
                .contains("besedka_waiting 5.0");
    }

    @Test
    void the_process_tells_of_itself() {
        assertThat(metrics.render())
                .containsPattern("process_resident_memory_bytes [1-9]")
                .containsPattern("jvm_memory_heap_used_bytes [1-9]")
                .containsPattern("jvm_threads_current [1-9]")
                .containsPattern("process_cpu_seconds_total [0-9]")
                .contains("jvm_gc_collections_total ");
    }

    @Test
    void two_servers_in_one_process_count_apart() {
        metrics.counter("besedka_updates_total", "Updates").inc();

        assertThat(Metrics.create().render()).doesNotContain("besedka_updates_total");
    }
}
