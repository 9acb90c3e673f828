package io.besedka.simulator.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as a person sees it on the phone: a picture of one moment. {@code text} is the text or the caption;
 * {@code kind} is the Bot API's member name (text, photo, location, ...); {@code buttons} are the labels of the inline
 * keyboard, row by row; {@code json} is the whole Bot API message.
 */
public record Message(
        long id,
        boolean fromBot,
        String kind,
        String text,
        List<List<String>> buttons,
        Optional<Long> replyTo,
        boolean edited,
        boolean deleted,
        List<String> botReactions,
        List<String> personReactions,
        JsonNode json) {
    static final List<String> KINDS = List.of(
            "text",
            "photo",
            "video",
            "animation",
            "audio",
            "voice",
            "video_note",
            "document",
            "sticker",
            "venue",
            "location",
            "contact");

    static Message of(Line line) {
        var json = line.json;
        return new Message(
                line.id,
                line.fromBot,
                kindOf(json),
                json.path("text").asString(json.path("caption").asString("")),
                labels(json),
                json.has("reply_to_message")
                        ? Optional.of(
                                json.path("reply_to_message").path("message_id").asLong(0))
                        : Optional.empty(),
                json.has("edit_date"),
                line.deleted,
                line.botReactions,
                line.personReactions,
                json);
    }

    static String kindOf(ObjectNode json) {
        return KINDS.stream().filter(json::has).findFirst().orElse("unknown");
    }

    /** What a person reads: the words, or the kind in brackets for a message without words. */
    public String shown() {
        return text.isEmpty() ? "[" + kind + "]" : text;
    }

    private static List<List<String>> labels(ObjectNode json) {
        var rows = new ArrayList<List<String>>();
        for (var row : json.path("reply_markup").path("inline_keyboard")) {
            rows.add(row.valueStream()
                    .map(button -> button.path("text").asString(""))
                    .toList());
        }
        return List.copyOf(rows);
    }
}
