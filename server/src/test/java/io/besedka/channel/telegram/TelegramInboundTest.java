package io.besedka.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramInboundTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant SENT = Instant.ofEpochSecond(1780000000);
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };

    private final TelegramAdapter adapter =
            new TelegramAdapter(TelegramAdapter.HOSTED, NO_FILES, new MovableClock(NOW));
    private final Connection connection = new Connection(
            3,
            8,
            "telegram",
            "Shop",
            false,
            Map.of(),
            Map.of("token", new Secret("7001:abc"), "webhook_secret", new Secret("s-1")));

    @Test
    void a_text_comes_with_its_client() {
        var taken = taken("text");

        assertThat(taken.reply().status()).isEqualTo(200);
        assertThat(taken.inputs()).hasSize(1);
        assertThat(taken.inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(3, 8, "5550101", new Profile("Olga K", "olga_k", "ru", null, null)));
        assertThat(act("text")).isEqualTo(new Act.Wrote("15", Content.text("Is delivery free?"), null, null, SENT));
    }

    @Test
    void a_start_link_leaves_its_payload_as_the_tag() {
        assertThat(act("start_with_payload"))
                .isEqualTo(new Act.Wrote("15", Content.text("/start site42"), null, "site42", SENT));
        assertThat(tagOf("/start@shop_bot x")).isEqualTo("x");
        assertThat(tagOf("/start")).isNull();
        assertThat(tagOf("/started x")).isNull();
        assertThat(tagOf("/start " + "x".repeat(65))).isNull();
    }

    @Test
    void a_linked_word_keeps_its_address() {
        assertThat(content("text_with_link").text()).isEqualTo("See 👉 this (https://shop.example/a) and that");
    }

    @Test
    void of_a_photos_sizes_the_largest_is_taken() {
        assertThat(content("photo"))
                .isEqualTo(Content.of(
                        "My vase", new Attachment(Media.PHOTO, 0, "large", null, "image/jpeg", 150000, 1280, 960, 0)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            video, VIDEO, vid, walk.mp4, video/mp4
            audio, AUDIO, aud, Song, audio/mpeg
            voice, VOICE, voi, , audio/ogg
            video_note, VIDEO_NOTE, note, , video/mp4
            document, FILE, doc, order.pdf, application/pdf
            animation, ANIMATION, gif, wow.mp4, video/mp4
            sticker, STICKER, stk, , application/x-tgsticker
            album_item, PHOTO, a1, , image/jpeg
            """)
    void every_kind_of_file_is_known_by_its_file_id(
            String fixture, Media media, String remote, String name, String mime) {
        var files = content(fixture).attachments();

        assertThat(files).hasSize(1);
        assertThat(files.getFirst())
                .extracting(Attachment::media, Attachment::remote, Attachment::name, Attachment::mime)
                .containsExactly(media, remote, name, mime);
    }

    @Test
    void places_come_with_and_without_a_name() {
        assertThat(content("location").parts()).containsExactly(new Part.Location(55.751, 37.618, null, null));
        assertThat(content("venue").parts())
                .containsExactly(new Part.Location(55.751, 37.618, "Flower shop", "Green street 1"));
    }

    @Test
    void only_ones_own_number_becomes_the_clients_phone() {
        assertThat(content("contact_own").parts())
                .containsExactly(new Part.ContactCard("+79990000101", "Olga", null, true));
        assertThat(profile("contact_own").phone()).isEqualTo("+79990000101");
        assertThat(content("contact_of_another").parts())
                .containsExactly(new Part.ContactCard("+79990000202", "Ivan", "P", false));
        assertThat(profile("contact_of_another").phone()).isNull();
    }

    @Test
    void a_reply_names_the_message_it_answers() {
        assertThat(((Act.Wrote) act("reply")).replyTo()).isEqualTo("11");
    }

    @Test
    void a_forwarded_text_is_a_text() {
        assertThat(content("forwarded")).isEqualTo(Content.text("Half price today"));
    }

    @Test
    void what_we_cannot_show_is_kept_as_a_mark() {
        assertThat(content("poll").parts()).containsExactly(new Part.Unsupported("poll"));
        assertThat(content("web_app_data").text()).isEqualTo("{\"size\":\"M\"}");
    }

    @Test
    void an_edit_carries_the_whole_new_content() {
        assertThat(act("edited_message"))
                .isEqualTo(new Act.Edited(
                        "15", Content.text("Is delivery free today?"), Instant.ofEpochSecond(1780000060)));
    }

    @Test
    void a_press_carries_its_payload_and_its_message() {
        assertThat(act("callback_query")).isEqualTo(new Act.Pressed("cb4382bf-99", "b9.1", "16", NOW));
        assertThat(act("callback_query_of_old_message")).isEqualTo(new Act.Pressed("cb4382bf-98", "b1.0", "2", NOW));
    }

    @Test
    void a_reaction_is_set_and_taken_back() {
        assertThat(act("reaction")).isEqualTo(new Act.Reacted("16", "👍"));
        assertThat(act("reaction_taken_back")).isEqualTo(new Act.Reacted("16", ""));
    }

    @Test
    void blocking_and_starting_again_are_told() {
        assertThat(act("blocked")).isEqualTo(new Act.Blocked(true));
        assertThat(act("unblocked")).isEqualTo(new Act.Blocked(false));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            pinned, message
            group_text, message
            channel_post, channel_post
            edited_channel_post, edited_channel_post
            business_connection, business_connection
            business_message, business_message
            edited_business_message, edited_business_message
            deleted_business_messages, deleted_business_messages
            message_reaction_count, message_reaction_count
            inline_query, inline_query
            chat_member, chat_member
            poll_closed, poll
            poll_answer, poll_answer
            chat_join_request, chat_join_request
            unknown_kind, telepathy
            """)
    void what_is_of_no_use_is_counted_and_answered_with_200(String fixture, String kind) {
        var taken = taken(fixture);

        assertThat(taken.inputs()).isEmpty();
        assertThat(taken.skipped()).containsExactly(kind);
        assertThat(taken.reply().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"update_id\":1} x",
                "{\"update_id\":1,\"message\":{\"text\":\"\\ud8\"}}",
                "not json"
            })
    void what_is_not_an_update_is_refused(String body) {
        assertThat(receive(body.getBytes(StandardCharsets.UTF_8), "s-1"))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(400));
    }

    @Test
    void invalid_utf_8_and_bottomless_nesting_are_refused() {
        var notUtf8 = new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
        var deep = ("{\"message\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(receive(notUtf8, "s-1")).isInstanceOf(Intake.Rejected.class);
        assertThat(receive(deep, "s-1")).isInstanceOf(Intake.Rejected.class);
    }

    @Test
    void without_the_right_secret_nothing_is_believed() {
        assertThat(receive(fixture("text"), null))
                .isEqualTo(new Intake.Rejected(401, "the secret token is missing or wrong"));
        assertThat(receive(fixture("text"), "s-2")).isInstanceOf(Intake.Rejected.class);
        var open = new Connection(3, 8, "telegram", "Shop", false, Map.of(), Map.of());
        assertThat(adapter.receive(open, new WebhookRequest("POST", null, name -> null, fixture("text"))))
                .isInstanceOf(Intake.Rejected.class);
    }

    @Test
    void a_message_that_says_nothing_is_skipped() {
        assertThat(((Intake.Taken) receive(textUpdate(" "), "s-1")).skipped()).containsExactly("message");
    }

    @Test
    void a_text_beyond_our_limit_is_skipped() {
        var taken = (Intake.Taken) receive(textUpdate("x".repeat(Content.TEXT_LIMIT + 1)), "s-1");

        assertThat(taken.skipped()).containsExactly("message.too_long");
    }

    @Test
    void no_damage_to_an_update_makes_it_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var values = List.of(
                "null",
                "true",
                "-1",
                "1e400",
                "99999999999999999999",
                "\"\"",
                "\"x\"",
                "[]",
                "[[]]",
                "{}",
                "[{\"width\":{}}]");
        for (var name : List.of(
                "text",
                "photo",
                "sticker",
                "venue",
                "contact_own",
                "reply",
                "text_with_link",
                "callback_query",
                "reaction",
                "blocked",
                "edited_message")) {
            var original = new String(fixture(name), StandardCharsets.UTF_8);
            for (int round = 0; round < 300; round++) {
                var damaged = damaged(original, values.get(random.nextInt(values.size())), random);
                assertThat(receive(damaged.getBytes(StandardCharsets.UTF_8), "s-1"))
                        .as("seed %d: %s", seed, damaged)
                        .isNotNull();
            }
        }
    }

    /** Puts another value in place of one that follows some member's name. */
    private static String damaged(String json, String value, Random random) {
        var members = json.split("(?<=\": )");
        int at = 1 + random.nextInt(members.length - 1);
        members[at] = members[at].replaceFirst("^(\"[^\"]*\"|-?[0-9.]+|true|false)", Matcher.quoteReplacement(value));
        return String.join("", members);
    }

    private String tagOf(String text) {
        var taken = (Intake.Taken) receive(textUpdate(text), "s-1");
        return ((Act.Wrote) taken.inputs().getFirst().act()).tag();
    }

    private static byte[] textUpdate(String text) {
        return """
                {"update_id":1,"message":{"message_id":1,"date":1780000000,"chat":{"id":7,"type":"private"},"text":"%s"}}
                """.formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    private Content content(String fixture) {
        return ((Act.Wrote) act(fixture)).content();
    }

    private Profile profile(String fixture) {
        return ((Address.OfClient) taken(fixture).inputs().getFirst().address()).profile();
    }

    private Act act(String fixture) {
        return taken(fixture).inputs().getFirst().act();
    }

    private Intake.Taken taken(String fixture) {
        return (Intake.Taken) receive(fixture(fixture), "s-1");
    }

    private Intake receive(byte[] body, String secret) {
        return adapter.receive(
                connection,
                new WebhookRequest(
                        "POST",
                        null,
                        name -> name.equalsIgnoreCase("x-telegram-bot-api-secret-token") ? secret : null,
                        body));
    }

    private static byte[] fixture(String name) {
        try (var in = TelegramInboundTest.class.getResourceAsStream("/telegram/" + name + ".json")) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
