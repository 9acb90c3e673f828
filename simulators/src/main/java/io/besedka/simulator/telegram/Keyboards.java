package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks reply_markup: kinds, counts, lengths. The practical ceilings are not official (see docs/simulators.md). */
final class Keyboards {
    private static final int INLINE_BUTTONS = 100;
    private static final int INLINE_PER_ROW = 8;
    private static final int REPLY_BUTTONS = 300;
    private static final int REPLY_PER_ROW = 12;
    private static final int CALLBACK_BYTES = 64;
    private static final Pattern URL = Pattern.compile("(https?|tg|tonsite)://\\S+|mailto:\\S+");
    private static final List<String> ACTIONS = List.of(
            "callback_data",
            "url",
            "web_app",
            "login_url",
            "switch_inline_query",
            "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat",
            "copy_text",
            "callback_game",
            "pay");

    private Keyboards() {}

    static Optional<ObjectNode> of(Call call) {
        var markup = call.structure("reply_markup");
        if (markup.isEmpty()) return Optional.empty();
        if (!(markup.get() instanceof ObjectNode object)) {
            throw Refusal.badRequest("object expected as reply markup");
        }
        if (object.has("inline_keyboard")) return inline(object);
        if (object.has("keyboard")) return Optional.of(reply(object));
        if (object.path("remove_keyboard").asBoolean(false)
                || object.path("force_reply").asBoolean(false)) {
            return Optional.of(object);
        }
        return Optional.empty();
    }

    static boolean isInline(ObjectNode markup) {
        return markup.has("inline_keyboard");
    }

    private static Optional<ObjectNode> inline(ObjectNode markup) {
        var rows = rows(markup.get("inline_keyboard"), "inline keyboard", INLINE_BUTTONS, INLINE_PER_ROW);
        for (var row : rows) row.forEach(Keyboards::inlineButton);
        return rows.isEmpty() ? Optional.empty() : Optional.of(Json.object().set("inline_keyboard", rows));
    }

    private static void inlineButton(JsonNode button) {
        var text = button.path("text").asString("");
        if (text.isBlank()) throw badButton("inline keyboard", "Field \"text\" must be of type String");
        long actions = ACTIONS.stream().filter(button::has).count();
        if (actions == 0) throw badButton("inline keyboard", "Text buttons are unallowed in the inline keyboard");
        if (button.has("callback_data")) {
            int bytes = button.path("callback_data").asString("").getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > CALLBACK_BYTES) throw Refusal.badRequest("BUTTON_DATA_INVALID");
        }
        if (button.has("url")) checkUrl(button.path("url").asString(""));
    }

    private static void checkUrl(String url) {
        // Telegram adds http:// to a bare host name.
        var full = url.contains(":") ? url : "http://" + url;
        if (!URL.matcher(full).matches() || !full.contains(".") && !full.startsWith("tg:")) {
            throw Refusal.badRequest("inline keyboard button URL '" + url + "' is invalid: Wrong HTTP URL");
        }
    }

    private static ObjectNode reply(ObjectNode markup) {
        var rows = rows(markup.get("keyboard"), "reply keyboard", REPLY_BUTTONS, REPLY_PER_ROW);
        for (var row : rows) {
            for (var button : row) {
                var text = button.isString()
                        ? button.asString("")
                        : button.path("text").asString("");
                if (text.isBlank()) throw badButton("keyboard", "Field \"text\" must be of type String");
            }
        }
        var placeholder = markup.path("input_field_placeholder").asString("");
        if (placeholder.length() > 64) throw Refusal.badRequest("BUTTON_TEXT_INVALID");
        var copy = markup.deepCopy();
        copy.set("keyboard", rows);
        return copy;
    }

    private static ArrayNode rows(JsonNode keyboard, String kind, int most, int perRow) {
        if (!keyboard.isArray()) throw Refusal.badRequest("field \"" + kind + "\" must be of type Array");
        var rows = Json.array();
        int count = 0;
        for (var row : keyboard) {
            if (!row.isArray()) throw Refusal.badRequest("can't parse " + kind + ": row must be of type Array");
            if (row.size() > perRow) throw Refusal.badRequest("reply markup is too long");
            count += row.size();
            if (!row.isEmpty()) rows.add(row);
        }
        if (count > most) throw Refusal.badRequest("reply markup is too long");
        return rows;
    }

    private static Refusal badButton(String kind, String why) {
        return Refusal.badRequest("can't parse " + kind + " button: " + why);
    }
}
