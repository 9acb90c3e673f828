package io.besedka.simulator.avito;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvitoApiTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MY = "/messenger/v1/accounts/94235/";

    private final AvitoSimulator avito = AvitoSimulator.start(0);
    private final Account seller = avito.seller("94235", "client", "secret", "Flower shop");
    private final Person anna = seller.person("Anna");
    private final Receiver server = new Receiver("x-avito-messenger-signature");
    private Caller caller;
    private String chat;

    @BeforeEach
    void signsIn() throws Exception {
        var form =
                "grant_type=client_credentials&client_id=client&client_secret=secret".getBytes(StandardCharsets.UTF_8);
        var answer = new Caller(avito.url()).send("POST", "/token/", FORM, form);
        var token = Json.parse(answer.body()).path("access_token").asString("");
        caller = new Caller(avito.url(), "Authorization", "Bearer " + token);
        caller.post("/messenger/v3/webhook", "{\"url\":\"" + server.url() + "\"}");
        chat = anna.chat().id().replace("~", "%7E");
    }

    @AfterEach
    void stops() {
        avito.close();
        server.close();
    }

    private int send(String text) throws Exception {
        var body = "{\"type\":\"text\",\"message\":{\"text\":\"" + text + "\"}}";
        return caller.send("POST", MY + "chats/" + chat + "/messages", body).statusCode();
    }

    @Test
    void the_webhook_tells_of_both_sides() throws Exception {
        anna.writes("Is it available?");
        assertThat(send("Yes, it is")).isEqualTo(200);

        var posts = server.awaits(2);
        assertThat(posts.get(0).text("/payload/value/author_id")).isEqualTo(anna.id());
        assertThat(posts.get(0).text("/payload/value/chat_id"))
                .isEqualTo(anna.chat().id())
                .contains("~");
        assertThat(posts.get(1).text("/payload/value/author_id")).isEqualTo("94235");
        assertThat(posts.get(1).header("x-avito-messenger-signature")).hasSize(64);
        assertThat(anna.sees()).containsExactly("Yes, it is");
    }

    @Test
    void only_a_buyer_begins_a_chat_and_limits_are_kept() throws Exception {
        assertThat(send("Buy roses!")).isEqualTo(404);
        anna.writes("Hello");
        assertThat(send("x".repeat(1_001))).isEqualTo(400);
        anna.blocks();
        assertThat(send("?")).isEqualTo(403);
        assertThat(caller.send("POST", "/messenger/v1/accounts/7/uploadImages", "{}")
                        .statusCode())
                .isEqualTo(403);
        avito.time().advance(Duration.ofDays(1));
        assertThat(send("?")).isEqualTo(401);
    }

    @Test
    void lists_are_newest_first_and_tell_what_was_read() throws Exception {
        anna.writes("Hello");
        send("Good day");
        anna.reads();

        var messages = caller.get("/messenger/v3/accounts/94235/chats/" + chat + "/messages/");
        assertThat(messages.isArray()).isTrue();
        assertThat(messages.path(0).path("direction").asString("")).isEqualTo("out");
        assertThat(messages.path(0).path("read").asLong(0)).isPositive();
        var listed = caller.get("/messenger/v2/accounts/94235/chats?unread_only=true")
                .path("chats");
        assertThat(listed.path(0).path("context").path("value").path("title").asString(""))
                .isNotEmpty();

        caller.post(MY + "chats/" + chat + "/read", "{}");
        assertThat(caller.get("/messenger/v2/accounts/94235/chats?unread_only=true")
                        .path("chats"))
                .isEmpty();
    }

    @Test
    void a_message_is_taken_back_within_an_hour() throws Exception {
        anna.writes("Hello");
        send("one");
        var first = anna.lastSeen().id();
        assertThat(caller.send("POST", MY + "chats/" + chat + "/messages/" + first, "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(anna.sees()).isEmpty();

        send("two");
        var second = anna.lastSeen().id();
        avito.time().advance(Duration.ofMinutes(61));
        assertThat(caller.send("POST", MY + "chats/" + chat + "/messages/" + second, "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_voice_is_found_by_its_id() throws Exception {
        var voice = anna.sends(Media.voice("OggS".getBytes(StandardCharsets.UTF_8)))
                .update()
                .json();
        var id = voice.at("/payload/value/content/voice/voice_id").asString("");

        var url = caller.get(MY + "getVoiceFiles?voice_ids=" + id)
                .path("voices_urls")
                .path(id)
                .asString("");
        assertThat(url).startsWith(avito.url() + "/files/");
    }
}
