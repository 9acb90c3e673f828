package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RatesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant START = Instant.parse("2026-05-04T09:00:00Z");

    @Test
    void a_bucket_is_never_overspent_and_nearly_all_of_it_is_spent() {
        for (var rate : List.of(
                new Rate(30, Duration.ofSeconds(1), 30),
                new Rate(30, Duration.ofSeconds(1), 1),
                new Rate(20, Duration.ofMinutes(1), 3),
                new Rate(1, Duration.ofSeconds(1), 1),
                new Rate(7, Duration.ofSeconds(3), 4))) {
            var bucket = new Bucket(rate);
            var taken = new ArrayList<Instant>();
            var now = START;
            var end = START.plus(rate.per().multipliedBy(200));
            for (now = bucket.earliest(now); now.isBefore(end); now = bucket.earliest(now)) {
                bucket.take(now);
                taken.add(now);
            }
            assertThat(mostWithin(rate.per(), taken)).as("most of %s", rate).isLessThanOrEqualTo(rate.count());
            assertThat(taken).as("spent of %s", rate).hasSizeGreaterThanOrEqualTo(rate.count() * 200 * 98 / 100);
        }
    }

    @Test
    void a_bucket_asked_at_odd_times_is_never_overspent() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var rate = new Rate(
                    1 + random.nextInt(20), Duration.ofMillis(100 + random.nextInt(5000)), 1 + random.nextInt(25));
            var bucket = new Bucket(rate);
            var taken = new ArrayList<Instant>();
            var now = START;
            for (int i = 0; i < 500; i++) {
                now = now.plusNanos(1000L * random.nextInt(400_000));
                if (!bucket.earliest(now).isAfter(now)) {
                    bucket.take(now);
                    taken.add(now);
                }
            }
            assertThat(mostWithin(rate.per(), taken))
                    .as("seed %d, %s", seed, rate)
                    .isBetween(1, rate.count());
        }
    }

    @Test
    void a_burst_goes_at_once_and_no_more_than_it() {
        var bucket = new Bucket(new Rate(30, Duration.ofSeconds(1), 5));
        int atOnce = 0;
        while (!bucket.earliest(START).isAfter(START)) {
            bucket.take(START);
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(5);
    }

    static int mostWithin(Duration span, List<Instant> times) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (!times.get(from).plus(span).isAfter(times.get(to))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void a_connections_rate_is_obeyed_and_used() {
        try (var scene = new Scene(database.get(), 2000)) {
            scene.paused = true;
            scene.adapter.rates = new Rates(new Rate(10, Duration.ofSeconds(1), 3), null, 4);
            for (int i = 0; i < 10; i++) {
                var client = scene.client("c" + i);
                for (int j = 0; j < 12; j++) {
                    scene.says(client, "text " + j);
                }
            }
            scene.settle();
            scene.paused = false;
            scene.lanes.resume(scene.connectionId);
            scene.settle();

            scene.passes(Duration.ofSeconds(10), Duration.ofMillis(5));

            var times = scene.adapter.calls().stream().map(Scripted.Asked::at).toList();
            assertThat(mostWithin(Duration.ofSeconds(1), times)).isEqualTo(10);
            assertThat(times).hasSizeBetween(98, 103);
        }
    }

    @Test
    void a_chats_rate_holds_its_parts_apart_and_leaves_other_chats_alone() {
        try (var scene = new Scene(database.get(), 2000)) {
            scene.adapter.rates =
                    new Rates(new Rate(30, Duration.ofSeconds(1), 30), new Rate(1, Duration.ofSeconds(1), 1), 2);
            var anna = scene.client("anna");
            var boris = scene.client("boris");
            var vera = scene.client("vera");
            scene.says(anna, "a1|a2|a3");
            scene.says(boris, "b1|b2|b3");
            scene.says(vera, "v1|v2|v3");
            scene.settle();
            assertThat(scene.adapter.texts()).containsExactlyInAnyOrder("a1", "b1", "v1");

            scene.passes(Duration.ofMillis(1100), Duration.ofMillis(100));
            assertThat(scene.adapter.texts()).hasSize(6);
            scene.passes(Duration.ofMillis(1100), Duration.ofMillis(100));
            assertThat(scene.adapter.texts()).hasSize(9).doesNotHaveDuplicates();
        }
    }
}
