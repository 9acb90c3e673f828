package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Keyboards as they are sent: checked whole, error 911 for whatever does not fit. */
final class Keyboards {
    private static final int LABEL = 40;
    private static final int PAYLOAD = 255;
    private static final int PER_LINE = 5;
    private static final Set<String> COLOURS = Set.of("primary", "secondary", "default", "positive", "negative");

    /** @param inline under the message, else below the composer */
    record Sent(boolean inline, boolean once, List<List<Button>> rows) {}

    private Keyboards() {}

    static Sent read(String sent) {
        var json = Json.parse(sent);
        if (!json.path("buttons").isArray()) throw invalid("buttons are missing");
        boolean inline = json.path("inline").asBoolean(false);
        boolean once = json.path("one_time").asBoolean(false);
        if (inline && once) throw invalid("one_time is not allowed with inline");
        var rows = new ArrayList<List<Button>>();
        for (var line : json.path("buttons")) rows.add(row(line));
        int count = rows.stream().mapToInt(List::size).sum();
        if (rows.size() > (inline ? 6 : 10) || count > (inline ? 10 : 40)) throw invalid("too many buttons");
        return new Sent(inline, once, rows);
    }

    private static List<Button> row(JsonNode line) {
        if (!line.isArray() || line.isEmpty() || line.size() > PER_LINE) throw invalid("a row has 1 to 5 buttons");
        var row = new ArrayList<Button>();
        for (var button : line) row.add(button(button, line.size()));
        return row;
    }

    private static Button button(JsonNode json, int inRow) {
        var action = json.path("action");
        var type = action.path("type").asString("");
        var payload = payload(action.path("payload"));
        boolean coloured = type.equals("text") || type.equals("callback");
        var colour = json.path("color").asString("");
        if (!colour.isEmpty() && (!coloured || !COLOURS.contains(colour))) throw invalid("color is wrong");
        var button = switch (type) {
            case "text" -> Button.say(label(action), payload);
            case "callback" -> Button.callback(label(action), payload);
            case "open_link" -> Button.link(label(action), link(action));
            case "location" -> Button.of(Button.Press.LOCATION, "Моё местоположение", payload);
            case "vkpay" -> Button.of(Button.Press.OTHER, "VK Pay", payload);
            case "open_app" -> Button.of(Button.Press.OTHER, label(action), payload);
            default -> throw invalid("unknown type of button");
        };
        if (type.equals("location") && inRow > 1) throw invalid("a location button takes a row");
        return button.coloured(colour).as(json);
    }

    private static String label(JsonNode action) {
        var label = action.path("label").asString("");
        if (label.isBlank() || label.length() > LABEL) throw invalid("label is empty or too long");
        return label;
    }

    private static String link(JsonNode action) {
        var link = action.path("link").asString("");
        if (!link.matches("(?i)https?://\\S+")) throw invalid("link is wrong");
        return link;
    }

    /** It may come as JSON or as a text with JSON; buttons keep the text. */
    private static String payload(JsonNode payload) {
        if (payload.isMissingNode() || payload.isNull()) return "";
        var text = payload.isString() ? payload.asString("") : payload.toString();
        if (text.length() > PAYLOAD) throw invalid("payload is too long");
        if (!text.isEmpty() && !Json.parse(text).isContainer()) throw invalid("payload is not JSON");
        return text;
    }

    private static RuntimeException invalid(String why) {
        return Replies.refusal(911, "Keyboard format is invalid: " + why);
    }
}
