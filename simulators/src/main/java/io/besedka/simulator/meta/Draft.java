package io.besedka.simulator.meta;

import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Card;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Keyboard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A message as the Send API takes it, checked. {@code template} is null where there is none. */
record Draft(Content content, Keyboard keyboard, String metadata, JsonNode template) {
    private static final int TEXT = 2_000;
    private static final int INSTAGRAM_BYTES = 1_000;
    private static final int TEMPLATE_TEXT = 640;
    private static final int CARD_TEXT = 80;
    private static final int TITLE = 20;
    private static final int PAYLOAD = 1_000;
    private static final int METADATA = 1_000;

    static Draft of(JsonNode message, Uploads uploads, boolean instagram) {
        if (!message.isObject()) throw Replies.bad("param message must be non-empty.");
        var text = message.path("text").asString("");
        var attachment = message.path("attachment");
        if (text.isEmpty() == attachment.isMissingNode())
            throw Replies.bad("message must have either text or an attachment");
        checkText(text, instagram);
        var metadata = message.path("metadata").asString("");
        if (instagram && !metadata.isEmpty())
            throw Replies.bad("Invalid keys \"metadata\" were found in param \"message\"");
        if (metadata.length() > METADATA) throw Replies.bad("metadata is too long");
        var keyboard = quickReplies(message.path("quick_replies"), instagram);
        if (!text.isEmpty()) return new Draft(Content.text(text), keyboard, metadata, null);
        if (!attachment.path("type").asString("").equals("template")) {
            return new Draft(Content.of(uploads.of(attachment)), keyboard, metadata, null);
        }
        return new Draft(template(attachment.path("payload")), keyboard, metadata, attachment.path("payload"));
    }

    private static void checkText(String text, boolean instagram) {
        boolean tooLong =
                instagram ? text.getBytes(StandardCharsets.UTF_8).length > INSTAGRAM_BYTES : text.length() > TEXT;
        if (tooLong)
            throw Replies.bad("Length of param message[text] must be less than or equal to "
                    + (instagram ? INSTAGRAM_BYTES : TEXT));
    }

    private static Keyboard quickReplies(JsonNode replies, boolean instagram) {
        if (replies.size() > 13) throw Replies.bad("quick_replies must have at most 13 elements");
        var row = new ArrayList<Button>();
        for (var reply : replies) row.add(quickReply(reply, instagram));
        return row.isEmpty() ? Keyboard.NONE : new Keyboard(List.of(row), true, "");
    }

    private static Button quickReply(JsonNode reply, boolean instagram) {
        return switch (reply.path("content_type").asString("")) {
            case "text" -> Button.say(title(reply), payload(reply));
            case "user_phone_number" -> {
                if (instagram) throw Replies.bad("content_type is not supported on Instagram");
                yield Button.of(Button.Press.PHONE, "Your phone number", "");
            }
            case "user_email" -> Button.of(Button.Press.OTHER, "Your e-mail", "");
            default -> throw Replies.bad("Invalid content_type of a quick reply");
        };
    }

    private static Content template(JsonNode payload) {
        return switch (payload.path("template_type").asString("")) {
            case "button" -> {
                var text = payload.path("text").asString("");
                if (text.isEmpty() || text.length() > TEMPLATE_TEXT)
                    throw Replies.bad("text of a button template has 1-640 characters");
                var buttons = buttons(payload.path("buttons"));
                if (buttons.isEmpty()) throw Replies.bad("a button template has buttons");
                yield Content.text(text)
                        .withButtons(buttons.stream().map(List::of).toList());
            }
            case "generic" -> generic(payload.path("elements"));
            default -> throw Replies.bad("Invalid template_type");
        };
    }

    private static Content generic(JsonNode elements) {
        if (elements.isEmpty() || elements.size() > 10) throw Replies.bad("a generic template has 1-10 elements");
        var cards = new ArrayList<Card>();
        for (var element : elements) {
            var title = element.path("title").asString("");
            var subtitle = element.path("subtitle").asString("");
            if (title.isEmpty() || title.length() > CARD_TEXT || subtitle.length() > CARD_TEXT) {
                throw Replies.bad("title and subtitle have at most 80 characters");
            }
            cards.add(new Card(title, subtitle, null, buttons(element.path("buttons"))));
        }
        return Content.text("").withCards(cards);
    }

    private static List<Button> buttons(JsonNode told) {
        if (told.size() > 3) throw Replies.bad("there are at most 3 buttons");
        var buttons = new ArrayList<Button>();
        for (var button : told) {
            buttons.add(
                    switch (button.path("type").asString("")) {
                        case "postback" -> Button.callback(title(button), payload(button));
                        case "web_url" -> {
                            var url = button.path("url").asString("");
                            if (!url.matches("https?://\\S+")) throw Replies.bad("url is not an address");
                            yield Button.link(title(button), url);
                        }
                        case "phone_number" -> Button.of(Button.Press.OTHER, title(button), payload(button));
                        default -> throw Replies.bad("Invalid type of a button");
                    });
        }
        return buttons;
    }

    private static String title(JsonNode of) {
        var title = of.path("title").asString("");
        if (title.isEmpty() || title.length() > TITLE) throw Replies.bad("title has 1-20 characters");
        return title;
    }

    private static String payload(JsonNode of) {
        var payload = of.path("payload").asString("");
        if (payload.isEmpty() || payload.length() > PAYLOAD) throw Replies.bad("payload has 1-1000 characters");
        return payload;
    }
}
