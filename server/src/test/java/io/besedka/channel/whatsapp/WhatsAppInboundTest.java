package io.besedka.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppInboundTest {
    private static final Instant SENT = Instant.ofEpochSecond(1780000000);

    private final WhatsAppAdapter adapter = new WhatsAppAdapter(
            WhatsAppAdapter.HOSTED,
            (project, file) -> {
                throw new FileNotFoundException();
            },
            MovableClock.at("2026-06-01T12:00:00Z"));
    private final Connection connection = new Connection(
            3,
            8,
            "whatsapp",
            "Shop",
            false,
            Map.of("phone_number_id", "110022"),
            Map.of("token", new Secret("EAAx"), "app_secret", new Secret("s-1"), "webhook_secret", new Secret("v-1")));

    @Test
    void a_text_comes_with_its_client() {
        var taken = taken(message("\"type\":\"text\",\"text\":{\"body\":\"Hello\"}"));

        assertThat(taken.inputs()).hasSize(1);
        assertThat(taken.inputs().getFirst().address())
                .isEqualTo(new Address.OfClient(
                        3, 8, "RU.77001", new Profile("Irina", "irina.s", null, "+79001112233", null)));
        assertThat(taken.inputs().getFirst().act())
                .isEqualTo(new Act.Wrote("wamid.A1", Content.text("Hello"), null, null, SENT));
    }

    @Test
    void without_a_scoped_id_the_phone_is_the_client() {
        var old = message("\"type\":\"text\",\"text\":{\"body\":\"Hello\"}")
                .replace(",\"user_id\":\"RU.77001\"", "")
                .replace("\"from_user_id\":\"RU.77001\",", "");

        assertThat(((Address.OfClient) taken(old).inputs().getFirst().address()).externalId())
                .isEqualTo("79001112233");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            image, PHOTO, image/jpeg
            video, VIDEO, video/mp4
            document, FILE, application/pdf
            sticker, STICKER, image/webp
            audio, AUDIO, audio/mpeg
            """)
    void every_kind_of_file_is_known_by_its_media_id(String type, Media media, String mime) {
        var content = content("\"type\":\"%s\",\"%s\":{\"id\":\"m1\",\"mime_type\":\"%s\",\"filename\":\"a.pdf\"}"
                .formatted(type, type, mime));

        assertThat(content.attachments()).containsExactly(Attachment.remote(media, "m1", "a.pdf", mime, 0));
    }

    @Test
    void a_voice_note_loses_its_codecs() {
        var content = content(
                "\"type\":\"audio\",\"audio\":{\"id\":\"m1\",\"mime_type\":\"audio/ogg; codecs=opus\",\"voice\":true}");

        assertThat(content.attachments()).containsExactly(Attachment.remote(Media.VOICE, "m1", null, "audio/ogg", 0));
    }

    @Test
    void presses_of_all_three_forms_carry_our_payload() {
        var pressed = new Act.Pressed("wamid.A1", "b9.1", "wamid.Q", SENT);
        var context = "\"context\":{\"id\":\"wamid.Q\"},";

        assertThat(
                        act(
                                context
                                        + "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"b9.1\",\"title\":\"No\"}}"))
                .isEqualTo(pressed);
        assertThat(
                        act(
                                context
                                        + "\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"b9.1\",\"title\":\"No\"}}"))
                .isEqualTo(pressed);
        assertThat(act(context + "\"type\":\"button\",\"button\":{\"payload\":\"b9.1\",\"text\":\"No\"}"))
                .isEqualTo(pressed);
        assertThat(act("\"type\":\"button\",\"button\":{\"payload\":\"theirs\",\"text\":\"No\"}"))
                .isEqualTo(new Act.Wrote("wamid.A1", Content.text("No"), null, null, SENT));
    }

    @Test
    void edits_revokes_and_reactions_name_the_message_they_are_about() {
        assertThat(
                        act(
                                "\"type\":\"edit\",\"edit\":{\"original_message_id\":\"wamid.O\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"New\"}}}"))
                .isEqualTo(new Act.Edited("wamid.O", Content.text("New"), SENT));
        assertThat(act("\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"wamid.O\"}"))
                .isEqualTo(new Act.Deleted(List.of("wamid.O"), SENT));
        assertThat(act("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.O\",\"emoji\":\"👍\"}"))
                .isEqualTo(new Act.Reacted("wamid.O", "👍"));
        assertThat(act("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.O\"}"))
                .isEqualTo(new Act.Reacted("wamid.O", ""));
    }

    @Test
    void an_advertisement_is_the_tag_and_a_form_an_order_and_the_unknown_are_kept_as_marks() {
        assertThat(((Act.Wrote) act(
                                "\"referral\":{\"source_id\":\"ad-7\"},\"type\":\"text\",\"text\":{\"body\":\"Hi\"}"))
                        .tag())
                .isEqualTo("ad-7");
        assertThat(content("\"type\":\"poll\",\"poll\":{}").parts()).containsExactly(new Part.Unsupported("poll"));
        assertThat(content("\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]")
                        .parts())
                .containsExactly(new Part.Unsupported("message"));
        assertThat(content(
                                "\"type\":\"order\",\"order\":{\"product_items\":[{\"product_retailer_id\":\"rose\",\"quantity\":2,\"item_price\":100,\"currency\":\"RUB\"}]}")
                        .text())
                .isEqualTo("2 × rose — 100 RUB");
    }

    @ParameterizedTest
    @CsvSource({"sent, SENT", "delivered, DELIVERED", "read, READ", "played, READ"})
    void statuses_are_of_the_message_they_name(String word, DeliveryStatus status) {
        var input = taken(status(word, "")).inputs().getFirst();

        assertThat(((Address.OfClient) input.address()).externalId()).isEqualTo("79001112233");
        assertThat(input.act()).isEqualTo(new Act.Reported("wamid.OUT9", status, null));
    }

    @Test
    void our_own_note_says_whom_a_status_is_about() {
        var noted = status("sent", ",\"biz_opaque_callback_data\":\"b12.0 RU.77001\"");

        assertThat(((Address.OfClient) taken(noted).inputs().getFirst().address()).externalId())
                .isEqualTo("RU.77001");
    }

    @Test
    void a_failure_tells_why_without_the_phone() {
        var failed = status(
                "failed",
                ",\"errors\":[{\"code\":131047,\"title\":\"Re-engagement message\",\"error_data\":{\"details\":\"79001112233 was silent\"}}]");

        assertThat(taken(failed).inputs().getFirst().act())
                .isEqualTo(new Act.Reported(
                        "wamid.OUT9", DeliveryStatus.FAILED, "(#131047) Re-engagement message: … was silent"));
    }

    @Test
    void a_client_who_cannot_be_reached_is_told_by_the_code() {
        var unreachable = status("failed", ",\"errors\":[{\"code\":131026,\"title\":\"Message undeliverable\"}]");

        var act = (Act.Reported) taken(unreachable).inputs().getFirst().act();

        assertThat(act.error()).isEqualTo("(#131026) Message undeliverable");
        assertThat(act.unreachableAt()).isNotNull();
        assertThat(((Act.Reported)
                                taken(status("failed", "")).inputs().getFirst().act())
                        .unreachableAt())
                .isNull();
    }

    @Test
    void of_a_batch_only_this_number_s_changes_are_taken_and_the_others_counted() {
        var ours = "{\"field\":\"messages\",\"value\":"
                + value("110022", "\"type\":\"text\",\"text\":{\"body\":\"One\"}") + "}";
        var theirs = "{\"field\":\"messages\",\"value\":"
                + value("999999", "\"type\":\"text\",\"text\":{\"body\":\"Two\"}") + "}";
        var other = "{\"field\":\"account_update\",\"value\":{\"event\":\"X\"}}";
        var taken = taken("{\"object\":\"w\",\"entry\":[{\"changes\":[" + ours + "," + theirs + "]},{\"changes\":["
                + other + "," + ours + "]}]}");

        assertThat(taken.inputs()).hasSize(2);
        assertThat(taken.skipped()).containsExactly("other_number", "account_update");
    }

    @Test
    void an_echo_is_of_the_client_it_was_written_to() {
        var taken = taken(
                "{\"entry\":[{\"changes\":[{\"field\":\"smb_message_echoes\",\"value\":{\"metadata\":{\"phone_number_id\":\"110022\"},"
                        + "\"message_echoes\":[{\"from\":\"74951230001\",\"to\":\"79001112233\",\"id\":\"wamid.E\",\"timestamp\":\"1780000000\",\"type\":\"text\",\"text\":{\"body\":\"By hand\"}}]}}]}]}");

        assertThat(taken.inputs().getFirst().act()).isEqualTo(new Act.Echoed("wamid.E", Content.text("By hand"), SENT));
        assertThat(((Address.OfClient) taken.inputs().getFirst().address()).externalId())
                .isEqualTo("79001112233");
    }

    @Test
    void the_signature_is_of_the_raw_bytes() {
        var body =
                message("\"type\":\"text\",\"text\":{\"body\":\"Привет 🌷\"}").getBytes(StandardCharsets.UTF_8);
        var right = "sha256=" + hmac(body);

        assertThat(adapter.receive(connection, post(body, right))).isInstanceOf(Intake.Taken.class);
        body[body.length - 2] ^= 1;
        assertThat(adapter.receive(connection, post(body, right)))
                .isEqualTo(new Intake.Rejected(401, "the signature is missing or wrong"));
        for (var wrong : new String[] {null, "", "sha256=", "sha256=zz", right.substring(7)}) {
            assertThat(adapter.receive(connection, post(body, wrong))).as(wrong).isInstanceOf(Intake.Rejected.class);
        }
    }

    @Test
    void the_challenge_is_answered_only_for_our_token() {
        var right = (Intake.Taken)
                adapter.receive(connection, get("hub.mode=subscribe&hub.challenge=1158&hub.verify_token=v-1"));

        assertThat(new String(right.reply().body(), StandardCharsets.US_ASCII)).isEqualTo("1158");
        assertThat(right.reply().contentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub.mode=subscribe&hub.challenge=1&hub.verify_token=x",
                "hub.mode=x&hub.challenge=1&hub.verify_token=v-1",
                "hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=v-1",
                "%%%=%zz"
            })
    void a_wrong_verification_is_refused(String query) {
        assertThat(adapter.receive(connection, get(query)))
                .isEqualTo(new Intake.Rejected(403, "the verification does not match"));
    }

    @Test
    void damaged_batches_never_throw() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var sound = message(
                "\"context\":{\"id\":\"q\"},\"type\":\"image\",\"image\":{\"id\":\"m1\",\"mime_type\":\"image/jpeg\",\"caption\":\"c\"}");
        var junk = List.of(
                "null",
                "0",
                "-1",
                "1e999",
                "[]",
                "{}",
                "\"\"",
                "true",
                "[[[]]]",
                "\"" + "x".repeat(300) + "\"",
                "99999999999999999999");
        for (int round = 0; round < 3000; round++) {
            var values = java.util.regex.Pattern.compile("(?<=:)(\"[^\"]*\"|\\[|\\{)")
                    .matcher(sound)
                    .results()
                    .toList();
            var hit = values.get(random.nextInt(values.size()));
            var damaged = sound.substring(0, hit.start())
                    + junk.get(random.nextInt(junk.size()))
                    + (hit.group().length() == 1 ? "," : "")
                    + sound.substring(hit.end());
            var bytes = (random.nextInt(4) == 0 ? sound.substring(0, random.nextInt(sound.length())) : damaged)
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(adapter.receive(connection, post(bytes, "sha256=" + hmac(bytes))))
                    .as("seed " + seed + " round " + round)
                    .isNotNull();
        }
    }

    private Content content(String body) {
        return ((Act.Wrote) act(body)).content();
    }

    private Act act(String body) {
        return taken(message(body)).inputs().getFirst().act();
    }

    private Intake.Taken taken(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return (Intake.Taken) adapter.receive(connection, post(bytes, "sha256=" + hmac(bytes)));
    }

    private static String message(String body) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"880011\",\"changes\":[{\"field\":\"messages\",\"value\":"
                + value("110022", body) + "}]}]}";
    }

    private static String value(String number, String body) {
        return "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"74951230001\",\"phone_number_id\":\""
                + number + "\"},"
                + "\"contacts\":[{\"profile\":{\"name\":\"Irina\",\"username\":\"irina.s\"},\"wa_id\":\"79001112233\",\"user_id\":\"RU.77001\"}],"
                + "\"messages\":[{\"from\":\"79001112233\",\"from_user_id\":\"RU.77001\",\"id\":\"wamid.A1\",\"timestamp\":\"1780000000\","
                + body + "}]}";
    }

    private static String status(String word, String more) {
        return "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"110022\"},\"statuses\":[{\"id\":\"wamid.OUT9\",\"status\":\""
                + word + "\",\"timestamp\":\"1780000050\",\"recipient_id\":\"79001112233\"" + more + "}]}}]}]}";
    }

    private static WebhookRequest post(byte[] body, String signature) {
        return new WebhookRequest(
                "POST", "", name -> name.equalsIgnoreCase("X-Hub-Signature-256") ? signature : null, body);
    }

    private static WebhookRequest get(String query) {
        return new WebhookRequest("GET", query, name -> null, new byte[0]);
    }

    private static String hmac(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
