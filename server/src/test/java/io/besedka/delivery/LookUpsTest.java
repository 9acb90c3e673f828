package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Health;
import io.besedka.channel.Inbound;
import io.besedka.channel.Intake;
import io.besedka.channel.vk.VkAdapter;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Result;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.secret.Secret;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.vk.VkSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking who a client is takes its place in the rate of sending, and hardly any of it. */
class LookUpsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String TOKEN = "vk1.a.token-of-the-flower-shop";
    private static final Duration STEP = Duration.ofMillis(20);

    @Test
    void newcomers_in_a_burst_are_known_and_answered_without_one_refusal() {
        try (var vk = VkSimulator.start(0);
                var scene = new Scene(database.get(), 2000)) {
            vk.rules().enforceRates(true);
            vk.time().stop();
            var community = vk.community(TOKEN, "224466", "Flower shop");
            scene.real = new VkAdapter(vk.url(), null, scene.clock);
            scene.secrets = Map.of("token", new Secret(TOKEN));
            var inbound = new Inbound(
                    scene.turns,
                    new Health(scene.clock, Health.Meter.NONE),
                    (id, press) -> {},
                    (to, client) -> {},
                    scene.lanes::errand);

            var people = IntStream.range(0, 120)
                    .mapToObj(i -> community.person("Person N" + i))
                    .toList();
            for (var person : people) {
                person.starts("");
                inbound.take(
                        scene.connected(null),
                        new Intake.Taken(List.of(wrote(scene, person)), List.of(), Intake.Reply.OK));
                scene.says(keyOf(scene, person), "Hello!");
            }
            // 120 sends and a few look-ups at 20 a second; one refusal would hold everything up for a second more.
            for (var left = Duration.ofMillis(6600); left.isPositive(); left = left.minus(STEP)) {
                vk.time().advance(STEP);
                scene.clock.advance(STEP);
                scene.settle();
            }

            assertThat(people).allSatisfy(person -> assertThat(person.sees()).containsExactly("Hello!"));
            assertThat(scene.names()).hasSize(120).doesNotContainNull();
        }
    }

    private static Input wrote(Scene scene, Person person) {
        return new Input(address(scene, person), new Act.Wrote("1", Content.text("Hi"), null, null, scene.clock.now()));
    }

    private static Address address(Scene scene, Person person) {
        return new Address.OfClient(scene.project, scene.connectionId, person.id(), Profile.UNKNOWN);
    }

    private static ConversationKey keyOf(Scene scene, Person person) {
        return ((Result.Repeated) scene.turns.take(address(scene, person), new Act.Met())).conversation();
    }

    @Test
    void errands_count_as_sends_and_let_them_pass() {
        try (var scene = new Scene(database.get(), 2000)) {
            scene.paused = true;
            scene.adapter.rates = new Rates(new Rate(20, Duration.ofSeconds(1), 5), null, 10);
            for (int i = 0; i < 10; i++) {
                var client = scene.client("c" + i);
                IntStream.range(0, 15).forEach(j -> scene.says(client, "text " + j));
            }
            var errands = Collections.synchronizedList(new ArrayList<Instant>());
            for (int i = 0; i < 30; i++) {
                scene.lanes.errand(scene.connectionId, () -> errands.add(scene.clock.now()));
            }
            scene.settle();
            assertThat(errands).as("a paused connection is left alone").isEmpty();
            scene.paused = false;
            scene.lanes.resume(scene.connectionId);
            scene.settle();

            scene.passes(Duration.ofSeconds(5), Duration.ofMillis(10));
            assertThat(errands).as("while sends are in line").hasSizeLessThanOrEqualTo(1);
            scene.passes(Duration.ofSeconds(6), Duration.ofMillis(10));

            assertThat(errands).hasSize(30);
            var times = new ArrayList<>(errands);
            scene.adapter.calls().forEach(call -> times.add(call.at()));
            Collections.sort(times);
            assertThat(times).hasSize(180);
            assertThat(RatesTest.mostWithin(Duration.ofSeconds(1), times)).isEqualTo(20);
        }
    }
}
