package io.besedka.simulator.messenger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.simulator.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PhoneFaceTest {
    private final Acme acme = new Acme();
    private final Account shop = acme.messenger.account("shop", "Flower shop", Json.object());
    private final Caller page = new Caller(acme.messenger.url());

    @AfterEach
    void stops() {
        acme.close();
    }

    @Test
    void a_person_is_made_starts_writes_edits_and_deletes_over_http() {
        var id = page.post("/api/accounts/shop/people", "{\"name\":\" Anna  Petrova \"}")
                .path("id")
                .asString();

        does(id, "start", "{\"payload\":\"site42\"}");
        does(id, "write", "{\"text\":\"helo\"}");
        var said = shop.person("Anna Petrova").lastSaid().id();
        does(id, "edit", "{\"message\":\"%s\",\"text\":\"hello\"}".formatted(said));
        var chat = does(id, "write", "{\"text\":\"bye\",\"reply_to\":\"%s\"}".formatted(said));
        assertThat(chat.at("/bubbles/0/content/text").asString()).isEqualTo("hello");
        assertThat(chat.at("/bubbles/0/state/edited").asBoolean()).isTrue();
        assertThat(chat.at("/bubbles/1/replyTo").asString()).isEqualTo(said);

        chat = does(id, "delete", "{\"message\":\"%s\"}".formatted(said));
        assertThat(chat.path("bubbles")).hasSize(1);
        assertThat(acme.told).containsExactly("start site42", "message helo", "edit hello", "message bye", "delete");
    }

    @Test
    void an_id_with_a_slash_is_reached() {
        var anna = shop.person("Anna/+%");
        anna.writes("hello");

        var chat = page.get("/api/accounts/shop/people/" + encoded(anna.id()));

        assertThat(anna.id()).contains("/");
        assertThat(chat.path("name").asString()).isEqualTo("Anna/+%");
        assertThat(chat.at("/bubbles/0/side").asString()).isEqualTo("them");
        assertThat(chat.at("/bubbles/0/state/status").asString()).isEqualTo("accepted");
    }

    @Test
    void buttons_menus_and_cards_are_pressed_by_their_labels() {
        var anna = shop.person("Anna");
        var chat = anna.chat();
        chat.ours(Content.text("A").withButtons(List.of(List.of(Button.callback("Yes", "y")))), "");
        chat.ours(
                Content.text("B")
                        .withMenu(new Menu(
                                "Menu",
                                List.of(new Menu.Section("Delivery", List.of(new Menu.Row("c", "Courier", "1 day")))))),
                "");
        chat.ours(
                Content.text("C").withCards(List.of(new Card("Roses", "", null, List.of(Button.say("Take", "roses"))))),
                "");
        chat.keyboard(new Keyboard(List.of(List.of(Button.say("Help", ""))), true, ""));

        does(anna.id(), "press", "{\"label\":\"Yes\"}");
        does(anna.id(), "pick", "{\"row\":\"c\"}");
        does(anna.id(), "press", "{\"label\":\"Take\"}");
        does(anna.id(), "press", "{\"label\":\"Help\"}");
        chat.ours(
                Content.text("D")
                        .withButtons(
                                List.of(List.of(Button.callback("Take", "1")), List.of(Button.callback("Take", "2")))),
                "");
        does(
                anna.id(),
                "press",
                "{\"message\":\"%s\",\"place\":1}".formatted(anna.lastSeen().id()));

        assertThat(acme.told).containsExactly("press y", "pick c", "message Take", "message Help", "press 2");
        assertThat(anna.keyboard()).isEmpty();
        assertThatThrownBy(() -> anna.presses("Help")).hasMessageContaining("sees no button");
    }

    @Test
    void what_is_read_is_told_once_and_only_when_it_is_new() {
        var anna = shop.person("Anna");
        anna.writes("hello");
        anna.chat().ours(Content.text("one"), "");
        anna.chat().ours(Content.text("two"), "");

        anna.reads();
        anna.reads();
        anna.chat().ours(Content.text("three"), "");
        anna.reads();

        assertThat(acme.told).containsExactly("message hello", "read one two", "read three");
    }

    @Test
    void nonsense_is_refused_with_a_reason() {
        var id = shop.person("Anna").id();
        for (var body : List.of("{\"text\":\"\"}", "{\"text\":\"x\",\"reply_to\":\"99\"}", "[1,2]", "{")) {
            assertThat(page.send("POST", "/api/accounts/shop/people/" + id + "/write", body)
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        var long20k = "{\"text\":\"" + "x".repeat(20_001) + "\"}";
        for (var call : List.of(
                "people/" + id + "/press",
                "people/" + id + "/fly",
                "people/nobody/write",
                "people/" + id + "/location",
                "people/" + id + "/file",
                "people/" + id + "/react")) {
            assertThat(page.send("POST", "/api/accounts/shop/" + call, "{\"label\":\"?\"}")
                            .statusCode())
                    .as(call)
                    .isEqualTo(400);
        }
        assertThat(page.send("POST", "/api/accounts/shop/people/" + id + "/write", long20k)
                        .statusCode())
                .isEqualTo(400);
        assertThat(page.send("POST", "/api/accounts/nowhere/people", "{\"name\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(page.send("POST", "/api/accounts", "{\"id\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(page.send("POST", "/api/misfortune", "{\"kind\":\"plague\"}").statusCode())
                .isEqualTo(400);
        assertThat(page.send("POST", "/api/time", "{\"seconds\":-5}").statusCode())
                .isEqualTo(400);
        assertThat(page.send("GET", "/files/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_messenger_refuses_what_it_cannot_do() {
        var anna = shop.person("Anna");

        assertThatThrownBy(() -> anna.sends(Media.voice(new byte[1]))).isInstanceOf(IllegalStateException.class);
        anna.blocks();
        assertThatThrownBy(() -> anna.writes("hello")).hasMessageContaining("blocked");
    }

    @Test
    void files_are_sent_and_fetched_back() {
        var body = "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nphoto\r\n--b\r\nContent-Disposition:"
                + " form-data; name=\"file\"; filename=\"a.png\"\r\n\r\ncontent\r\n--b--\r\n";
        var anna = shop.person("Anna");

        page.send(
                "POST",
                "/api/accounts/shop/people/" + anna.id() + "/file",
                "multipart/form-data; boundary=b",
                body.getBytes(StandardCharsets.UTF_8));

        var file = anna.lastSaid().content().attachments().getFirst();
        assertThat(file.kind()).isEqualTo(Kind.PHOTO);
        assertThat(file.mime()).isEqualTo("image/png");
        assertThat(page.send("GET", file.url(), "").body()).asString().isEqualTo("content");
    }

    @Test
    void the_page_hears_of_changes_at_once() throws Exception {
        var anna = shop.person("Anna");
        var request = HttpRequest.newBuilder(URI.create(acme.messenger.url() + "/api/events"))
                .build();
        var events = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry");
            assertThat(lines.readLine()).isEmpty();

            anna.writes("hello");

            assertThat(lines.readLine()).isEqualTo("data: shop/" + anna.id());
        }
    }

    @Test
    void the_page_is_served_in_two_languages_and_nothing_else_is() {
        for (var name :
                List.of("/", "/app.js", "/bubble.js", "/words.js", "/misfortune.js", "/style.css", "/theme.css")) {
            assertThat(page.send("GET", name, "").statusCode()).as(name).isEqualTo(200);
        }
        assertThat(page.get("/ru.json").propertyNames())
                .containsExactlyInAnyOrderElementsOf(page.get("/en.json").propertyNames());
        assertThat(page.get("/api/look").path("can").valueStream().map(JsonNode::asString))
                .contains("start", "photo")
                .doesNotContain("voice");
        assertThat(page.send("GET", "/Messenger.class", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_person_waiting_in_vain_is_told_what_the_phone_shows() {
        assertThatThrownBy(() -> shop.person("Anna").awaits(person -> false, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Anna waited in vain");
    }

    @Test
    void chats_are_remembered_across_restarts_and_ids_go_on(@TempDir Path folder) {
        var file = folder.resolve("acme.json");
        String id;
        try (var first = new Acme()) {
            first.messenger.remember(file);
            var anna = first.messenger.account("shop", "Shop", Json.object()).person("Anna");
            anna.writes("hello");
            anna.chat().extra().put("note", "kept");
            anna.chat().ours(Content.text("hi").withButtons(List.of(List.of(Button.callback("Yes", "y")))), "");
            anna.reads();
            id = anna.lastSeen().id();
        }
        try (var second = new Acme()) {
            second.messenger.remember(file);
            var anna = second.messenger.account("shop", "Shop", Json.object()).person("Anna");

            assertThat(anna.messages()).extracting(Bubble::text).containsExactly("hello", "hi");
            assertThat(anna.lastSeen().status()).isEqualTo(Bubble.Status.READ);
            assertThat(anna.chat().extra().path("note").asString()).isEqualTo("kept");
            anna.presses("Yes");
            assertThat(second.told).containsExactly("press y");
            assertThat(Long.parseLong(
                            anna.chat().ours(Content.text("again"), "").id()))
                    .isGreaterThan(Long.parseLong(id));
        }
    }

    private JsonNode does(String personId, String deed, String json) {
        return page.post("/api/accounts/shop/people/" + encoded(personId) + "/" + deed, json);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
