package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Switchboard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What every messenger's adapter keeps, whatever its provider does: a started server with a connection to the pretend provider, and a new
 * client for each test.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ChannelContract {
    private static final Set<String> SENT = Set.of("sent", "delivered", "read");
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "flowers"},
               "message": {"text": "Which ones?", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}}
            ]}
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path data;

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private final MovableClock clock = new MovableClock(Instant.now());
    private final Provider provider = provider();
    private Shop shop;
    private String connection;
    private URI hook;
    private Phone anna;
    private Talk talk;

    /** A fresh one. */
    abstract Provider provider();

    @BeforeAll
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, provider.apis(), clock);
        var added = shop.connect(provider.channel(), provider.settings(), provider.secrets());
        connection = shop.inProject("/connections/" + added.get("id").asLong());
        hook = URI.create(added.get("webhook").asString());
        var checked = check();
        assertThat(checked.get("ok").asBoolean()).as(checked.toString()).isTrue();
        shop.publish(FLOW);
    }

    @BeforeEach
    void somebodyNew() throws Exception {
        anna = provider.phone("Anna " + Integer.toString(PEOPLE.incrementAndGet() + 1000, 26));
        talk = new Talk(shop, clock);
    }

    @AfterEach
    void calm() throws Exception {
        provider.simulator().switchboard().calm();
        assertThat(check().get("ok").asBoolean()).isTrue();
    }

    @AfterAll
    void close() {
        shop.close();
        provider.simulator().close();
    }

    private JsonNode check() throws Exception {
        return shop.post(connection + "/check", Map.of());
    }

    private void meet() throws Exception {
        anna.writes("Is delivery free?");
        talk.awaitMessages(1);
    }

    private Switchboard switchboard() {
        return provider.simulator().switchboard();
    }

    private void sayAll(String... texts) throws Exception {
        for (var text : texts) {
            talk.say(text);
        }
    }

    // what comes in

    @Test
    void a_text_comes_in_and_the_answer_goes_out() throws Exception {
        meet();
        talk.say("Yes, every day.");
        talk.awaitSeen(anna, "Yes, every day.");
        talk.awaitAll(1, SENT);
        assertThat(talk.texts()).containsExactly("Is delivery free?", "Yes, every day.");
    }

    @Test
    void what_is_told_twice_is_stored_once() throws Exception {
        anna.writesAndIsToldTwice("Is delivery free?");
        talk.awaitMessages(1);
        anna.writes("Hello?");
        talk.awaitMessages(2);
        assertThat(talk.texts()).containsExactly("Is delivery free?", "Hello?");
    }

    @Test
    void what_is_told_out_of_order_is_stored_whole() throws Exception {
        meet();
        switchboard().add(new Misfortune.Reordered(), Switchboard.SENDS, 1, Instant.MAX, 1);
        anna.writes("one");
        anna.writes("two");
        talk.awaitMessages(3);
        assertThat(talk.texts()).containsExactlyInAnyOrder("Is delivery free?", "one", "two");
    }

    @Test
    void what_nobody_has_heard_of_is_passed_over() throws Exception {
        meet();
        switchboard().add(new Misfortune.UnknownKind(), Switchboard.SENDS, 1, Instant.MAX, 1);
        switchboard().add(new Misfortune.Malformed(), Switchboard.SENDS, 1, Instant.MAX, 1);
        anna.writes("one");
        talk.awaitMessages(2);
        anna.writes("two");
        talk.awaitMessages(3);
        assertThat(talk.texts()).containsExactly("Is delivery free?", "one", "two");
    }

    @Test
    void what_the_provider_did_not_post_is_refused() throws Exception {
        var forged = provider.forged(hook);
        assumeThat(forged).isPresent();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(forged.get(), BodyHandlers.ofString()).statusCode())
                    .isBetween(400, 499);
        }
        meet();
        assertThat(talk.texts()).hasSize(1);
    }

    @Test
    void each_kind_of_content_comes_in() throws Exception {
        meet();
        var kinds = anna.sendsOneOfEach();
        talk.awaitMessages(1 + kinds.size());
        assertThat(talk.messages().valueStream().skip(1).map(ChannelContract::kind))
                .containsExactlyElementsOf(kinds);
    }

    private static String kind(JsonNode message) {
        var part = message.get("content").get("parts").get(0);
        return part.has("media")
                ? part.get("media").asString()
                : part.get("type").asString();
    }

    // what goes out

    @Test
    void each_kind_of_content_goes_out() throws Exception {
        meet();
        talk.sayFile("Our roses", "PHOTO", Phone.PICTURE, "roses.png");
        talk.sayFile("The prices", "FILE", "Roses 3500".getBytes(), "prices.txt");
        talk.sayFile("", "VIDEO", Phone.FILM, "walk.mp4");
        talk.say(Map.of(
                "text", "", "parts", List.of(Map.of("type", "location", "latitude", 55.751, "longitude", 37.618))));
        talk.say(Map.of(
                "text", "", "parts", List.of(Map.of("type", "contact", "phone", "+79990000303", "firstName", "Olga"))));
        talk.say("That is all.");
        talk.awaitSeen(anna, "That is all.");
        talk.awaitAll(1, SENT);
        assertThat(String.join("\n", anna.sees())).contains("Our roses", "The prices");
        assertThat(anna.sees()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void a_long_text_arrives_whole_and_in_order() throws Exception {
        meet();
        var words = IntStream.range(0, 2000).mapToObj(i -> "word" + i).toList();
        talk.say(String.join(" ", words));
        talk.say("The end.");
        talk.awaitSeen(anna, "The end.");
        var seen = new ArrayList<String>(List.of(String.join(" ", anna.sees()).split("\\s+")));
        assertThat(seen).startsWith(words.toArray(String[]::new));
    }

    @Test
    void a_button_is_pressed_or_its_number_written() throws Exception {
        anna.writes("flowers");
        talk.awaitSeen(anna, "Which ones?");
        if (anna.sees().getFirst().contains("1")) {
            anna.writes("1");
        } else {
            anna.presses("Roses");
        }
        talk.awaitSeen(anna, "Roses are 3500.");
        assertThat(talk.texts().get(2)).isEqualTo("Roses");
    }

    @Test
    void the_ticks_come_back() throws Exception {
        assumeThat(anna.canRead()).isTrue();
        meet();
        sayAll("one", "two");
        talk.awaitSeen(anna, "two");
        talk.awaitAll(1, SENT);
        anna.reads();
        talk.awaitAll(1, Set.of("read"));
    }

    // misfortune

    @Test
    void who_is_told_to_wait_waits_and_keeps_the_order() throws Exception {
        meet();
        switchboard().next(2, Misfortune.tooMany(Duration.ofSeconds(7)));
        switchboard().next(2, Misfortune.tooMany(Duration.ZERO));
        switchboard().next(1, Misfortune.serverError(503));
        sayAll("one", "two", "three");
        talk.hurry();
        talk.awaitAll(1, SENT);
        talk.awaitSeen(anna, "three");
        assertThat(anna.sees()).containsExactly("one", "two", "three");
    }

    @Test
    void a_revoked_token_breaks_the_connection_and_nothing_is_lost() throws Exception {
        meet();
        switchboard().add(provider.revoked(), Switchboard.ALL, -1, Instant.MAX, 1);
        talk.say("one");
        shop.until(
                () -> shop.get(connection),
                seen -> seen.get("health").asString().equals("broken"));
        talk.say("two");
        assertThat(check().get("ok").asBoolean()).isFalse();
        assertThat(anna.sees()).isEmpty();

        switchboard().calm();
        assertThat(check().get("ok").asBoolean()).isTrue();
        talk.awaitAll(1, SENT);
        talk.awaitSeen(anna, "two");
        assertThat(anna.sees()).containsExactly("one", "two");
    }

    @Test
    void who_does_not_want_to_hear_is_marked_until_the_next_word() throws Exception {
        meet();
        switchboard().next(1, provider.gone());
        talk.say("one");
        talk.awaitAll(1, Set.of("failed"));
        assertThat(talk.conversation().get("client").get("blocked").asBoolean()).isTrue();
        assertThat(talk.trySay(Map.of("text", "two")).body()).contains("client_unreachable");

        anna.writes("Here I am again");
        shop.until(
                talk::conversation, seen -> !seen.get("client").get("blocked").asBoolean());
        talk.say("Welcome back");
        talk.awaitSeen(anna, "Welcome back");
    }

    @Test
    void after_the_window_closed_a_message_is_refused_in_words() throws Exception {
        assumeThat(provider.window()).isPresent();
        meet();
        clock.advance(provider.window().get().plusMinutes(1));
        var refused = talk.trySay(Map.of("text", "Are you still there?"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("window_closed");

        anna.writes("Yes");
        talk.awaitMessages(2);
        talk.say("Good.");
        talk.awaitSeen(anna, "Good.");
    }

    @Test
    void a_lost_answer_never_doubles_a_message() throws Exception {
        meet();
        switchboard().next(1, new Misfortune.AnswerDropped());
        sayAll("one", "two");
        talk.awaitAll(1, provider.keyed() ? SENT : Set.of("unknown", "sent", "delivered", "read"));
        talk.awaitSeen(anna, "two");
        assertThat(anna.sees()).containsExactly("one", "two");
    }

    @Test
    void a_connection_that_breaks_before_the_call_loses_nothing() throws Exception {
        meet();
        switchboard().next(1, new Misfortune.CallDropped());
        sayAll("one", "two");
        talk.awaitAll(1, Set.of("unknown", "sent", "delivered", "read"));
        talk.awaitSeen(anna, "two");
        assertThat(anna.sees()).doesNotHaveDuplicates().endsWith("two");
    }

    @Test
    void a_slow_provider_keeps_the_order() throws Exception {
        meet();
        switchboard().next(1, new Misfortune.Slow(Duration.ofMillis(300)));
        sayAll("one", "two", "three");
        talk.awaitSeen(anna, "three");
        assertThat(anna.sees()).containsExactly("one", "two", "three");
    }

    @Test
    void what_was_written_while_the_provider_was_down_for_an_hour_arrives_once_and_in_order() throws Exception {
        meet();
        switchboard().add(Misfortune.serverError(503), Switchboard.ALL, -1, Instant.MAX, 1);
        for (int i = 0; i < 6; i++) {
            talk.say("message " + i);
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(anna.sees()).isEmpty();

        switchboard().calm();
        talk.hurry();
        talk.awaitAll(1, SENT);
        talk.awaitSeen(anna, "message 5");
        assertThat(anna.sees())
                .containsExactlyElementsOf(
                        IntStream.range(0, 6).mapToObj(i -> "message " + i).toList());
    }
}
