package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random faults, restarts, crashes and a memory far too small: nothing lost, nothing doubled without cause, nothing out of order. */
class MisfortuneTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final int CLIENTS = 6;

    /** What reached clients, and the messages that may do so twice. */
    private static final class World {
        final Random random;
        final List<Place> arrived = Collections.synchronizedList(new ArrayList<>());
        final Set<Place> doubtful = Collections.synchronizedSet(new HashSet<>());
        final boolean answersGetLost;

        World(long seed, boolean answersGetLost) {
            this.random = new Random(seed);
            this.answersGetLost = answersGetLost;
        }

        synchronized SendResult answer(Scripted.Asked call) {
            var place = new Place(call.to().conversation(), call.seq());
            int dice = random.nextInt(100);
            if (dice < 15) {
                return new SendResult.TryLater(
                        random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(4000)),
                        random.nextInt(4) == 0 ? Scope.CONNECTION : Scope.CHAT,
                        "busy");
            }
            if (dice < 20 && answersGetLost) {
                doubtful.add(place);
                if (random.nextBoolean()) {
                    arrived.add(place);
                }
                return new SendResult.Unknown("timeout");
            }
            arrived.add(place);
            return null;
        }
    }

    @Test
    void a_full_memory_and_restarts_lose_double_and_misorder_nothing() {
        for (long seed = 1; seed <= 6; seed++) {
            play(seed, false, false);
        }
    }

    @Test
    void crashes_and_lost_answers_lose_and_misorder_nothing() {
        for (long seed = 101; seed <= 108; seed++) {
            play(seed, true, true);
        }
    }

    private void play(long seed, boolean answersGetLost, boolean crashes) {
        var random = new Random(seed);
        var world = new World(seed, answersGetLost);
        try (var scene =
                new Scene(database.get(), 3 + random.nextInt(8), crashes ? Duration.ZERO : Duration.ofSeconds(5))) {
            scene.unknown = "again";
            scene.adapter.script = world::answer;
            scene.adapter.rates = new Rates(
                    new Rate(20, Duration.ofSeconds(1), 5),
                    random.nextBoolean() ? new Rate(3, Duration.ofSeconds(1), 2) : null,
                    3);
            var said = new HashMap<ConversationKey, List<Place>>();
            var clients = new ArrayList<ConversationKey>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(scene.client("c" + i));
            }
            for (int i = 0; i < 120; i++) {
                var to = clients.get(random.nextInt(CLIENTS));
                said.computeIfAbsent(to, key -> new ArrayList<>()).add(new Place(to, scene.says(to, "text")));
                happens(scene, world, random, crashes);
            }
            for (int i = 0; i < 3000 && scene.statuses().stream().anyMatch(status -> status < 2); i++) {
                scene.passes(Duration.ofSeconds(1), Duration.ofSeconds(1));
            }
            var cause = "seed " + seed;
            assertThat(scene.statuses()).as(cause).containsOnly(DeliveryStatus.SENT.ordinal());
            assertThat(scene.lanes.waiting()).as(cause).isZero();
            said.forEach((client, places) -> inOrder(cause, world, client, places));
        }
    }

    private static void happens(Scene scene, World world, Random random, boolean crashes) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            scene.passes(Duration.ofMillis(50 + random.nextInt(500)), Duration.ofMillis(550));
        } else if (dice < 33 && !crashes) {
            scene.settle();
            scene.restart();
        } else if (dice < 36 && crashes) {
            scene.crash();
            world.doubtful.addAll(scene.sending());
            scene.start();
        }
    }

    private static void inOrder(String cause, World world, ConversationKey client, List<Place> said) {
        var arrived = List.copyOf(world.arrived).stream()
                .filter(place -> place.key().equals(client))
                .toList();
        var once = arrived.stream().distinct().toList();
        assertThat(once.stream().filter(place -> !world.doubtful.contains(place)))
                .as(cause + ": all that is certain, in order")
                .containsExactlyElementsOf(said.stream()
                        .filter(place -> !world.doubtful.contains(place))
                        .toList());
        assertThat(said).as(cause + ": nothing lost").containsExactlyElementsOf(once);
        assertThat(arrived)
                .as(cause + ": never back")
                .isSortedAccordingTo(java.util.Comparator.comparingLong(Place::seq));
        for (var place : once) {
            if (!world.doubtful.contains(place)) {
                assertThat(Collections.frequency(arrived, place))
                        .as(cause + ": doubled " + place)
                        .isEqualTo(1);
            }
        }
    }
}
