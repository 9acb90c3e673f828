package io.besedka.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Outbound;
import io.besedka.channel.Planner;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelegramSendingTest {
    private static final String SENT_21 = "{\"ok\":true,\"result\":{\"message_id\":21}}";
    private static final Files FILES = (project, id) -> switch ((int) id) {
        case 404 -> throw new FileNotFoundException();
        case 500 -> new Files.Stored("broken.bin", null, 1000, broken());
        default ->
            new Files.Stored(
                    "file \"" + id + "\".txt",
                    "text/plain",
                    5,
                    new ByteArrayInputStream(("bytes" + id).getBytes(), 0, 5));
    };

    private final RecordingApi api = new RecordingApi();
    private final TelegramAdapter adapter = new TelegramAdapter(api.root(), FILES, Clock.system());
    private final Connection connection =
            new Connection(3, 8, "telegram", "Shop", false, Map.of(), Map.of("token", new Secret("7001:abc")));
    private final Recipient olga = new Recipient(new ConversationKey(3, 4), "5550101");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_text_is_sent_to_the_bots_own_path_and_gives_its_id() {
        api.answers(200, SENT_21);

        var result = send(Content.text("a < b"), "15");

        assertThat(result).isEqualTo(new SendResult.Sent(List.of("21")));
        assertThat(api.only().path()).isEqualTo("/bot7001:abc/sendMessage");
        assertThat(api.only().json().toString())
                .isEqualTo(
                        "{\"chat_id\":5550101,\"text\":\"a < b\",\"reply_parameters\":{\"message_id\":15,\"allow_sending_without_reply\":true}}");
    }

    @Test
    void markup_is_sent_as_html() {
        send(new Content("**a** < [b](https://x.example)", true, List.of()), null);

        assertThat(api.only().json().path("parse_mode").stringValue()).isEqualTo("HTML");
        assertThat(api.only().json().path("text").stringValue())
                .isEqualTo("<b>a</b> &lt; <a href=\"https://x.example\">b</a>");
    }

    @Test
    void inline_buttons_carry_keys_addresses_and_colours() {
        var buttons = Buttons.inline(List.of(
                List.of(new Button("Yes", ButtonKind.TEXT, "maker's own", "positive"), Button.text("No")),
                List.of(new Button("Site", ButtonKind.URL, "https://shop.example", null))));

        send(Content.of("Sure?", buttons), null);

        assertThat(api.only().json().path("reply_markup").toString())
                .isEqualTo(
                        "{\"inline_keyboard\":[[{\"text\":\"Yes\",\"callback_data\":\"b9.0\",\"style\":\"success\"},"
                                + "{\"text\":\"No\",\"callback_data\":\"b9.1\"}],[{\"text\":\"Site\",\"url\":\"https://shop.example\"}]]}");
    }

    @Test
    void reply_buttons_ask_for_phone_and_place() {
        var buttons = Buttons.reply(List.of(List.of(
                Button.text("Menu"),
                new Button("Phone", ButtonKind.PHONE, null, null),
                new Button("Where", ButtonKind.LOCATION, null, null))));

        send(Content.of("Choose", buttons), null);

        assertThat(api.only().json().path("reply_markup").toString())
                .isEqualTo(
                        "{\"keyboard\":[[{\"text\":\"Menu\"},{\"text\":\"Phone\",\"request_contact\":true},"
                                + "{\"text\":\"Where\",\"request_location\":true}]],\"resize_keyboard\":true,\"one_time_keyboard\":true}");
    }

    @Test
    void a_file_is_uploaded_with_its_caption_and_buttons() {
        api.answers(200, SENT_21);

        send(Content.of("Vase", file(Media.PHOTO, 1), Buttons.inline(List.of(List.of(Button.text("Buy"))))), null);

        assertThat(api.only().method()).isEqualTo("sendPhoto");
        assertThat(api.only().contentType()).startsWith("multipart/form-data; boundary=");
        assertThat(api.only().text())
                .contains("name=\"chat_id\"\r\n\r\n5550101\r\n")
                .contains("name=\"caption\"\r\n\r\nVase\r\n")
                .contains(
                        "name=\"reply_markup\"\r\n\r\n{\"inline_keyboard\":[[{\"text\":\"Buy\",\"callback_data\":\"b9.0\"}]]}\r\n")
                .contains(
                        "name=\"photo\"; filename=\"file %221%22.txt\"\r\nContent-Type: text/plain\r\n\r\nbytes\r\n--");
    }

    @Test
    void every_kind_of_file_has_its_method() {
        for (var media : Media.values()) {
            send(Content.of("", file(media, 1)), null);
        }

        assertThat(api.requests())
                .extracting(RecordingApi.Request::method)
                .containsExactly(
                        "sendPhoto",
                        "sendVideo",
                        "sendAudio",
                        "sendVoice",
                        "sendVideoNote",
                        "sendAnimation",
                        "sendSticker",
                        "sendDocument");
    }

    @Test
    void an_album_gives_the_id_of_each_item() {
        api.answers(200, "{\"ok\":true,\"result\":[{\"message_id\":21},{\"message_id\":22}]}");

        var result = send(Content.of("Two", file(Media.PHOTO, 1), file(Media.VIDEO, 2)), null);

        assertThat(result).isEqualTo(new SendResult.Sent(List.of("21", "22")));
        assertThat(api.only().method()).isEqualTo("sendMediaGroup");
        assertThat(api.only().text())
                .contains(
                        "[{\"type\":\"photo\",\"media\":\"attach://file0\",\"caption\":\"Two\"},{\"type\":\"video\",\"media\":\"attach://file1\"}]")
                .contains("name=\"file0\"", "name=\"file1\"");
    }

    @Test
    void places_and_cards_have_methods_of_their_own() {
        send(Content.of("", new Part.Location(55.5, 37.5, null, null)), null);
        send(Content.of("", new Part.Location(55.5, 37.5, "Shop", null)), null);
        send(Content.of("", new Part.ContactCard("+79990000303", "Shop", null, false)), null);

        assertThat(api.requests())
                .extracting(RecordingApi.Request::method)
                .containsExactly("sendLocation", "sendVenue", "sendContact");
        assertThat(api.requests().get(1).json().path("address").stringValue()).isEqualTo("Shop");
    }

    @Test
    void a_message_is_edited_deleted_and_reacted_to() {
        var words = outbound(Content.text("New"), null);
        var caption = outbound(Content.of("New", file(Media.PHOTO, 1)), null);

        assertThat(adapter.edit(connection, olga, "21", words)).isEqualTo(new SendResult.Sent(List.of("21")));
        adapter.edit(connection, olga, "21", caption);
        adapter.delete(connection, olga, List.of("21"));
        adapter.delete(connection, olga, List.of("21", "22"));
        adapter.react(connection, olga, "15", "👍");
        adapter.react(connection, olga, "15", "");

        assertThat(api.requests())
                .extracting(request -> request.method() + request.json())
                .containsExactly(
                        "editMessageText{\"chat_id\":5550101,\"message_id\":21,\"text\":\"New\"}",
                        "editMessageCaption{\"chat_id\":5550101,\"message_id\":21,\"caption\":\"New\"}",
                        "deleteMessage{\"chat_id\":5550101,\"message_id\":21}",
                        "deleteMessages{\"chat_id\":5550101,\"message_ids\":[21,22]}",
                        "setMessageReaction{\"chat_id\":5550101,\"message_id\":15,\"reaction\":[{\"type\":\"emoji\",\"emoji\":\"👍\"}]}",
                        "setMessageReaction{\"chat_id\":5550101,\"message_id\":15,\"reaction\":[]}");
    }

    @Test
    void more_than_a_hundred_messages_are_deleted_in_several_calls() {
        var result = adapter.delete(connection, olga, Collections.nCopies(101, "5"));

        assertThat(result).isInstanceOf(SendResult.Sent.class);
        assertThat(api.requests())
                .extracting(RecordingApi.Request::method)
                .containsExactly("deleteMessages", "deleteMessage");
    }

    @Test
    void typing_and_presses_are_passed_on() {
        adapter.typing(connection, olga);
        adapter.acknowledgePress(connection, "cb4382bf-99");

        assertThat(api.requests())
                .extracting(request -> request.method() + request.json())
                .containsExactly(
                        "sendChatAction{\"chat_id\":5550101,\"action\":\"typing\"}",
                        "answerCallbackQuery{\"callback_query_id\":\"4382bf-99\"}");
    }

    @Test
    void a_file_that_is_gone_or_unreadable_is_not_taken_for_a_lost_answer() {
        assertThat(send(Content.of("", file(Media.FILE, 404)), null)).isInstanceOf(SendResult.Refused.class);
        assertThat(send(Content.of("", file(Media.FILE, 500)), null)).isInstanceOf(SendResult.TryLater.class);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void nothing_is_sent_without_a_usable_token() {
        var careless =
                new Connection(3, 8, "telegram", "Shop", false, Map.of(), Map.of("token", new Secret("70 01/../x")));

        assertThat(adapter.send(careless, olga, outbound(Content.text("a"), null)))
                .isInstanceOf(SendResult.Broken.class);
        assertThat(adapter.send(
                        connection, new Recipient(olga.conversation(), "olga"), outbound(Content.text("a"), null)))
                .isInstanceOf(SendResult.Refused.class);
        assertThat(api.requests()).isEmpty();
    }

    private SendResult send(Content content, String replyTo) {
        return adapter.send(connection, olga, outbound(content, replyTo));
    }

    private static Outbound outbound(Content content, String replyTo) {
        var parts =
                Planner.plan(9, content, TelegramLimits.CAPABILITIES, replyTo).parts();
        assertThat(parts).hasSize(1);
        return parts.getFirst();
    }

    private static Attachment file(Media media, long id) {
        return Attachment.stored(media, id, "f", "text/plain", 5);
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
    }
}
