package io.besedka.simulator.viber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViberApiTest {
    private final ViberSimulator viber = ViberSimulator.start(0);
    private final Account bot = viber.bot("t0ken", "flower_shop", "Flower shop");
    private final Person anna = bot.person("Anna");
    private final Receiver server = new Receiver();
    private final Caller caller = new Caller(viber.apiUrl(), "X-Viber-Auth-Token", "t0ken");

    @BeforeEach
    void registers() {
        assertThat(caller.post("/set_webhook", "{\"url\":\"%s\"}".formatted(server.url()))
                        .path("status")
                        .asInt(-1))
                .isZero();
        anna.writes("hello");
    }

    @AfterEach
    void stops() {
        viber.close();
        server.close();
    }

    @Test
    void a_text_arrives_and_is_written_into_the_ledger() {
        var answer = send("\"type\":\"text\",\"text\":\"Ready\"");

        assertThat(answer.path("status").asInt(-1)).isZero();
        assertThat(answer.path("message_token").asLong(0)).isGreaterThan(5_000_000_000_000_000_000L);
        anna.awaitsText("Ready");
        assertThat(viber.ledger().ofChat(anna.id()))
                .extracting(entry -> entry.text())
                .containsExactly("Ready");
    }

    @Test
    void every_kind_of_content_arrives() {
        server.replies(post -> new Receiver.Reply(200, post.method().equals("GET") ? "file" : ""));
        var media = "\"media\":\"" + server.url() + "\"";
        for (var content : List.of(
                "\"type\":\"picture\",\"text\":\"See\"," + media,
                "\"type\":\"video\",\"size\":4,\"duration\":3," + media,
                "\"type\":\"file\",\"size\":4,\"file_name\":\"price.pdf\"," + media,
                "\"type\":\"sticker\",\"sticker_id\":46105",
                "\"type\":\"contact\",\"contact\":{\"name\":\"Oleg\",\"phone_number\":\"79161234567\"}",
                "\"type\":\"location\",\"location\":{\"lat\":55.7,\"lon\":37.6}",
                "\"type\":\"url\",\"media\":\"https://shop.example\"")) {
            assertThat(send(content).path("status").asInt(-1)).as(content).isZero();
        }
        assertThat(anna.sees())
                .containsExactly(
                        "See", "[video]", "[file]", "[sticker]", "[contact]", "[location]", "https://shop.example");
        anna.awaits(person -> attachment(person, 2).size() == 4
                && !attachment(person, 2).fileId().isEmpty());
        assertThat(attachment(anna, 0).kind()).isEqualTo(Kind.PHOTO);
        assertThat(attachment(anna, 2).name()).isEqualTo("price.pdf");
    }

    @Test
    void a_keyboard_lasts_until_the_next_message_and_is_pressed_by_its_label() {
        send("\"type\":\"text\",\"text\":\"Choose\",\"tracking_data\":\"c42\",\"min_api_version\":3,\"keyboard\":"
                + KEYBOARD);
        assertThat(anna.keyboard()).containsExactly(List.of("Yes", "Site"), List.of("Send phone"));

        var pressed = anna.presses("Yes").update().json();
        assertThat(pressed.at("/message/text").asString()).isEqualTo("n12:yes");
        assertThat(pressed.at("/message/tracking_data").asString()).isEqualTo("c42");
        assertThat(pressed.path("silent").asBoolean(false)).isTrue();
        assertThat(anna.lastSaid().text()).isEqualTo("hello");
        var phone = anna.presses("Send phone").update().json();
        assertThat(phone.at("/message/contact/phone_number").asString())
                .isEqualTo(anna.phone().substring(1));

        send("\"type\":\"text\",\"text\":\"Thanks\"");
        assertThat(anna.keyboard()).isEmpty();
    }

    @Test
    void an_invalid_keyboard_is_accepted_and_failed_afterwards() {
        var answer = send("\"type\":\"text\",\"text\":\"Choose\",\"keyboard\":{\"Type\":\"keyboard\",\"Buttons\":["
                + "{\"Columns\":9,\"ActionBody\":\"x\",\"Text\":\"X\"}]}");

        assertThat(answer.path("status").asInt(-1)).isZero();
        var failed = awaitsEvent("failed");
        assertThat(failed.path("message_token").asLong(0))
                .isEqualTo(answer.path("message_token").asLong(1));
        assertThat(failed.path("desc").asString()).contains("Columns");
        assertThat(anna.sees()).isEmpty();
        assertThat(anna.messages().getLast().status()).isEqualTo(Bubble.Status.FAILED);
    }

    @Test
    void rich_media_is_shown_as_cards() {
        send(
                "\"type\":\"rich_media\",\"min_api_version\":2,\"alt_text\":\"Bouquets\",\"rich_media\":{\"Type\":\"rich_media\","
                        + "\"ButtonsGroupColumns\":6,\"ButtonsGroupRows\":2,\"Buttons\":["
                        + "{\"Columns\":6,\"Rows\":1,\"ActionType\":\"none\",\"Text\":\"<b>Roses</b>\"},"
                        + "{\"Columns\":6,\"Rows\":1,\"ActionType\":\"reply\",\"ActionBody\":\"roses\",\"Text\":\"Take\"},"
                        + "{\"Columns\":6,\"Rows\":2,\"ActionType\":\"reply\",\"ActionBody\":\"tulips\",\"Text\":\"Tulips\"}]}");

        var cards = anna.lastSeen().content().cards();
        assertThat(cards).extracting(card -> card.title()).containsExactly("Roses", "");
        assertThat(anna.presses("Take").update().json().at("/message/text").asString())
                .isEqualTo("roses");
        assertThat(anna.lastSaid().text()).isEqualTo("roses");
    }

    @Test
    void a_hundred_unanswered_messages_are_enough_until_the_person_writes_or_an_hour_passes() {
        for (int i = 0; i < 100; i++) {
            assertThat(send("\"type\":\"text\",\"text\":\"again\"")
                            .path("status")
                            .asInt(-1))
                    .isZero();
        }
        assertThat(send("\"type\":\"text\",\"text\":\"again\"").path("status").asInt(-1))
                .isEqualTo(12);

        anna.writes("stop");
        assertThat(send("\"type\":\"text\",\"text\":\"sorry\"").path("status").asInt(-1))
                .isZero();
        for (int i = 0; i < 99; i++) send("\"type\":\"text\",\"text\":\"again\"");
        assertThat(send("\"type\":\"text\",\"text\":\"again\"").path("status").asInt(-1))
                .isEqualTo(12);
        viber.time().advance(Duration.ofMinutes(61));
        assertThat(send("\"type\":\"text\",\"text\":\"later\"").path("status").asInt(-1))
                .isZero();
    }

    @Test
    void refusals_come_as_numbers_in_a_body_of_status_200() {
        assertThat(status("/send_message", "{}")).isEqualTo(4);
        assertThat(status("/send_message", "nonsense")).isEqualTo(3);
        assertThat(send("\"type\":\"telepathy\"").path("status").asInt(-1)).isEqualTo(3);
        assertThat(send("\"type\":\"text\"").path("status").asInt(-1)).isEqualTo(4);
        assertThat(send("\"type\":\"text\",\"text\":\"" + "x".repeat(7001) + "\"")
                        .path("status")
                        .asInt(-1))
                .isEqualTo(3);
        assertThat(send("\"type\":\"text\",\"text\":\"x\",\"tracking_data\":\"" + "x".repeat(31_000) + "\"")
                        .path("status")
                        .asInt(-1))
                .isEqualTo(3);
        assertThat(send("\"type\":\"file\",\"media\":\"https://x.example/a\",\"file_name\":\"a.pdf\"")
                        .path("status")
                        .asInt(-1))
                .isEqualTo(4);
        assertThat(send("\"type\":\"file\",\"size\":1,\"media\":\"https://x.example/a\",\"file_name\":\"a.exe\"")
                        .path("status")
                        .asInt(-1))
                .isEqualTo(3);
        assertThat(status("/send_message", body("bm9ib2R5", "\"type\":\"text\",\"text\":\"x\"")))
                .isEqualTo(5);
        anna.blocks();
        assertThat(send("\"type\":\"text\",\"text\":\"x\"").path("status").asInt(-1))
                .isEqualTo(6);
        var stranger = new Caller(viber.apiUrl(), "X-Viber-Auth-Token", "wrong");
        assertThat(stranger.post("/get_account_info", "{}").path("status").asInt(-1))
                .isEqualTo(2);
        assertThat(new Caller(viber.apiUrl())
                        .post("/get_account_info", "{}")
                        .path("status_message")
                        .asString())
                .isEqualTo("missing_auth_token");
        assertThat(new Caller(viber.apiUrl())
                        .post("/get_account_info", "{\"auth_token\":\"t0ken\"}")
                        .path("status")
                        .asInt(-1))
                .isZero();
        caller.post("/set_webhook", "{\"url\":\"\"}");
        assertThat(send("\"type\":\"text\",\"text\":\"x\"").path("status").asInt(-1))
                .isEqualTo(10);
    }

    @Test
    void a_broadcast_names_those_it_did_not_reach() {
        bot.person("Boris").writes("hello");

        var answer = caller.post(
                "/broadcast_message",
                "{\"sender\":{\"name\":\"Shop\"},\"type\":\"text\",\"text\":\"News\",\"broadcast_list\":[\"%s\",\"%s\",\"x\"]}"
                        .formatted(anna.id(), bot.person("Boris").id()));

        assertThat(answer.path("failed_list")).hasSize(1);
        assertThat(answer.at("/failed_list/0/status").asInt(-1)).isEqualTo(5);
        bot.person("Boris").awaitsText("News");
        assertThat(awaitsEvent("delivered").path("message_token").asLong(0))
                .isEqualTo(answer.path("message_token").asLong(1));
    }

    @Test
    void look_ups_tell_about_the_account_and_people() {
        var account = caller.post("/get_account_info", "{}");
        assertThat(account.path("uri").asString()).isEqualTo("flower_shop");
        assertThat(account.path("webhook").asString()).isEqualTo(server.url().toString());
        assertThat(account.path("subscribers_count").asInt(0)).isOne();
        var asked = "{\"id\":\"" + anna.id() + "\"}";
        var user = caller.post("/get_user_details", asked).path("user");
        assertThat(user.path("name").asString()).isEqualTo("Anna");
        assertThat(caller.send("GET", user.path("avatar").asString(), "").body())
                .startsWith(0x89, 'P', 'N', 'G');
        caller.post("/get_user_details", asked);
        assertThat(status("/get_user_details", asked)).isEqualTo(12);
        viber.time().advance(Duration.ofHours(13));
        assertThat(status("/get_user_details", asked)).isZero();
        var online = caller.post("/get_online", "{\"ids\":[\"" + anna.id() + "\",\"x\"]}")
                .path("users");
        assertThat(online.findValuesAsString("online_status")).containsExactly("0", "3");
    }

    @Test
    void misfortunes_speak_viber() {
        viber.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(5)));
        assertThat(send("\"type\":\"text\",\"text\":\"x\"").path("status").asInt(-1))
                .isEqualTo(12);
        viber.switchboard().next(1, Misfortune.unauthorized());
        assertThat(send("\"type\":\"text\",\"text\":\"x\"").path("status").asInt(-1))
                .isEqualTo(2);
        viber.switchboard().next(1, Misfortune.serverError(503));
        assertThat(caller.send("POST", "/send_message", body(anna.id(), "")).statusCode())
                .isEqualTo(503);
        assertThat(anna.sees()).isEmpty();

        viber.switchboard().next(1, new Misfortune.AnswerDropped());
        assertThatThrownBy(() -> send("\"type\":\"text\",\"text\":\"done anyway\""))
                .hasMessage("the connection broke");
        anna.awaitsText("done anyway");
        assertThat(viber.ledger().count()).isOne();
    }

    private static final String KEYBOARD = """
            {"Type":"keyboard","Buttons":[
             {"Columns":3,"Rows":1,"ActionType":"reply","ActionBody":"n12:yes","Text":"Yes","Silent":true},
             {"Columns":3,"Rows":1,"ActionType":"open-url","ActionBody":"https://shop.example","Text":"Site"},
             {"Columns":6,"Rows":1,"ActionType":"share-phone","ActionBody":"phone","Text":"Send phone"}]}""";

    private JsonNode send(String content) {
        return caller.post("/send_message", body(anna.id(), content));
    }

    private static String body(String receiver, String content) {
        return "{\"receiver\":\"%s\",\"sender\":{\"name\":\"Shop\"},%s}".formatted(receiver, content);
    }

    private int status(String path, String json) {
        var answer = caller.send("POST", path, json);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.parse(answer.body()).path("status").asInt(-1);
    }

    private JsonNode awaitsEvent(String kind) {
        for (int seen = 1; ; seen++) {
            var post = server.awaits(seen).get(seen - 1);
            if (post.text("/event").equals(kind)) return post.json();
        }
    }

    private static Attachment attachment(Person person, int message) {
        var ours = person.messages().stream().filter(Bubble::ours).toList();
        return ours.get(message).content().attachments().getFirst();
    }
}
