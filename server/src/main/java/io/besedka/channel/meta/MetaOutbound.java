package io.besedka.channel.meta;

import io.besedka.channel.Connection;
import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bodies of the calls that make one outbound: a file, a text, or both where a file's buttons need words to stand under. Inline buttons
 * stand in a template; under a longer text than that takes, they become quick replies and lines.
 */
final class MetaOutbound {
    private static final String CARRIER = "👇";

    private MetaOutbound() {}

    /** @param attachment the uploaded or addressed file, or null */
    static List<ObjectNode> bodies(Connection connection, Recipient to, Outbound message, JsonNode attachment) {
        var bodies = new ArrayList<ObjectNode>();
        var text = plain(message);
        var buttons = message.buttons();
        if (attachment != null) {
            var body = Json.MAPPER.createObjectNode();
            body.set("attachment", attachment);
            boolean quick = buttons != null && text.isBlank() && !hasLinks(buttons);
            bodies.add(quick ? withQuickReplies(body, buttons) : body);
            buttons = quick ? null : buttons;
        }
        if (!text.isBlank() || buttons != null) {
            bodies.add(said(text.isBlank() ? CARRIER : text, buttons));
        }
        bodies.replaceAll(body -> enveloped(connection, to, message, body));
        return bodies;
    }

    /** The same with words in its file's place. */
    static Outbound worded(Outbound message, String words) {
        var text = plain(message);
        return new Outbound(
                message.seq(),
                text.isBlank() ? words : words + "\n" + text,
                false,
                List.of(),
                message.buttons(),
                null,
                null,
                null,
                null,
                message.replyTo(),
                message.piece(),
                message.speaker());
    }

    private static String plain(Outbound message) {
        return message.markup() ? Markup.plain(Markup.parse(message.text())) : message.text();
    }

    private static ObjectNode said(String text, Buttons buttons) {
        if (buttons == null) {
            return Json.MAPPER.createObjectNode().put("text", text);
        }
        if (buttons.inline() && text.length() <= MetaLimits.TEMPLATE_TEXT) {
            return template(text, buttons);
        }
        var links = buttons.flat().stream()
                .filter(MetaOutbound::isLink)
                .map(button -> "\n" + button.label() + ": " + button.value())
                .collect(Collectors.joining());
        return withQuickReplies(Json.MAPPER.createObjectNode().put("text", text + links), buttons);
    }

    private static ObjectNode template(String text, Buttons buttons) {
        var body = Json.MAPPER.createObjectNode();
        var payload = body.putObject("attachment").put("type", "template").putObject("payload");
        payload.put("template_type", "button").put("text", text);
        var list = payload.putArray("buttons");
        for (var button : buttons.flat()) {
            var one = list.addObject()
                    .put("type", isLink(button) ? "web_url" : "postback")
                    .put("title", button.label());
            one.put(isLink(button) ? "url" : "payload", button.value());
        }
        return body;
    }

    private static ObjectNode withQuickReplies(ObjectNode body, Buttons buttons) {
        var shown = buttons.flat().stream().filter(button -> !isLink(button)).toList();
        if (!shown.isEmpty()) {
            var replies = body.putArray("quick_replies");
            shown.forEach(button -> replies.add(quickReply(button)));
        }
        return body;
    }

    private static ObjectNode quickReply(Button button) {
        var reply = Json.MAPPER.createObjectNode();
        return button.kind() == ButtonKind.PHONE
                ? reply.put("content_type", "user_phone_number")
                : reply.put("content_type", "text").put("title", button.label()).put("payload", button.value());
    }

    private static boolean hasLinks(Buttons buttons) {
        return buttons.flat().stream().anyMatch(MetaOutbound::isLink);
    }

    private static boolean isLink(Button button) {
        return button.kind() == ButtonKind.URL || button.kind() == ButtonKind.WEB_APP;
    }

    /** Only Messenger is known to take a mark and to give it back. */
    private static ObjectNode enveloped(Connection connection, Recipient to, Outbound message, ObjectNode said) {
        var body = Json.MAPPER.createObjectNode();
        body.set("recipient", Answering.recipient(to));
        body.put("messaging_type", "RESPONSE");
        body.set("message", takesMarks(connection) ? said.put("metadata", Answering.mark(connection, message)) : said);
        if (message.replyTo() != null && !message.replyTo().startsWith("comment:")) {
            body.putObject("reply_to").put("mid", message.replyTo());
        }
        return body;
    }

    private static boolean takesMarks(Connection connection) {
        return !connection.channel().equals(Network.INSTAGRAM.word());
    }

    /** The same as written by a person after the usual window; Meta must have allowed it to the app. */
    static ObjectNode byHuman(ObjectNode body) {
        return body.deepCopy().put("messaging_type", "MESSAGE_TAG").put("tag", "HUMAN_AGENT");
    }

    static ObjectNode action(Recipient to, String action) {
        var body = Json.MAPPER.createObjectNode();
        body.putObject("recipient").put("id", to.externalId());
        return body.put("sender_action", action);
    }

    static ObjectNode reaction(Recipient to, String externalId, String emoji) {
        var body = action(to, emoji.isEmpty() ? "unreact" : "react");
        var payload = body.putObject("payload").put("message_id", externalId);
        if (!emoji.isEmpty()) {
            payload.put("reaction", Reactions.word(emoji));
        }
        return body;
    }
}
