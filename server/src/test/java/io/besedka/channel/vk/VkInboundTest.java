package io.besedka.channel.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VkInboundTest {
    private static final Instant SENT = Instant.ofEpochSecond(1_780_000_000);
    private static final String ENVELOPE =
            "{\"type\":\"%s\",\"event_id\":\"e-1\",\"v\":\"5.199\",\"group_id\":224466,\"secret\":\"s3cr3t\",\"object\":%s}";
    private static final String MESSAGE = """
            {"message":{"id":512,"conversation_message_id":77,"date":1780000000,"from_id":9001,"peer_id":9001,"out":0,
             "text":"Good day","attachments":[],"fwd_messages":[],"random_id":0%s},"client_info":{"keyboard":true}}""";

    private final VkAdapter adapter = new VkAdapter(
            URI.create("http://127.0.0.1:1"),
            (project, file) -> {
                throw new FileNotFoundException();
            },
            new MovableClock(Instant.parse("2026-06-01T12:00:00Z")));
    private final Connection connection = new Connection(
            3,
            8,
            "vk",
            "Shop",
            false,
            Map.of("group", "224466", "comments", "on"),
            Map.of("token", new Secret("vk1.a.token"), "webhook_secret", new Secret("s3cr3t")));

    private Intake receive(String body) {
        return adapter.receive(
                connection, new WebhookRequest("POST", null, name -> null, body.getBytes(StandardCharsets.UTF_8)));
    }

    private Intake.Taken taken(String kind, String object) {
        var taken = (Intake.Taken) receive(ENVELOPE.formatted(kind, object));
        assertThat(new String(taken.reply().body(), StandardCharsets.UTF_8)).isEqualTo("ok");
        return taken;
    }

    private Act act(String kind, String object) {
        return taken(kind, object).inputs().getFirst().act();
    }

    private Content content(String more) {
        return ((Act.Wrote) act("message_new", MESSAGE.formatted("," + more))).content();
    }

    @Test
    void a_text_comes_with_its_number_its_link_and_what_it_answers() {
        var input = taken(
                        "message_new",
                        MESSAGE.formatted(
                                ",\"ref\":\"ad15\",\"reply_message\":{\"id\":9,\"conversation_message_id\":76}"))
                .inputs()
                .getFirst();

        assertThat(input.act()).isEqualTo(new Act.Wrote("77", Content.text("Good day"), "76", "ad15", SENT));
        assertThat(((Address.OfClient) input.address()).externalId()).isEqualTo("9001");
    }

    private static final String COMMENT =
            "{\"id\":31,\"from_id\":%d,\"date\":1780000000,\"text\":\"How much?\",\"post_id\":42,\"post_owner_id\":-224466%s}";

    @Test
    void a_comment_is_a_message_and_tells_where_it_is_answered() {
        var input = taken("wall_reply_new", COMMENT.formatted(9001, ",\"reply_to_comment\":30"))
                .inputs()
                .getFirst();

        assertThat(input.act())
                .isEqualTo(new Act.Wrote("comment:42_31", Content.text("How much?"), "comment:42_30", null, SENT));
        assertThat(((Address.OfClient) input.address()).profile().replyPath()).isEqualTo("comment:42_31");
    }

    @Test
    void a_comment_that_a_moderator_deleted_is_its_authors() {
        taken("wall_reply_new", COMMENT.formatted(9001, ""));

        var input = taken("wall_reply_delete", "{\"owner_id\":-224466,\"id\":31,\"post_id\":42,\"deleter_id\":77}")
                .inputs()
                .getFirst();

        assertThat(((Address.OfClient) input.address()).externalId()).isEqualTo("9001");
        assertThat(((Act.Deleted) input.act()).externalIds()).containsExactly("comment:42_31");
    }

    @Test
    void what_the_community_comments_is_an_echo_and_what_others_do_is_none() {
        var told =
                taken("wall_reply_new", COMMENT.formatted(-224466, ",\"reply_to_user\":9001,\"reply_to_comment\":30"));

        assertThat(told.inputs().getFirst().act())
                .isEqualTo(new Act.Echoed("comment:42_31", Content.text("How much?"), SENT));
        assertThat(taken("wall_reply_new", COMMENT.formatted(-5, ",\"reply_to_user\":9001"))
                        .inputs())
                .isEmpty();
        assertThat(taken("wall_reply_new", COMMENT.formatted(-224466, "")).inputs())
                .isEmpty();
        assertThat(taken("wall_reply_new", "{\"id\":\"x\",\"from_id\":9001,\"text\":\"?\"}")
                        .inputs())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"photo","photo":{"sizes":[{"url":"https://v.example/s","width":75,"height":75},{"url":"https://v.example/x","width":604,"height":400}]}} | PHOTO | https://v.example/x
            {"type":"doc","doc":{"title":"order","ext":"pdf","size":99,"url":"https://v.example/d"}} | FILE | https://v.example/d
            {"type":"audio_message","audio_message":{"duration":4,"link_ogg":"https://v.example/o","link_mp3":"https://v.example/m"}} | VOICE | https://v.example/o
            {"type":"sticker","sticker":{"images":[{"url":"https://v.example/64","width":64},{"url":"https://v.example/512","width":512}]}} | STICKER | https://v.example/512
            {"type":"graffiti","graffiti":{"url":"https://v.example/g","width":10,"height":10}} | PHOTO | https://v.example/g
            """)
    void files_are_known_by_their_addresses(String attachment, Media media, String address) {
        assertThat(content("\"attachments\":[" + attachment + "]").attachments())
                .singleElement()
                .extracting(Attachment::media, Attachment::remote)
                .containsExactly(media, address);
    }

    @Test
    void what_has_no_file_is_said_in_words() {
        assertThat(content(
                                "\"attachments\":[{\"type\":\"video\",\"video\":{\"id\":5,\"owner_id\":-7,\"title\":\"Roses\"}}]")
                        .text())
                .isEqualTo("Good day\nRoses https://vk.com/video-7_5");
        assertThat(content("\"fwd_messages\":[{\"text\":\"Hi\\nall\",\"fwd_messages\":[{\"text\":\"x\"}]}]")
                        .text())
                .isEqualTo("Good day\n> Hi\n> all\n> x");
        assertThat(content("\"attachments\":[{\"type\":\"poll\",\"poll\":{}}]").parts())
                .containsExactly(new Part.Unsupported("poll"));
        assertThat(content("\"geo\":{\"coordinates\":{\"latitude\":55.7,\"longitude\":37.6}}")
                        .parts())
                .containsExactly(new Part.Location(55.7, 37.6, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"key\":\"b12.1\"}", "\"{\\\"key\\\":\\\"b12.1\\\"}\""})
    void a_payload_may_be_an_object_or_a_text(String payload) {
        var event =
                "{\"user_id\":9001,\"peer_id\":9001,\"event_id\":\"ev1\",\"conversation_message_id\":78,\"payload\":"
                        + payload + "}";

        assertThat(act("message_new", MESSAGE.formatted(",\"payload\":" + payload)))
                .isEqualTo(new Act.Pressed("77", "b12.1", null, SENT));
        assertThat(act("message_event", event)).isInstanceOfSatisfying(Act.Pressed.class, pressed -> {
            assertThat(pressed.externalId()).isEqualTo("press:9001:ev1");
            assertThat(pressed.messageExternalId()).isEqualTo("78");
        });
    }

    @Test
    void the_start_button_and_payloads_of_others_are_plain_messages() {
        assertThat(act("message_new", MESSAGE.formatted(",\"payload\":\"{\\\"command\\\":\\\"start\\\"}\"")))
                .isInstanceOf(Act.Wrote.class);
        assertThat(act("message_new", MESSAGE.formatted(",\"payload\":\"not JSON\"")))
                .isInstanceOf(Act.Wrote.class);
    }

    @Test
    void every_other_event_becomes_its_act() {
        var message =
                "{\"id\":1,\"conversation_message_id\":79,\"date\":1780000000,\"from_id\":%s,\"peer_id\":9001,\"out\":%d,\"text\":\"Hello\"}";
        assertThat(act("message_reply", message.formatted("-224466", 1)))
                .isEqualTo(new Act.Echoed("79", Content.text("Hello"), SENT));
        assertThat(act("message_edit", message.formatted("9001", 0)))
                .isEqualTo(new Act.Edited("79", Content.text("Hello"), SENT));
        assertThat(taken("message_edit", message.formatted("-224466", 1)).inputs())
                .isEmpty();
        assertThat(act(
                        "message_read",
                        "{\"from_id\":9001,\"peer_id\":9001,\"read_message_id\":5,\"conversation_message_id\":78}"))
                .isEqualTo(new Act.ReportedUpTo(null, "78", DeliveryStatus.READ));
        assertThat(act(
                        "message_reaction_event",
                        "{\"reacted_id\":9001,\"peer_id\":9001,\"cmid\":78,\"reaction_id\":4}"))
                .isEqualTo(new Act.Reacted("78", "👍"));
        assertThat(act("message_reaction_event", "{\"reacted_id\":9001,\"peer_id\":9001,\"cmid\":78}"))
                .isEqualTo(new Act.Reacted("78", ""));
        assertThat(act("message_deny", "{\"user_id\":9001}")).isEqualTo(new Act.Blocked(true));
        assertThat(act("message_allow", "{\"user_id\":9001,\"key\":\"\"}")).isEqualTo(new Act.Blocked(false));
        assertThat(taken("message_typing_state", "{\"state\":\"typing\",\"from_id\":9001,\"to_id\":-224466}")
                        .typing())
                .containsExactly("9001");
    }

    @Test
    void group_chats_communities_and_unknown_kinds_are_skipped() {
        assertThat(taken(
                                "message_new",
                                MESSAGE.formatted(",\"peer_id\":2000000001").replaceFirst("\"peer_id\":9001,", ""))
                        .skipped())
                .containsExactly("message_new");
        assertThat(taken("message_reaction_event", "{\"reacted_id\":-224466,\"peer_id\":9001,\"cmid\":78}")
                        .inputs())
                .isEmpty();
        assertThat(taken("wall_reply_new", "{}").skipped()).containsExactly("wall_reply_new");
    }

    @Test
    void a_wrong_secret_or_community_is_refused() {
        var good = ENVELOPE.formatted("message_new", MESSAGE.formatted(""));

        for (var bad : List.of(
                good.replace("s3cr3t", "s3cr3T"),
                good.replace("\"secret\":\"s3cr3t\",", ""),
                good.replace("224466", "224467"))) {
            assertThat(receive(bad))
                    .isInstanceOfSatisfying(
                            Intake.Rejected.class, no -> assertThat(no.status()).isEqualTo(401));
        }
        assertThat(receive("[]"))
                .isInstanceOfSatisfying(
                        Intake.Rejected.class, no -> assertThat(no.status()).isEqualTo(400));
    }

    @Test
    void damaged_events_never_throw() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var values = List.of("null", "-1", "1e400", "\"\"", "[]", "{}", "true", "99999999999999999999", "\"\\u0000\"");
        var events = List.of(
                ENVELOPE.formatted(
                        "message_new",
                        MESSAGE.formatted(
                                ",\"attachments\":[{\"type\":\"photo\",\"photo\":{\"sizes\":[{\"url\":\"u\",\"width\":1}]}}],\"geo\":{\"coordinates\":{\"latitude\":1,\"longitude\":2}}")),
                ENVELOPE.formatted(
                        "message_event",
                        "{\"user_id\":9001,\"peer_id\":9001,\"event_id\":\"e\",\"payload\":{\"key\":\"b1.0\"},\"conversation_message_id\":1}"),
                ENVELOPE.formatted(
                        "message_reaction_event",
                        "{\"reacted_id\":9001,\"peer_id\":9001,\"cmid\":78,\"reaction_id\":4}"));
        for (int i = 0; i < 3_000; i++) {
            var event = events.get(i % events.size());
            var spots = java.util.regex.Pattern.compile("(?<=\":)(\"[^\"]*\"|-?\\d+|\\[|\\{)")
                    .matcher(event)
                    .results()
                    .toList();
            var spot = spots.get(random.nextInt(spots.size()));
            var value = values.get(random.nextInt(values.size()));
            boolean whole = !spot.group().equals("[") && !spot.group().equals("{");
            var damaged = event.substring(0, spot.start())
                    + value
                    + event.substring(whole ? spot.end() : spot.start() + random.nextInt(2));
            assertThatCode(() -> receive(damaged))
                    .as("seed " + seed + ": " + damaged)
                    .doesNotThrowAnyException();
        }
    }
}
