package io.besedka.widget;

import io.besedka.conversation.Author;
import io.besedka.conversation.Message;
import io.besedka.conversation.Part;
import io.besedka.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as a visitor sees it.
 *
 * @param from {@code me} or {@code them}
 * @param name the shown name of who wrote it, or null
 * @param status {@code sent} or {@code read} of the visitor's own, else null
 */
record WidgetMessage(
        long seq,
        Instant at,
        String from,
        String name,
        Boolean bot,
        Map<String, Object> content,
        Long replyTo,
        Instant editedAt,
        Instant deletedAt,
        String status,
        String key) {
    /** Notes and the thin lines of the history are not for visitors. */
    static boolean isShown(Message message) {
        return !message.note() && message.author().kind() != Author.Kind.SYSTEM;
    }

    static WidgetMessage of(Message message, long readSeq, LongFunction<String> names, LongFunction<String> fileUrls) {
        boolean mine = message.author().kind() == Author.Kind.CLIENT;
        boolean bot = message.author().kind() == Author.Kind.BOT;
        return new WidgetMessage(
                message.seq(),
                message.at(),
                mine ? "me" : "them",
                message.author().kind() == Author.Kind.OPERATOR
                        ? names.apply(message.author().id())
                        : null,
                bot ? true : null,
                message.deletedAt() == null ? content(message, fileUrls) : Map.of("text", "", "parts", List.of()),
                message.replyTo() == 0 ? null : message.replyTo(),
                message.editedAt(),
                message.deletedAt(),
                mine ? (message.seq() <= readSeq ? "read" : "sent") : null,
                message.key());
    }

    private static Map<String, Object> content(Message message, LongFunction<String> fileUrls) {
        var parts = message.content().parts().stream()
                .map(part -> part(part, fileUrls))
                .toList();
        return Map.of(
                "text", message.content().text(), "markup", message.content().markup(), "parts", parts);
    }

    /** Attachments carry the address of their file; buttons do not carry their maker's payload. */
    private static JsonNode part(Part part, LongFunction<String> fileUrls) {
        ObjectNode shown = Json.MAPPER.valueToTree(disclosed(part));
        if (part instanceof Part.Attachment file) {
            shown.put("url", fileUrls.apply(file.fileId()));
        }
        return shown;
    }

    private static Part disclosed(Part part) {
        return switch (part) {
            case Part.Buttons buttons ->
                new Part.Buttons(
                        buttons.inline(),
                        buttons.lines().stream()
                                .map(line ->
                                        line.stream().map(WidgetMessage::shown).toList())
                                .toList(),
                        buttons.oneTime(),
                        buttons.hint());
            case Part.Press press -> new Part.Press(press.seq(), press.index(), null);
            case Part.Attachment a -> a;
            case Part.ListMenu m -> m;
            case Part.Location l -> l;
            case Part.ContactCard c -> c;
            case Part.Template t -> t;
            case Part.Unsupported u -> u;
        };
    }

    private static Part.Button shown(Part.Button button) {
        boolean address = button.kind() == Part.ButtonKind.URL || button.kind() == Part.ButtonKind.WEB_APP;
        return address ? button : new Part.Button(button.label(), button.kind(), null, button.color());
    }
}
