package io.besedka.simulator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BotApiTest {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final TelegramSimulator simulator = TelegramSimulator.start(0);
    private final Bot bot = simulator.bot("7001:secret", "flower_shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna Petrova");
    private final BotClient client = new BotClient(simulator, bot);

    @BeforeEach
    void starts() {
        anna.starts();
    }

    @AfterEach
    void stops() {
        simulator.close();
    }

    @Test
    void a_wrong_token_and_a_wrong_method_are_refused() throws Exception {
        var stranger = new BotClient(simulator, new Bot(simulator, "7009:x", bot.user(), null));
        assertThat(stranger.refusal("getMe", "{}")).isEqualTo("401 Unauthorized");
        assertThat(client.refusal("sendTelepathy", "{}")).isEqualTo("404 Not Found: method not found");
        assertThat(client.call("GETME", "{}").path("result").path("username").asString(""))
                .isEqualTo("flower_shop_bot");
        assertThat(client.refusal("sendMessage", "{\"chat_id\":")).startsWith("400 Bad Request: can't parse JSON");
        assertThat(client.refusal("sendMessage", "[".repeat(5000))).startsWith("400 Bad Request: can't parse JSON");
    }

    @Test
    void a_poll_is_held_until_something_happens_and_the_offset_confirms() throws Exception {
        var first = client.call("getUpdates", "{}").path("result").get(0);
        assertThat(first.path("message").path("text").asString("")).isEqualTo("/start");
        assertThat(first.path("message").path("entities").path(0).path("type").asString(""))
                .isEqualTo("bot_command");
        long next = first.path("update_id").asLong(0) + 1;

        var poll = later(() -> client.call("getUpdates", "{\"timeout\":30,\"offset\":%d}".formatted(next)));
        anna.writes("hello");

        assertThat(poll.join()
                        .path("result")
                        .path(0)
                        .path("message")
                        .path("text")
                        .asString(""))
                .isEqualTo("hello");
        assertThat(bot.pendingUpdates()).isEqualTo(1);
    }

    @Test
    void a_second_poller_ends_the_first_with_409() throws Exception {
        long next = client.call("getUpdates", "{}")
                        .path("result")
                        .get(0)
                        .path("update_id")
                        .asLong(0)
                + 1;
        simulator.rules().slowRepeatedPolls(false);
        var poll = "{\"timeout\":30,\"offset\":%d}".formatted(next);
        var both = List.of(later(() -> client.call("getUpdates", poll)), later(() -> client.call("getUpdates", poll)));

        var loser = (JsonNode)
                CompletableFuture.anyOf(both.toArray(CompletableFuture[]::new)).join();

        assertThat(loser.path("error_code").asInt(0)).isEqualTo(409);
        assertThat(loser.path("description").asString(""))
                .startsWith("Conflict: terminated by other getUpdates request");
    }

    @Test
    void polling_under_a_webhook_is_a_conflict() throws Exception {
        client.call("setWebhook", "{\"url\":\"http://127.0.0.1:1/\"}");
        assertThat(client.refusal("getUpdates", "{}"))
                .startsWith("409 Conflict: can't use getUpdates method while webhook");
        client.call("deleteWebhook", "{}");
        assertThat(client.call("getUpdates", "{}").path("ok").asBoolean(false)).isTrue();
    }

    @Test
    void text_is_parsed_trimmed_and_limited() throws Exception {
        var html = client.call("sendMessage", """
                {"chat_id":%d,"parse_mode":"HTML","text":"  <b>Hi &amp; <i>bye</i></b> 👋 <a href=\\"https://e.org\\">x</a> "}""".formatted(anna.id())).path("result");
        assertThat(html.path("text").asString("")).isEqualTo("Hi & bye 👋 x");
        assertThat(html.path("entities").toString()).isEqualTo(Json.parse("""
                [{"offset":0,"length":8,"type":"bold"},{"offset":5,"length":3,"type":"italic"},
                 {"offset":12,"length":1,"type":"text_link","url":"https://e.org"}]""").toString());

        assertThat(sending("x".repeat(4096)).path("ok").asBoolean(false)).isTrue();
        assertThat(refusedText("x".repeat(4097), "")).isEqualTo("400 Bad Request: message is too long");
        assertThat(refusedText("  ", "")).isEqualTo("400 Bad Request: message text is empty");
        assertThat(refusedText("<div>", "HTML"))
                .isEqualTo("400 Bad Request: can't parse entities: Unsupported start tag \"div\" at byte offset 0");
        assertThat(refusedText("<b>x</i>", "HTML")).contains("Unmatched end tag at byte offset 4, expected \"</b>\"");
        assertThat(refusedText("1 < 2", "HTML")).contains("can't parse entities");
        assertThat(refusedText("a.b", "MarkdownV2")).contains("Character '.' is reserved");
        assertThat(refusedText("*a", "MarkdownV2")).contains("Can't find end of Bold entity at byte offset 0");
    }

    @Test
    void keyboards_are_limited() throws Exception {
        var data =
                "{\"chat_id\":%d,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"%s\"}]]}}";
        assertThat(client.call("sendMessage", data.formatted(anna.id(), "я".repeat(32)))
                        .path("ok")
                        .asBoolean(false))
                .isTrue();
        assertThat(client.refusal("sendMessage", data.formatted(anna.id(), "я".repeat(33))))
                .endsWith("BUTTON_DATA_INVALID");
        var row = "{\"text\":\"a\",\"callback_data\":\"b\"},".repeat(9);
        var wide = "{\"chat_id\":%d,\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[%s]]}}"
                .formatted(anna.id(), row.substring(0, row.length() - 1));
        assertThat(client.refusal("sendMessage", wide)).isEqualTo("400 Bad Request: reply markup is too long");
    }

    @Test
    void a_press_reaches_the_bot_and_its_answer_the_phone_once() throws Exception {
        client.call("sendMessage", WebhookTest.keyboardTo(anna));
        var query = anna.presses("Yes").path("callback_query");
        var answer = "{\"callback_query_id\":\"%s\",\"text\":\"Noted\"}"
                .formatted(query.path("id").asString(""));

        assertThat(query.path("data").asString("")).isEqualTo("y");
        assertThat(client.call("answerCallbackQuery", answer).path("ok").asBoolean(false))
                .isTrue();
        assertThat(anna.toast()).contains("Noted");
        assertThat(client.refusal("answerCallbackQuery", answer)).startsWith("400 Bad Request: query is too old");
    }

    @Test
    void only_those_who_started_and_did_not_block_can_be_written_to() throws Exception {
        var boris = bot.person("Boris");
        assertThat(client.refusal("sendMessage", to(boris, "hi")))
                .isEqualTo("403 Forbidden: bot can't initiate conversation with a user");
        assertThat(client.refusal("sendMessage", "{\"chat_id\":12,\"text\":\"hi\"}"))
                .isEqualTo("400 Bad Request: chat not found");

        var blocked = anna.blocks().path("my_chat_member");

        assertThat(blocked.path("new_chat_member").path("status").asString("")).isEqualTo("kicked");
        assertThat(client.refusal("sendMessage", to(anna, "hi")))
                .isEqualTo("403 Forbidden: bot was blocked by the user");
        anna.unblocks();
        assertThat(client.call("sendMessage", to(anna, "hi")).path("ok").asBoolean(false))
                .isTrue();
        anna.deactivates();
        assertThat(client.refusal("sendMessage", to(anna, "hi"))).isEqualTo("403 Forbidden: user is deactivated");
    }

    @Test
    void an_album_mixes_an_upload_with_a_raw_name_and_a_file_id() throws Exception {
        var photo = anna.sends(Attachment.photo(PNG)).path("message").path("photo");
        var fileId = photo.get(photo.size() - 1).path("file_id").asString("");
        var media =
                "[{\"type\":\"photo\",\"media\":\"attach://one\",\"caption\":\"новая\"},{\"type\":\"photo\",\"media\":\"%s\"}]"
                        .formatted(fileId);

        var answer = Json.parse(client.send("sendMediaGroup", "multipart/form-data; boundary=x", multipart(media))
                .body());

        assertThat(answer.path("result")
                        .valueStream()
                        .map(sent -> sent.path("media_group_id").asString(""))
                        .distinct())
                .hasSize(1);
        assertThat(anna.sees()).containsExactly("новая", "[photo]");
        assertThat(bot.files
                        .byId(answer.path("result")
                                .path(0)
                                .path("photo")
                                .path(0)
                                .path("file_id")
                                .asString(""))
                        .name())
                .isEqualTo("цветы и розы.png");
    }

    @Test
    void files_come_down_by_path_unless_they_are_too_big() throws Exception {
        var small = anna.sends(Attachment.document("price.pdf", "hello".getBytes()))
                .path("message")
                .path("document");
        var file = client.call(
                        "getFile",
                        "{\"file_id\":\"%s\"}".formatted(small.path("file_id").asString("")))
                .path("result");
        var url = simulator.url() + "/file/bot" + bot.token() + "/"
                + file.path("file_path").asString("");
        assertThat(client.get(URI.create(url)).body()).asString().isEqualTo("hello");

        var big = anna.sends(Attachment.documentOfSize("film.mkv", 21 << 20))
                .path("message")
                .path("document");
        assertThat(client.refusal(
                        "getFile",
                        "{\"file_id\":\"%s\"}".formatted(big.path("file_id").asString(""))))
                .isEqualTo("400 Bad Request: file is too big");
        var other = simulator.bot("7002:other", "other_bot", "Other");
        assertThat(new BotClient(simulator, other)
                        .refusal(
                                "getFile",
                                "{\"file_id\":\"%s\"}"
                                        .formatted(small.path("file_id").asString(""))))
                .startsWith("400 Bad Request: wrong file_id");
        assertThat(client.refusal(
                        "sendPhoto",
                        "{\"chat_id\":%d,\"photo\":\"%s\"}"
                                .formatted(anna.id(), small.path("file_id").asString(""))))
                .isEqualTo("400 Bad Request: can't use file of type Document as Photo");
    }

    @Test
    void edits_deletions_and_reactions_show_on_the_phone() throws Exception {
        var id = sending("old").path("result").path("message_id").asLong(0);
        var edit = "{\"chat_id\":%d,\"message_id\":%d,\"text\":\"new\"}".formatted(anna.id(), id);

        client.call("editMessageText", edit);
        assertThat(client.refusal("editMessageText", edit)).startsWith("400 Bad Request: message is not modified");
        client.call("setMessageReaction", """
                {"chat_id":%d,"message_id":%d,"reaction":[{"type":"emoji","emoji":"👍"}]}""".formatted(anna.id(), id));
        assertThat(anna.lastSeen())
                .extracting(Message::text, Message::edited, Message::botReactions)
                .containsExactly("new", true, List.of("👍"));

        simulator.time().advance(Duration.ofHours(49));
        var delete = "{\"chat_id\":%d,\"message_id\":%d}".formatted(anna.id(), id);
        assertThat(client.refusal("deleteMessage", delete)).isEqualTo("400 Bad Request: message can't be deleted");
        var young = sending("young").path("result").path("message_id").asLong(0);
        client.call("deleteMessage", "{\"chat_id\":%d,\"message_id\":%d}".formatted(anna.id(), young));
        assertThat(anna.sees()).containsExactly("new");
    }

    @Test
    void misfortune_strikes_calls_and_the_ledger_tells_what_was_done() throws Exception {
        simulator.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(7)));
        var limited =
                client.send("sendMessage", "application/json", to(anna, "one").getBytes());
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(Json.parse(limited.body())
                        .path("parameters")
                        .path("retry_after")
                        .asInt(0))
                .isEqualTo(7);

        simulator.switchboard().next(1, new Misfortune.AnswerDropped());
        Assertions.assertThatThrownBy(() -> sending("done without an answer")).isInstanceOf(IOException.class);
        simulator.switchboard().next(1, new Misfortune.CallDropped());
        Assertions.assertThatThrownBy(() -> sending("never done")).isInstanceOf(IOException.class);
        simulator.switchboard().next(1, Misfortune.serverError(502));
        assertThat(client.refusal("sendMessage", to(anna, "x"))).startsWith("502");
        sending("calm");

        assertThat(simulator.ledger().ofChat(anna.id()))
                .extracting(Ledger.Entry::text)
                .containsExactly("done without an answer", "calm");
        assertThat(simulator.ledger().after(1, 10))
                .extracting(Ledger.Entry::number)
                .containsExactly(2L);
    }

    @Test
    void rates_are_enforced_when_asked() throws Exception {
        simulator.rules().enforceRates(true);
        for (int i = 0; i < 5; i++) sending("burst");

        assertThat(client.refusal("sendMessage", to(anna, "too much")))
                .isEqualTo("429 Too Many Requests: retry after 1");
        simulator.time().advance(Duration.ofSeconds(1));
        assertThat(sending("again").path("ok").asBoolean(false)).isTrue();
    }

    @Test
    void buttons_of_the_reply_keyboard_share_the_phone() throws Exception {
        client.call("sendMessage", """
                {"chat_id":%d,"text":"Your phone?","reply_markup":{"one_time_keyboard":true,
                 "keyboard":[[{"text":"Phone","request_contact":true}]]}}""".formatted(anna.id()));
        assertThat(anna.keyboard()).containsExactly(List.of("Phone"));

        var contact = anna.presses("Phone").path("message").path("contact");

        assertThat(contact.path("user_id").asLong(0)).isEqualTo(anna.id());
        assertThat(anna.keyboard()).isEmpty();
    }

    @Test
    void a_reaction_reaches_only_a_bot_that_asked() throws Exception {
        sending("nice?");
        anna.reacts(anna.lastSeen(), "👍");
        assertThat(bot.pendingUpdates()).isEqualTo(1);

        client.call("getUpdates", "{\"allowed_updates\":[\"message\",\"message_reaction\"]}");
        anna.reacts(anna.lastSeen(), "🔥");

        var update = client.call("getUpdates", "{\"offset\":-1}")
                .path("result")
                .path(0)
                .path("message_reaction");
        assertThat(update.path("old_reaction").path(0).path("emoji").asString(""))
                .isEqualTo("👍");
        assertThat(update.path("new_reaction").path(0).path("emoji").asString(""))
                .isEqualTo("🔥");
    }

    private JsonNode sending(String text) throws Exception {
        return client.call("sendMessage", to(anna, text));
    }

    private String refusedText(String text, String mode) throws Exception {
        var body = Json.object().put("chat_id", anna.id()).put("text", text).put("parse_mode", mode);
        return client.refusal("sendMessage", body.toString());
    }

    private static String to(Person person, String text) {
        return Json.object().put("chat_id", person.id()).put("text", text).toString();
    }

    private byte[] multipart(String media) throws IOException {
        var head = "--x\r\ncontent-disposition:form-data;name=\"chat_id\"\r\n\r\n" + anna.id()
                + "\r\n--x\r\ncontent-disposition:form-data;name=\"media\"\r\n\r\n" + media
                + "\r\n--x\r\ncontent-disposition:form-data;name=\"one\";filename=цветы и розы.png\r\n"
                + "content-type:application/octet-stream\r\n\r\n";
        var body = new java.io.ByteArrayOutputStream();
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(PNG);
        body.write("\r\n--x--\r\n".getBytes());
        return body.toByteArray();
    }

    private interface Asking {
        JsonNode ask() throws Exception;
    }

    private static CompletableFuture<JsonNode> later(Asking asking) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return asking.ask();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
