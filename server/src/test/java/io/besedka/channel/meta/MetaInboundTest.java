package io.besedka.channel.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetaInboundTest {
    private static final String APP_SECRET = "an-app-secret";
    private static final Instant SENT = Instant.ofEpochMilli(1780000000900L);
    private static final Files NO_FILES = (project, file) -> {
        throw new FileNotFoundException();
    };
    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final ChannelAdapter messenger = new MessengerAdapter(MessengerAdapter.HOSTED, NO_FILES, clock);
    private final ChannelAdapter instagram = new InstagramAdapter(InstagramAdapter.HOSTED, NO_FILES, clock);

    private static Connection connection(String channel) {
        var settings = Map.of("app_id", "600100", MetaRegistration.ACCOUNTS, "10055 10056");
        var secrets = Map.of(
                "app_secret",
                new Secret(APP_SECRET),
                "webhook_secret",
                new Secret("word"),
                "token",
                new Secret("EAAtoken12"));
        return new Connection(3, 8, channel, "Shop", false, settings, secrets);
    }

    private static WebhookRequest posted(byte[] body, String secret) {
        var signature =
                "sha256=" + HexFormat.of().formatHex(Tokens.sign(secret.getBytes(StandardCharsets.UTF_8), body));
        return new WebhookRequest(
                "POST", null, name -> name.equalsIgnoreCase("X-Hub-Signature-256") ? signature : null, body);
    }

    private Intake.Taken taken(ChannelAdapter adapter, String body) {
        var request = posted(body.getBytes(StandardCharsets.UTF_8), APP_SECRET);
        return (Intake.Taken) adapter.receive(connection(adapter.channel()), request);
    }

    private Intake.Taken onPage(String event) {
        return taken(messenger, """
                {"object":"page","entry":[{"id":"10055","time":1780000001000,"messaging":[
                 {"sender":{"id":"7001"},"recipient":{"id":"10055"},"timestamp":1780000000900,%s}]}]}""".formatted(event));
    }

    private Intake.Taken onInstagram(String event) {
        return taken(instagram, """
                {"object":"instagram","entry":[{"id":"10056","time":1780000001000,"messaging":[
                 {"sender":{"id":"1701"},"recipient":{"id":"10056"},"timestamp":1780000000900,%s}]}]}""".formatted(event));
    }

    private static Act only(Intake.Taken taken) {
        assertThat(taken.inputs()).hasSize(1);
        return taken.inputs().getFirst().act();
    }

    @Test
    void a_text_comes_with_its_client_its_answer_and_where_to_answer() {
        var input = onPage("\"message\":{\"mid\":\"m_1\",\"text\":\"Привет 🌷\",\"reply_to\":{\"mid\":\"m_0\"}}")
                .inputs()
                .getFirst();

        assertThat(input.act()).isEqualTo(new Act.Wrote("m_1", Content.text("Привет 🌷"), "m_0", null, SENT));
        var client = (Address.OfClient) input.address();
        assertThat(client.externalId()).isEqualTo("7001");
        assertThat(client.profile().replyPath()).isEqualTo("direct");
    }

    @Test
    void media_come_by_their_addresses() {
        var wrote = (Act.Wrote) only(onPage("""
                "message":{"mid":"m_1","attachments":[{"type":"image","payload":{"url":"https://scontent.fbcdn.net/a.jpg"}},
                 {"type":"file","payload":{"url":"https://cdn.fbsbx.com/v/%D0%A1%D1%87%D1%91%D1%82.pdf?oh=1"}},
                 {"type":"hologram","payload":{}}]}"""));

        assertThat(wrote.content().parts())
                .containsExactly(
                        Attachment.remote(Media.PHOTO, "https://scontent.fbcdn.net/a.jpg", null, null, 0),
                        Attachment.remote(
                                Media.FILE,
                                "https://cdn.fbsbx.com/v/%D0%A1%D1%87%D1%91%D1%82.pdf?oh=1",
                                "Счёт.pdf",
                                null,
                                0),
                        new Part.Unsupported("hologram"));
    }

    @Test
    void presses_come_from_templates_and_from_quick_replies() {
        assertThat(only(onPage("\"postback\":{\"mid\":\"m_2\",\"title\":\"Roses\",\"payload\":\"b5.0\"}")))
                .isEqualTo(new Act.Pressed("m_2", "b5.0", null, SENT));
        assertThat(only(onPage(
                        "\"message\":{\"mid\":\"m_3\",\"text\":\"Roses\",\"quick_reply\":{\"payload\":\"b5.0\"}}")))
                .isEqualTo(new Act.Pressed("m_3", "b5.0", null, SENT));
        assertThat(((Act.Wrote) only(onPage(
                                "\"postback\":{\"mid\":\"m_4\",\"title\":\"Menu\",\"payload\":\"another program's\"}")))
                        .content())
                .isEqualTo(Content.text("Menu"));
    }

    @Test
    void a_shared_number_is_the_clients_own() {
        var wrote = (Act.Wrote)
                only(
                        onPage(
                                "\"message\":{\"mid\":\"m_3\",\"text\":\"+79990000202\",\"quick_reply\":{\"payload\":\"+79990000202\"}}"));
        assertThat(wrote.content().parts()).containsExactly(new Part.ContactCard("+79990000202", "", null, true));
        assertThat(wrote.content().text()).isEmpty();
    }

    @Test
    void links_with_marks_become_tags() {
        var referral = "\"referral\":{\"ref\":\"site42\",\"source\":\"SHORTLINK\",\"type\":\"OPEN_THREAD\"}";
        assertThat(((Act.Wrote) only(onPage(referral))).tag()).isEqualTo("site42");
        var wrote = (Act.Wrote) only(onPage(
                "\"postback\":{\"mid\":\"m_4\",\"title\":\"Get started\",\"payload\":\"start\"," + referral + "}"));
        assertThat(wrote.tag()).isEqualTo("site42");
        assertThat(wrote.content()).isEqualTo(Content.text("/start site42"));
    }

    @Test
    void echoes_are_told_apart_by_our_mark_and_by_the_app() {
        var picture =
                "\"attachments\":[{\"type\":\"image\",\"payload\":{\"url\":\"https://scontent.fbcdn.net/a.jpg\"}}]";
        assertThat(only(echo("\"text\":\"Hi\",\"app_id\":1")))
                .isEqualTo(new Act.Echoed("m_9", Content.text("Hi"), SENT));
        assertThat(((Act.Echoed) only(echo(picture + ",\"app_id\":1")))
                        .content()
                        .parts())
                .hasSize(1);
        assertThat(only(echo("\"text\":\"Hi\",\"app_id\":600100,\"metadata\":\"besedka:8:5.0\"")))
                .isInstanceOf(Act.Echoed.class);
        assertThat(echo(picture + ",\"app_id\":600100,\"metadata\":\"besedka:8:5.0\"")
                        .inputs())
                .isEmpty();
        assertThat(echo(picture + ",\"app_id\":600100").inputs()).isEmpty();
    }

    private Intake.Taken echo(String message) {
        return taken(messenger, """
                {"object":"page","entry":[{"id":"10055","messaging":[{"sender":{"id":"10055"},"recipient":{"id":"7001"},
                 "timestamp":1780000000900,"message":{"is_echo":true,"mid":"m_9",%s}}]}]}""".formatted(message));
    }

    @Test
    void a_watermark_names_the_last_message_that_metas_clock_saw_before_it() {
        var read = "\"read\":{\"watermark\":1780000000900}";
        var byTime = new Act.ReportedUpTo(SENT, null, DeliveryStatus.READ);
        assertThat(onPage(read).inputs()).extracting(Input::act).containsExactly(byTime);
        echo("\"text\":\"Hi\"");
        assertThat(onPage(read).inputs())
                .extracting(Input::act)
                .containsExactly(new Act.ReportedUpTo(null, "m_9", DeliveryStatus.READ), byTime);
        assertThat(onPage("\"read\":{\"watermark\":1780000000899}").inputs()).hasSize(1);
    }

    @Test
    void deliveries_name_their_messages() {
        assertThat(onPage("\"delivery\":{\"mids\":[\"m_9\"],\"watermark\":1780000000900}")
                        .inputs())
                .extracting(Input::act)
                .containsExactly(
                        new Act.Reported("m_9", DeliveryStatus.DELIVERED, null),
                        new Act.ReportedUpTo(SENT, null, DeliveryStatus.DELIVERED));
    }

    @Test
    void reactions_edits_and_unsent_messages_are_acts() {
        assertThat(only(onPage("\"reaction\":{\"mid\":\"m_9\",\"action\":\"react\",\"reaction\":\"love\"}")))
                .isEqualTo(new Act.Reacted("m_9", "❤️"));
        assertThat(only(onPage("\"reaction\":{\"mid\":\"m_9\",\"action\":\"unreact\"}")))
                .isEqualTo(new Act.Reacted("m_9", ""));
        assertThat(only(onPage("\"message_edit\":{\"mid\":\"m_1\",\"text\":\"Hello\",\"num_edit\":1}")))
                .isEqualTo(new Act.Edited("m_1", Content.text("Hello"), SENT));
        assertThat(only(onInstagram("\"message\":{\"mid\":\"i_1\",\"is_deleted\":true}")))
                .isEqualTo(new Act.Deleted(List.of("i_1"), SENT));
    }

    @Test
    void instagrams_stories_come_as_files_and_its_seen_names_a_message() {
        var story = (Act.Wrote)
                only(
                        onInstagram(
                                "\"message\":{\"mid\":\"i_1\",\"text\":\"Lovely!\",\"reply_to\":{\"story\":{\"id\":\"9\",\"url\":\"https://lookaside.fbsbx.com/s\"}}}"));
        assertThat(story.content().text()).isEqualTo("Lovely!");
        assertThat(((Attachment) story.content().parts().getFirst()).remote())
                .isEqualTo("https://lookaside.fbsbx.com/s");
        assertThat(only(onInstagram("\"read\":{\"mid\":\"i_9\"}")))
                .isEqualTo(new Act.ReportedUpTo(null, "i_9", DeliveryStatus.READ));
    }

    @Test
    void a_comment_is_answered_under_it() {
        var input = taken(instagram, """
                        {"object":"instagram","entry":[{"id":"10056","changes":[{"field":"comments","value":
                         {"id":"1789","text":"How much?","from":{"id":"1701","username":"oleg"},"media":{"id":"5"}}}]}]}""").inputs().getFirst();
        assertThat(((Act.Wrote) input.act()).content()).isEqualTo(Content.text("How much?"));
        assertThat(((Address.OfClient) input.address()).profile().replyPath()).isEqualTo("comment:1789");
    }

    @Test
    void what_is_of_no_use_is_counted_by_its_kind() {
        assertThat(onPage("\"telepathy\":{}").skipped()).containsExactly("telepathy");
        assertThat(taken(messenger, "{\"object\":\"instagram\"}").skipped()).containsExactly("object");
        assertThat(taken(messenger, "{\"object\":\"page\",\"entry\":[{\"id\":\"99\"}]}")
                        .skipped())
                .containsExactly("another_account");
        assertThat(taken(messenger, "{\"object\":\"page\",\"entry\":[{\"id\":\"10055\",\"standby\":[{}]}]}")
                        .skipped())
                .containsExactly("standby");
    }

    @Test
    void only_what_the_app_signed_is_believed() {
        var body = "{\"object\":\"page\"}".getBytes(StandardCharsets.UTF_8);
        var connection = connection("messenger");
        assertThat(messenger.receive(connection, posted(body, APP_SECRET))).isInstanceOf(Intake.Taken.class);
        assertThat(messenger.receive(connection, posted(body, "another"))).isInstanceOf(Intake.Rejected.class);
        assertThat(messenger.receive(connection, new WebhookRequest("POST", null, name -> null, body)))
                .isInstanceOf(Intake.Rejected.class);
    }

    @Test
    void the_challenge_is_given_back_to_who_knows_the_word() {
        assertThat(asked("hub.mode=subscribe&hub.challenge=115&hub.verify_token=word"))
                .isInstanceOfSatisfying(
                        Intake.Taken.class,
                        taken -> assertThat(taken.reply().body()).isEqualTo("115".getBytes()));
        assertThat(asked("hub.mode=subscribe&hub.challenge=115&hub.verify_token=guess"))
                .isInstanceOf(Intake.Rejected.class);
        assertThat(asked("hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=word"))
                .isInstanceOf(Intake.Rejected.class);
    }

    private Intake asked(String query) {
        return messenger.receive(connection("messenger"), new WebhookRequest("GET", query, name -> null, new byte[0]));
    }

    @Test
    void nothing_that_can_be_posted_throws() {
        var whole = """
                {"object":"page","entry":[{"id":"10055","messaging":[{"sender":{"id":"7001"},"recipient":{"id":"10055"},"timestamp":1,
                 "message":{"mid":"m","text":"x","attachments":[{"type":"location","payload":{"coordinates":{"lat":1,"long":2}}}],
                 "quick_reply":{"payload":"b1.0"}},"read":{"watermark":5},"reaction":{"mid":"m"}}],
                 "changes":[{"field":"feed","value":{"item":"comment","verb":"add","from":{"id":"1"}}}]}]}""";
        var pieces = List.of("null", "[]", "{}", "-1", "\"\"", "1e400", "true", "\"%zz\"");
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            var values = whole.split("(?<=[:,\\[])");
            values[random.nextInt(values.length)] =
                    pieces.get(random.nextInt(pieces.size())) + (random.nextBoolean() ? "," : "");
            var body = String.join("", values).getBytes(StandardCharsets.UTF_8);
            assertThatCode(() -> messenger.receive(connection("messenger"), posted(body, APP_SECRET)))
                    .as("seed %d: %s", seed, new String(body, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }
}
