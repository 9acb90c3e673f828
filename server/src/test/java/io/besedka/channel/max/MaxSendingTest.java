package io.besedka.channel.max;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Outbound;
import io.besedka.channel.Planner;
import io.besedka.channel.SendResult;
import io.besedka.channel.max.MaxApi.Reply;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MaxSendingTest {
    @Test
    void a_text_goes_with_its_formatting_buttons_and_the_message_it_answers() {
        var buttons = Part.Buttons.inline(List.of(
                List.of(
                        new Button("Yes", ButtonKind.TEXT, "b7.0", null),
                        new Button("Site", ButtonKind.URL, "https://shop.example", null)),
                List.of(
                        new Button("Phone", ButtonKind.PHONE, "b7.2", null),
                        new Button("Place", ButtonKind.LOCATION, "b7.3", null))));

        var body = MaxOutbound.send(outbound("**Your** order <1>", true, buttons, "mid.1"), List.of());

        assertThat(body).isEqualTo(json("""
                {"text":"<b>Your</b> order &lt;1&gt;","format":"html",
                 "attachments":[{"type":"inline_keyboard","payload":{"buttons":[
                  [{"type":"callback","payload":"b7.0","text":"Yes"},{"type":"link","url":"https://shop.example","text":"Site"}],
                  [{"type":"request_contact","text":"Phone"},{"type":"request_geo_location","text":"Place"}]]}}],
                 "link":{"type":"reply","mid":"mid.1"}}"""));
    }

    @Test
    void a_text_that_is_too_long_only_with_its_tags_goes_without_them() {
        var body = MaxOutbound.send(outbound("**a** " + "x".repeat(3_995), true, null, null), List.of());

        assertThat(body.path("text").stringValue()).hasSize(3_997).startsWith("a x");
        assertThat(body.has("format")).isFalse();
    }

    @Test
    void an_edit_names_attachments_only_where_there_are_no_media_to_lose() {
        assertThat(MaxOutbound.edit(outbound("New", false, null, null)))
                .isEqualTo(json("{\"text\":\"New\",\"attachments\":[]}"));
        var photo = new Outbound(
                1,
                "New",
                false,
                List.of(Attachment.stored(Media.PHOTO, 5, "a.png", "image/png", 9)),
                null,
                null,
                null,
                null,
                null,
                null);
        assertThat(MaxOutbound.edit(photo)).isEqualTo(json("{\"text\":\"New\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "PHOTO, image/png, image",
        "PHOTO, image/webp, file",
        "PHOTO, , image",
        "ANIMATION, image/gif, image",
        "ANIMATION, video/mp4, video",
        "ANIMATION, image/webp, file",
        "VIDEO_NOTE, video/mp4, video",
        "VIDEO, video/x-msvideo, file",
        "VOICE, audio/ogg, audio",
        "FILE, image/png, file"
    })
    void each_file_is_uploaded_as_what_MAX_takes(Media media, String mime, String type) {
        assertThat(MaxOutbound.type(Attachment.stored(media, 5, "a", mime, 9))).isEqualTo(type);
        assertThat(MaxOutbound.type(new Attachment(Media.PHOTO, 5, null, "a", "image/png", 9, 7681, 10, 0)))
                .isEqualTo("file");
    }

    @Test
    void no_keyboard_that_is_planned_exceeds_a_limit_or_loses_a_button() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var lines = new ArrayList<List<Button>>();
            int count = 0;
            for (int row = random.nextInt(1, 40); row > 0; row--) {
                var line = new ArrayList<Button>();
                for (int i = random.nextInt(1, 10); i > 0; i--) {
                    boolean link = random.nextInt(4) == 0;
                    line.add(new Button(
                            "n" + count++,
                            link ? ButtonKind.URL : ButtonKind.TEXT,
                            link ? "https://x.example" : null,
                            null));
                }
                lines.add(line);
            }
            var content = Content.of("Choose", Part.Buttons.inline(lines));
            var labels = new ArrayList<String>();
            for (var part :
                    Planner.plan(7, content, MaxLimits.CAPABILITIES, null).parts()) {
                var rows = part.buttons() == null ? List.<List<Button>>of() : MaxOutbound.rows(part.buttons());
                assertThat(rows.size()).as("seed %d", seed).isLessThanOrEqualTo(30);
                for (var row : rows) {
                    boolean special = row.stream().anyMatch(button -> button.kind() != ButtonKind.TEXT);
                    assertThat(row.size()).as("seed %d", seed).isBetween(1, special ? 3 : 7);
                    row.forEach(button -> labels.add(button.label()));
                }
            }
            assertThat(labels).as("seed %d", seed).hasSize(count).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            400, attachment.not.ready, Key: errors.process.attachment.file.not.processed, TryLater
            400, proto.payload, text: size must be between 0 and 4000, Refused
            400, chat.not.found, Chat 5 not found, Unreachable
            401, verify.token, Invalid access_token, Broken
            403, chat.denied, 'Key: error.dialog.suspended, args: [5,].', Unreachable
            404, user.not.found, User 5 not found, Unreachable
            404, not.found, no such path, Refused
            404, -, -, Broken
            302, -, -, Broken
            405, -, -, Refused
            408, -, -, TryLater
            413, -, -, Refused
            429, too.many.requests, Too many requests, TryLater
            500, internal.error, -, TryLater
            503, service.unavailable, -, TryLater
            504, -, -, Unknown
            200, -, Message is too old, Refused
            """)
    void every_error_has_a_meaning(int status, String code, String message, String result) {
        var failed = new Reply.Failed(status, code == null ? "" : code, message == null ? "" : message, null);

        assertThat(MaxOutcome.ofSend(failed).getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void what_was_asked_for_is_waited_and_what_may_be_done_twice_is_not_in_doubt() {
        var limited = new Reply.Failed(429, "too.many.requests", "", Duration.ofSeconds(7));
        assertThat(((SendResult.TryLater) MaxOutcome.ofSend(limited)).after()).isEqualTo(Duration.ofSeconds(7));
        assertThat(MaxOutcome.ofSend(new Reply.Lost("no answer"))).isInstanceOf(SendResult.Unknown.class);
        assertThat(MaxOutcome.ofChange(new Reply.Lost("no answer"), List.of("mid.1")))
                .isInstanceOf(SendResult.TryLater.class);
        assertThat(MaxOutcome.ofChange(new Reply.Failed(403, "access.denied", "", null), List.of("mid.1")))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(MaxOutcome.ofDelete(new Reply.Failed(404, "message.not.found", "", null), List.of("mid.1")))
                .isEqualTo(new SendResult.Sent(List.of("mid.1")));
        assertThat(MaxOutcome.ofSend(new Reply.Done(json("{\"message\":{\"body\":{\"mid\":\"mid.9\"}}}"))))
                .isEqualTo(new SendResult.Sent(List.of("mid.9")));
    }

    private static Outbound outbound(String text, boolean markup, Part.Buttons buttons, String replyTo) {
        return new Outbound(7, text, markup, List.of(), buttons, null, null, null, null, replyTo);
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
