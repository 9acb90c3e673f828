package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.broadcast.BroadcastsTest.Killed;
import io.besedka.conversation.Act;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes share a broadcast, die at the worst moment, are paused, told to try again: nobody gets it twice, and all are settled. */
class BroadcastPropertiesTest {
    private static final int CLIENTS = 40;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private Town town;
    private Random random;
    private List<Long> clients;
    private Dispatcher other;
    private long broadcast;

    @Test
    void whatever_happens_nobody_gets_it_twice_and_everybody_is_settled() {
        for (long seed = 1; seed <= 6; seed++) {
            try (var fresh = new Town(database.get())) {
                random = new Random(seed);
                town = fresh;
                other = town.dispatcher();
                clients = LongStream.range(0, CLIENTS)
                        .map(i -> town.client("c" + i))
                        .boxed()
                        .toList();
                live("seed " + seed);
                town.execute("update broadcasts set state = 5 where project_id = " + town.project());
            }
        }
    }

    private void live(String seed) {
        var shift = Duration.ofMillis(random.nextInt(4) * 100L);
        broadcast = town.broadcasts.start(
                town.to(new Audience.OfList(town.list("All", clients))).with(shift));
        town.broadcasts.planDue();
        for (int step = 0; step < 150; step++) {
            happens();
            assertThat(twice()).as(seed + ", step " + step).isZero();
        }
        settle(seed);
    }

    private void happens() {
        var one = clients.get(random.nextInt(CLIENTS));
        switch (random.nextInt(12)) {
            case 0 -> attempt(() -> town.broadcasts.pause(town.project(), broadcast));
            case 1, 2 -> attempt(() -> town.broadcasts.resume(town.project(), broadcast));
            case 3 -> attempt(() -> town.broadcasts.retry(town.project(), broadcast));
            case 4 -> town.does(one, new Act.Blocked(random.nextBoolean()));
            case 5, 6 -> deliver(one);
            case 7 -> town.clock().advance(Duration.ofSeconds(random.nextInt(90)));
            default -> {
                town.clock().advance(Duration.ofMillis(random.nextInt(1500)));
                work(random.nextBoolean() ? town.dispatcher : other, random.nextInt(3) == 0);
            }
        }
    }

    private static void attempt(Runnable move) {
        try {
            move.run();
        } catch (BroadcastRefused notNow) {
            assertThat(notNow.reason()).isEqualTo(BroadcastRefused.Reason.WRONG_STATE);
        }
    }

    private void work(Dispatcher process, boolean dies) {
        town.misfortune = results -> {
            if (dies) {
                throw new Killed();
            }
            return results;
        };
        try {
            process.dispatch();
        } catch (Killed expected) {
            assertThat(dies).isTrue();
        }
    }

    private void deliver(long client) {
        if (town.got(client, broadcast) > 0) {
            var end = random.nextBoolean() ? DeliveryStatus.SENT : DeliveryStatus.FAILED;
            town.delivery(client, end, end == DeliveryStatus.FAILED ? "refused" : null);
        }
    }

    private long twice() {
        return town.count("select count(*) from (select 1 from messages where project_id = " + town.project()
                + " and key is not null group by conversation_id, key having count(*) > 1) t");
    }

    private void settle(String seed) {
        town.misfortune = results -> results;
        clients.forEach(client -> town.does(client, new Act.Blocked(false)));
        attempt(() -> town.broadcasts.resume(town.project(), broadcast));
        town.broadcasts.retry(town.project(), broadcast);
        for (int i = 0; i < 500 && town.state(broadcast) != BroadcastState.DONE; i++) {
            town.clock().advance(Duration.ofSeconds(1));
            town.work();
        }

        var counts = town.broadcasts.get(town.project(), broadcast).counts();
        assertThat(town.state(broadcast)).as(seed).isEqualTo(BroadcastState.DONE);
        assertThat(counts).as(seed).isEqualTo(new Broadcast.Counts(CLIENTS, 0, CLIENTS, 0));
        assertThat(clients).as(seed).allMatch(client -> town.got(client, broadcast) == 1);
    }
}
