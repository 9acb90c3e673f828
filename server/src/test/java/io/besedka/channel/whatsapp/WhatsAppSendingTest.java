package io.besedka.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;
import io.besedka.channel.whatsapp.WhatsAppOutbound.Carried;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WhatsAppSendingTest {
    private static final Recipient ANNA = new Recipient(new ConversationKey(1, 2), "79001112233");

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, 131047, WindowClosed
            400, 131026, Unreachable
            401, 190, Broken
            403, 10, Broken
            403, 200, Broken
            403, 368, Broken
            403, 131005, Broken
            403, 131031, Broken
            400, 133010, Broken
            400, 4, TryLater
            400, 80007, TryLater
            429, 130429, TryLater
            400, 131048, TryLater
            400, 131056, TryLater
            500, 1, TryLater
            503, 2, TryLater
            500, 131000, TryLater
            500, 131016, TryLater
            500, 131057, TryLater
            400, 100, Refused
            400, 131008, Refused
            400, 131009, Refused
            400, 131021, Refused
            400, 131030, Refused
            400, 131049, Refused
            400, 130472, Refused
            400, 131050, Refused
            400, 131051, Refused
            400, 131053, Refused
            400, 131062, Refused
            404, 132001, Refused
            400, 132015, Refused
            403, 130497, Refused
            """)
    void every_documented_error_has_its_meaning(int status, int code, String meaning) {
        var body = "{\"error\":{\"message\":\"(#%d) Why\",\"code\":%d}}".formatted(code, code);

        assertThat(WhatsAppOutcome.ofSend(answered(status, body, Map.of()))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Broken",
        "403, TryLater",
        "413, Refused",
        "429, TryLater",
        "500, Unknown",
        "502, Unknown",
        "503, TryLater",
        "504, Unknown",
        "200, Unknown"
    })
    void answers_that_are_not_graph_s_have_theirs(int status, String meaning) {
        assertThat(WhatsAppOutcome.ofSend(answered(status, "<html>", Map.of()))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(meaning);
    }

    @Test
    void what_waits_and_how_long() {
        var pair =
                (SendResult.TryLater) WhatsAppOutcome.ofSend(answered(400, "{\"error\":{\"code\":131056}}", Map.of()));
        var told = (SendResult.TryLater)
                WhatsAppOutcome.ofSend(answered(429, "{\"error\":{\"code\":130429}}", Map.of("retry-after", "7")));

        assertThat(pair.scope()).isEqualTo(SendResult.Scope.CHAT);
        assertThat(pair.after()).isEqualTo(Duration.ofSeconds(6));
        assertThat(told.scope()).isEqualTo(SendResult.Scope.CONNECTION);
        assertThat(told.after()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_lost_answer_is_unknown_to_a_send_and_nothing_to_an_upload() {
        assertThat(WhatsAppOutcome.ofSend(new Outcome.Unknown("no answer"))).isInstanceOf(SendResult.Unknown.class);
        assertThat(WhatsAppOutcome.ofUpload(new Outcome.Unknown("no answer"))).isInstanceOf(SendResult.TryLater.class);
        assertThat(WhatsAppOutcome.ofSend(new Outcome.NotSent("refused"))).isInstanceOf(SendResult.TryLater.class);
    }

    @Test
    void no_reason_holds_a_phone_or_a_token() {
        var body = "{\"error\":{\"code\":100,\"message\":\"to 79001112233 with EAAGabcdefghijklmnopqrstuvwxyz\"}}";

        assertThat(((SendResult.Refused) WhatsAppOutcome.ofSend(answered(400, body, Map.of()))).why())
                .isEqualTo("(#100) to … with [token]");
    }

    @Test
    void a_text_is_marked_whatsapp_s_way_and_says_whom_it_is_for() {
        var body = body(text("See **bold** and *it* and ~~no~~ [site](https://x.example)", true));

        assertThat(body.at("/text/body").asString()).isEqualTo("See *bold* and _it_ and ~no~ site (https://x.example)");
        assertThat(body.get("to").asString()).isEqualTo("79001112233");
        assertThat(WhatsAppOutbound.clientOf(
                        body.get("biz_opaque_callback_data").asString()))
                .isEqualTo("79001112233");
        assertThat(body.at("/context/message_id").asString()).isEqualTo("wamid.Q");
    }

    @Test
    void marks_that_would_not_fit_are_left_out() {
        var words = "a".repeat(4090);

        assertThat(body(text("**" + words + "** **b** c", true))
                        .at("/text/body")
                        .asString())
                .isEqualTo(words + " b c");
    }

    @Test
    void a_scoped_id_is_a_recipient_and_no_phone() {
        var body = WhatsAppOutbound.send(new Recipient(new ConversationKey(1, 2), "RU.77001"), text("Hi", false), null);

        assertThat(body.get("recipient").asString()).isEqualTo("RU.77001");
        assertThat(body.has("to")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PHOTO, image/png, image",
        "PHOTO, image/webp, document",
        "VIDEO, video/mp4, video",
        "VIDEO_NOTE, video/mp4, video",
        "ANIMATION, image/gif, document",
        "VOICE, audio/ogg, audio",
        "VOICE, audio/mpeg, audio",
        "AUDIO, audio/wav, document",
        "STICKER, image/webp, sticker",
        "STICKER, image/png, document",
        "FILE, image/png, document",
        "PHOTO,, document"
    })
    void a_file_goes_as_what_whatsapp_takes_of_its_type(Media media, String mime, String word) {
        var file = Attachment.stored(media, 7, "a.bin", mime, 5);

        assertThat(new Carried(file, "m1", mime).word()).isEqualTo(word);
    }

    @Test
    void a_file_goes_by_id_or_by_link() {
        var stored = Attachment.stored(Media.FILE, 7, "a.pdf", "application/pdf", 5);
        var linked = Attachment.remote(Media.PHOTO, "https://x.example/a.jpg", null, "image/jpeg", 5);

        assertThat(body(media(stored), new Carried(stored, "m1", "application/pdf"))
                        .at("/document")
                        .toString())
                .isEqualTo("{\"id\":\"m1\",\"filename\":\"a.pdf\",\"caption\":\"Look\"}");
        assertThat(body(media(linked), new Carried(linked, null, "image/jpeg"))
                        .at("/image/link")
                        .asString())
                .isEqualTo("https://x.example/a.jpg");
    }

    @Test
    void a_template_names_its_language_and_fills_its_places() {
        var template = new Part.Template("order_ready", "ru", List.of(" 123", "Anna\n\tand  Olga"));
        var body = body(new Outbound(9, "", false, List.of(), null, null, null, template, null, null));

        assertThat(body.get("template").toString())
                .isEqualTo(
                        "{\"name\":\"order_ready\",\"language\":{\"code\":\"ru\"},\"components\":[{\"type\":\"body\",\"parameters\":"
                                + "[{\"type\":\"text\",\"text\":\"123\"},{\"type\":\"text\",\"text\":\"Anna and Olga\"}]}]}");
    }

    @Test
    void a_template_fills_its_header_and_its_buttons() {
        var buttons = List.of(
                new Part.TemplateButton(0, Part.ButtonKind.URL, null, "1052 "),
                new Part.TemplateButton(2, Part.ButtonKind.TEXT, "Yes", "b9.0"));
        var worded = new Part.Template("t", "ru", List.of(), Part.TemplateHeader.words("No. 7"), buttons);
        var filed = new Part.Template(
                "t",
                "ru",
                List.of(),
                Part.TemplateHeader.file(Media.FILE, "https://x.example/a.pdf", "a.pdf"),
                List.of());

        assertThat(components(worded))
                .isEqualTo(
                        "[{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"text\":\"No. 7\"}]},"
                                + "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":\"0\",\"parameters\":[{\"type\":\"text\",\"text\":\"1052\"}]},"
                                + "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":\"2\",\"parameters\":[{\"type\":\"payload\",\"payload\":\"b9.0\"}]}]");
        assertThat(components(filed))
                .isEqualTo("[{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"document\":"
                        + "{\"link\":\"https://x.example/a.pdf\",\"filename\":\"a.pdf\"}}]}]");
    }

    private static String components(Part.Template template) {
        return body(new Outbound(9, "", false, List.of(), null, null, null, template, null, null))
                .at("/template/components")
                .toString();
    }

    private static JsonNode body(Outbound message) {
        return body(message, null);
    }

    private static JsonNode body(Outbound message, Carried file) {
        return Json.tree(Json.write(WhatsAppOutbound.send(ANNA, message, file)));
    }

    private static Outbound text(String text, boolean markup) {
        return new Outbound(9, text, markup, List.of(), null, null, null, null, null, "wamid.Q");
    }

    private static Outbound media(Attachment file) {
        return new Outbound(9, "Look", false, List.of(file), null, null, null, null, null, null);
    }

    private static Outcome answered(int status, String body, Map<String, String> headers) {
        return new Outcome.Answered(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
