package io.besedka.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.ConversationKey;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramAnswersTest {
    private static final Instant NOW = Instant.ofEpochSecond(1780000000);
    private static final String ME =
            "{\"ok\":true,\"result\":{\"id\":7001,\"is_bot\":true,\"first_name\":\"Shop\",\"username\":\"shop_bot\"}}";
    private static final Optional<String> HOOK = Optional.of("https://chat.shop.example/in/telegram/8");
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };

    private final RecordingApi api = new RecordingApi();
    private final TelegramAdapter adapter = new TelegramAdapter(api.root(), NO_FILES, new MovableClock(NOW));
    private final Connection connection = new Connection(
            3,
            8,
            "telegram",
            "Shop",
            false,
            Map.of(),
            Map.of("token", new Secret("7001:abc"), "webhook_secret", new Secret("s-1")));

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, Bad Request: message text is empty,                                 Refused
            400, Bad Request: chat not found,                                        Unreachable
            400, Bad Request: PEER_ID_INVALID,                                       Unreachable
            400, Bad Request: user not found,                                        Unreachable
            400, Bad Request: wrong file_id or the file is temporarily unavailable,  Refused
            401, Unauthorized,                                                       Broken
            401, Unauthorized: invalid token specified,                              Broken
            403, Forbidden: bot was blocked by the user,                             Unreachable
            403, Forbidden: user is deactivated,                                     Unreachable
            403, Forbidden: bot can't initiate conversation with a user,             Unreachable
            404, Not Found,                                                          Broken
            404, Not Found: method not found,                                        Refused
            409, Conflict: terminated by other getUpdates request,                   TryLater
            500, Internal Server Error: restart,                                     TryLater
            """)
    void every_error_of_the_bot_api_has_its_meaning(int code, String description, String meaning) {
        api.answers(code, error(code, description));

        var result = send("5550101");

        assertThat(result.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(result.toString()).contains(description);
    }

    @ParameterizedTest
    @CsvSource({"200, Unknown", "502, TryLater", "403, TryLater", "404, Broken", "413, Refused"})
    void an_answer_that_is_not_the_bot_apis_is_told_apart(int status, String meaning) {
        api.answers(status, "<html>");

        assertThat(send("5550101").getClass().getSimpleName()).isEqualTo(meaning);
    }

    @Test
    void a_wait_is_obeyed_for_the_right_scope() {
        var body =
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\",\"parameters\":{\"retry_after\":7}}";
        api.answers(429, body)
                .answers(429, body)
                .answersWithRetryAfter(429, "slow down", "9")
                .answers(429, "slow down");

        assertThat(send("5550101"))
                .isEqualTo(new SendResult.TryLater(
                        Duration.ofSeconds(7), Scope.CONNECTION, "Too Many Requests: retry after 7"));
        assertThat(send("-100123"))
                .isEqualTo(
                        new SendResult.TryLater(Duration.ofSeconds(7), Scope.CHAT, "Too Many Requests: retry after 7"));
        assertThat(send("5550101"))
                .isEqualTo(new SendResult.TryLater(Duration.ofSeconds(9), Scope.CONNECTION, "HTTP 429"));
        assertThat(send("5550101")).isEqualTo(new SendResult.TryLater(null, Scope.CONNECTION, "HTTP 429"));
    }

    @Test
    void a_lost_answer_is_not_a_failed_connection() {
        api.hangsUp();

        assertThat(send("5550101")).isInstanceOf(SendResult.Unknown.class);

        api.close();
        assertThat(send("5550101")).isInstanceOf(SendResult.TryLater.class);
    }

    @Test
    void an_edit_that_changes_nothing_is_done() {
        api.answers(400, error(400, "Bad Request: message is not modified: specified new message content is the same"));

        var result = adapter.edit(connection, to("5550101"), "21", text());

        assertThat(result).isEqualTo(new SendResult.Sent(List.of("21")));
    }

    @Test
    void a_deletion_of_what_is_gone_is_done() {
        api.answers(400, error(400, "Bad Request: message to delete not found"))
                .answers(400, error(400, "Bad Request: message can't be deleted"));

        assertThat(adapter.delete(connection, to("5550101"), List.of("21"))).isInstanceOf(SendResult.Sent.class);
        assertThat(adapter.delete(connection, to("5550101"), List.of("21"))).isInstanceOf(SendResult.Refused.class);
    }

    @Test
    void a_migrated_group_is_named() {
        api.answers(
                400,
                "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\","
                        + "\"parameters\":{\"migrate_to_chat_id\":-1005}}");

        assertThat(send("-5"))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.why()).contains("-1005"));
    }

    @Test
    void no_error_text_holds_the_token() {
        api.answers(400, error(400, "Bad Request: /bot7001:abc/sendMessage"));

        assertThat(send("5550101").toString()).doesNotContain("7001:abc").contains("[token]");
    }

    @Test
    void registering_names_the_address_the_secret_and_the_kinds() {
        api.answers(200, ME);

        assertThat(adapter.register(connection, HOOK))
                .isEqualTo(new Registration.Registered("@shop_bot", Map.of("username", "shop_bot")));
        assertThat(api.requests()).extracting(RecordingApi.Request::method).containsExactly("getMe", "setWebhook");
        assertThat(api.requests().getLast().json().toString())
                .isEqualTo(
                        "{\"url\":\"https://chat.shop.example/in/telegram/8\",\"secret_token\":\"s-1\",\"max_connections\":40,"
                                + "\"allowed_updates\":[\"message\",\"edited_message\",\"callback_query\",\"message_reaction\",\"my_chat_member\"]}");
    }

    @Test
    void unregistering_deletes_the_webhook() {
        api.answers(200, ME);

        adapter.register(connection, Optional.empty());

        assertThat(api.requests().getLast().method()).isEqualTo("deleteWebhook");
    }

    @Test
    void a_registration_is_compared_with_what_it_should_be() {
        var kinds =
                "\"allowed_updates\":[\"message\",\"edited_message\",\"callback_query\",\"message_reaction\",\"my_chat_member\"]";
        var failing = ",\"pending_update_count\":3,\"last_error_message\":\"SSL error\",\"last_error_date\":";

        assertThat(inspect("\"url\":\"" + HOOK.get() + "\"," + kinds))
                .isEqualTo(new Registration.Registered("@shop_bot", Map.of("username", "shop_bot")));
        assertThat(inspect("\"url\":\"\"")).isInstanceOf(Registration.Missing.class);
        assertThat(inspect("\"url\":\"https://elsewhere.example\"," + kinds)).isInstanceOf(Registration.Missing.class);
        assertThat(inspect("\"url\":\"" + HOOK.get() + "\",\"allowed_updates\":[\"message\"]"))
                .isInstanceOf(Registration.Missing.class);
        assertThat(inspect("\"url\":\"" + HOOK.get() + "\"," + kinds + failing + "1779999990"))
                .isEqualTo(new Registration.Unsure("Telegram cannot deliver: SSL error"));
        assertThat(inspect("\"url\":\"" + HOOK.get() + "\"," + kinds + failing + "1779990000"))
                .isInstanceOf(Registration.Registered.class);
    }

    @Test
    void a_dead_token_breaks_the_registration_and_a_dead_line_does_not() {
        api.answers(401, error(401, "Unauthorized"));
        assertThat(adapter.inspect(connection, HOOK)).isEqualTo(new Registration.Broken("Unauthorized"));

        api.close();
        assertThat(adapter.inspect(connection, HOOK)).isInstanceOf(Registration.Unsure.class);
    }

    @Test
    void polling_reads_updates_and_moves_its_cursor() throws Exception {
        api.answers(
                200,
                "{\"ok\":true,\"result\":[{\"update_id\":41,\"telepathy\":{}},{\"update_id\":42,\"message\":{\"message_id\":1,"
                        + "\"date\":1780000000,\"chat\":{\"id\":7,\"type\":\"private\"},\"text\":\"hi\"}}]}");
        var polling = adapter.polling().orElseThrow();

        var polled = polling.poll(connection, null);
        api.answers(200, "{\"ok\":true,\"result\":[]}");
        var again = polling.poll(connection, polled.cursor());

        assertThat(polled.intakes())
                .extracting(intake -> ((Intake.Taken) intake).inputs().size())
                .containsExactly(0, 1);
        assertThat(polled.cursor()).isEqualTo("43");
        assertThat(again.cursor()).isEqualTo("43");
        assertThat(api.requests().getFirst().json().has("offset")).isFalse();
        assertThat(api.requests().getLast().json().path("offset").longValue()).isEqualTo(43);
    }

    @Test
    void polling_takes_a_webhook_away_that_stands_in_its_way() throws Exception {
        api.answers(
                        409,
                        error(
                                409,
                                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"))
                .answers(200, "{\"ok\":true,\"result\":true}")
                .answers(200, "{\"ok\":true,\"result\":[]}");

        adapter.polling().orElseThrow().poll(connection, "5");

        assertThat(api.requests())
                .extracting(RecordingApi.Request::method)
                .containsExactly("getUpdates", "deleteWebhook", "getUpdates");
    }

    @Test
    void polling_fails_when_another_poller_is_at_work() {
        api.answers(409, error(409, "Conflict: terminated by other getUpdates request"));

        assertThatThrownBy(() -> adapter.polling().orElseThrow().poll(connection, "5"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_file_is_fetched_by_the_path_telegram_tells() throws Exception {
        api.answers(200, "{\"ok\":true,\"result\":{\"file_id\":\"doc\",\"file_path\":\"documents/file_1.pdf\"}}")
                .answers(200, "%PDF");

        try (var file = adapter.fetch(connection, "doc")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("%PDF");
        }
        assertThat(api.requests().getLast().path()).isEqualTo("/file/bot7001:abc/documents/file_1.pdf");
    }

    @Test
    void a_file_too_big_is_gone_and_a_failing_server_is_not() {
        api.answers(400, error(400, "Bad Request: file is too big"))
                .answers(500, "")
                .answers(200, "{\"ok\":true,\"result\":{\"file_path\":\"/etc/../x\"}}");

        assertThatThrownBy(() -> adapter.fetch(connection, "doc")).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> adapter.fetch(connection, "doc")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> adapter.fetch(connection, "doc"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("7001");
    }

    private Registration inspect(String info) {
        api.answers(200, ME).answers(200, "{\"ok\":true,\"result\":{" + info + "}}");
        return adapter.inspect(connection, HOOK);
    }

    private SendResult send(String chat) {
        return adapter.send(connection, to(chat), text());
    }

    private static Recipient to(String chat) {
        return new Recipient(new ConversationKey(3, 4), chat);
    }

    private static Outbound text() {
        return new Outbound(9, "Hello", false, List.of(), null, null, null, null, null, null);
    }

    private static String error(int code, String description) {
        return "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}";
    }
}
