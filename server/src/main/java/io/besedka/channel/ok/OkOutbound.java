package io.besedka.channel.ok;

import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Button;
import io.besedka.platform.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of the calls that act on a chat. */
final class OkOutbound {
    /** A keyboard stands only beside a text or a picture. */
    private static final String CARRIER = "👇";

    private OkOutbound() {}

    /** Into the chat where the client wrote last, else to the user: OK finds that chat itself, if the user allows it. */
    static String path(Recipient to) {
        return isChat(to) ? "/me/messages/" + to.replyPath() : "/me/messages";
    }

    private static boolean isChat(Recipient to) {
        return to.replyPath() != null && to.replyPath().startsWith("chat:") && OkInbound.isId(to.replyPath());
    }

    private static ObjectNode to(Recipient to) {
        var body = Json.MAPPER.createObjectNode();
        if (isChat(to)) {
            body.putObject("recipient").put("chat_id", to.replyPath());
        } else {
            body.putObject("recipient")
                    .put(to.externalId().startsWith("chat:") ? "chat_id" : "user_id", to.externalId());
        }
        return body;
    }

    static ObjectNode action(Recipient to, String action) {
        return to(to).put("sender_action", action);
    }

    static ObjectNode message(Recipient to, Outbound message, List<JsonNode> media) {
        var body = to(to);
        var said = body.putObject("message");
        var text = message.markup() ? Markup.plain(Markup.parse(message.text())) : message.text();
        if (text.isBlank() && message.buttons() != null && !hasPicture(media)) {
            text = CARRIER;
        }
        if (!text.isBlank()) {
            said.put("text", text);
        }
        if (message.replyTo() != null && message.replyTo().startsWith("mid:")) {
            said.put("reply_to", message.replyTo());
        }
        if (!media.isEmpty() || message.buttons() != null) {
            var attachments = said.putArray("attachments");
            media.forEach(attachments::add);
            if (message.buttons() != null) {
                attachments.add(keyboard(message.buttons()));
            }
        }
        return body;
    }

    private static boolean hasPicture(List<JsonNode> media) {
        return media.stream().anyMatch(one -> one.path("type").stringValue("").equals("IMAGE"));
    }

    private static ObjectNode keyboard(Part.Buttons buttons) {
        var attachment = Json.MAPPER.createObjectNode().put("type", "INLINE_KEYBOARD");
        var rows = attachment.putObject("payload").putObject("keyboard").putArray("buttons");
        for (var line : buttons.lines()) {
            var row = rows.addArray();
            line.forEach(button -> row.add(button(button)));
        }
        return attachment;
    }

    private static ObjectNode button(Button button) {
        boolean link = button.kind() == Part.ButtonKind.URL;
        return Json.MAPPER
                .createObjectNode()
                .put("type", link ? "LINK" : "CALLBACK")
                .put("text", button.label())
                .put("intent", intent(button.color()))
                .put(link ? "url" : "payload", button.value());
    }

    private static String intent(String color) {
        return switch (color) {
            case "positive" -> "POSITIVE";
            case "negative" -> "NEGATIVE";
            case null, default -> "DEFAULT";
        };
    }
}
