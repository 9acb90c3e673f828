package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A broadcast of an approved template, filled for each, to people on the pretend WhatsApp who were silent for a day. */
class WhatsAppBroadcastTest {
    private static final String TOKEN = "EAAG-token-of-the-shop";
    private static final String TRACK = """
            [{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["1052"]}},
             {"type":"BODY","text":"{{1}}, your order is ready: {{2}}","example":{"body_text":[["Anna","today"]]}},
             {"type":"BUTTONS","buttons":[
               {"type":"URL","text":"Track","url":"https://shop.example/{{1}}","example":["https://shop.example/1052"]},
               {"type":"QUICK_REPLY","text":"Thanks"}]}]""";

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private final WhatsAppSimulator whatsapp = WhatsAppSimulator.start(0);
    private final Account number = whatsapp.number("1100220033", "Flower shop", TOKEN, "app-secret");
    private final Person anna = number.person("Anna");
    private final Person boris = number.person("Boris");
    private final MovableClock clock = new MovableClock(Instant.now());
    private Shop shop;
    private long ofAnna;
    private long ofBoris;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of("whatsapp", whatsapp.url()), clock);
        var settings = Map.of(
                "phone_number_id", number.id(), "waba_id", number.extra("waba_id"), "app_id", number.extra("app_id"));
        var connection = shop.connect("whatsapp", settings, Map.of("token", TOKEN, "app_secret", "app-secret"));
        shop.post(shop.inProject("/connections/" + connection.get("id").asLong() + "/check"), Map.of());
        whatsapp.approve(number, "track", "ru", TRACK);
        ofAnna = client(anna, "Anna");
        ofBoris = client(boris, "Boris");
        set(ofAnna, Map.of("order", "1052", "when", "today"));
        clock.advance(Duration.ofHours(25));
        whatsapp.time().advance(Duration.ofHours(25));
    }

    @AfterEach
    void close() {
        shop.close();
        whatsapp.close();
    }

    private long client(Person person, String name) throws Exception {
        person.writes("Hello");
        return shop.until(() -> named(name), found -> true).get("id").asLong();
    }

    private JsonNode named(String name) throws Exception {
        return shop.get(shop.inProject("/conversations?view=all"))
                .get("conversations")
                .valueStream()
                .filter(one -> one.get("client").get("name").asString().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void set(long client, Map<String, String> variables) throws Exception {
        shop.call("PUT", shop.inProject("/conversations/" + client + "/variables"), variables);
    }

    /** The clock goes on meanwhile: the broadcast's pace and the provider's rates are kept by it. */
    private JsonNode when(long broadcast, String result) throws Exception {
        return shop.until(
                () -> {
                    clock.advance(Duration.ofMillis(500));
                    return shop.get(shop.inProject("/broadcasts/" + broadcast));
                },
                seen -> seen.at("/broadcast/state").asString().equals("done")
                        && seen.get("results").has(result));
    }

    private JsonNode last(long client) throws Exception {
        var messages = shop.get(shop.inProject("/conversations/" + client + "/messages"))
                .get("messages");
        return messages.get(messages.size() - 1).get("content");
    }

    private Map<String, Object> wanted() {
        var buttons = List.of(
                Map.of("index", 0, "kind", "URL", "value", "o/#{client.order}"),
                Map.of("index", 1, "kind", "TEXT", "label", "Thanks", "value", "thanked-#{client.order}"));
        var template = Map.of(
                "type",
                "template",
                "name",
                "track",
                "language",
                "ru",
                "parameters",
                List.of("#{name}", "#{client.when}"),
                "header",
                Map.of("text", "#{client.order}"),
                "buttons",
                buttons);
        return Map.of(
                "name",
                "Ready",
                "audience",
                Map.of("clients", List.of(ofAnna, ofBoris)),
                "content",
                Map.of("text", "", "parts", List.of(template)));
    }

    @Test
    void each_gets_the_template_filled_and_the_history_says_what_it_said() throws Exception {
        var dry = shop.post(shop.inProject("/broadcasts/dry-run"), wanted());
        assertThat(dry.get("recipients").asInt()).isEqualTo(1);
        assertThat(dry.at("/excluded/0/why").asString()).isEqualTo("empty_parameter");
        assertThat(dry.at("/excluded/0/clients/0/name").asString()).isEqualTo("Boris");
        assertThat(dry.at("/previews/0/text").asString()).isEqualTo("Anna, your order is ready: today");
        assertThat(dry.at("/previews/0/parts/0/header/text").asString()).isEqualTo("1052");

        long broadcast = shop.post(shop.inProject("/broadcasts"), wanted())
                .at("/broadcast/id")
                .asLong();
        var results = when(broadcast, "delivered").get("results");
        anna.awaitsText("Order 1052\nAnna, your order is ready: today");

        assertThat(anna.lastSeen().content().buttons().getFirst().getFirst().url())
                .isEqualTo("https://shop.example/o/1052");
        assertThat(results).isEqualTo(Json.MAPPER.readTree("{\"delivered\": 1, \"empty_parameter\": 1}"));
        assertThat(last(ofAnna).get("text").asString()).isEqualTo("Anna, your order is ready: today");
        assertThat(last(ofAnna).get("parts")).isEqualTo(dry.at("/previews/0/parts"));
        assertThat(last(ofAnna).at("/parts/0/buttons/0/value").asString()).isEqualTo("o/1052");
        assertThat(last(ofBoris).get("text").asString()).isEqualTo("Hello");
        var errors = shop.get(shop.inProject("/broadcasts/" + broadcast + "/recipients?state=errors"))
                .get("recipients");
        assertThat(errors.get(0).get("state").asString()).isEqualTo("empty_parameter");
        assertThat(errors.get(0).get("error").asString()).isEqualTo("the header of the template is empty");

        anna.presses("Thanks");
        shop.until(
                () -> last(ofAnna),
                seen -> seen.at("/parts/0/value").asString("").equals("thanked-1052"));

        set(ofBoris, Map.of("order", "7", "when", "at noon"));
        shop.post(shop.inProject("/broadcasts/" + broadcast + "/retry"), Map.of());
        shop.until(
                () -> {
                    clock.advance(Duration.ofMillis(500));
                    return Json.MAPPER.valueToTree(boris.sees());
                },
                seen -> seen.valueStream()
                        .anyMatch(one -> one.asString().equals("Order 7\nBoris, your order is ready: at noon")));
        assertThat(last(ofBoris).get("text").asString()).isEqualTo("Boris, your order is ready: at noon");
    }
}
