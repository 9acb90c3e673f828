package io.besedka.simulator.max;

import io.besedka.simulator.messenger.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Inline keyboards: at most 210 buttons in 30 rows of 7, or of 3 where a row has more than answers in it. */
final class Keyboards {
    private static final int BUTTONS = 210;
    private static final int ROWS = 30;
    private static final int WIDE = 7;
    private static final int NARROW = 3;
    private static final Set<String> SPECIAL = Set.of("link", "open_app", "request_geo_location", "request_contact");

    private Keyboards() {}

    static List<List<Button>> read(JsonNode payload) {
        var json = payload.path("buttons");
        if (!json.isArray() || json.isEmpty()) throw Replies.bad("buttons: must not be empty");
        if (json.size() > ROWS) throw Replies.bad("Key: errors.maxRows, args: [" + ROWS + ",].");
        var rows = new ArrayList<List<Button>>();
        json.forEach(row -> rows.add(row(row)));
        if (rows.stream().mapToInt(List::size).sum() > BUTTONS)
            throw Replies.bad("Key: errors.maxButtons, args: [" + BUTTONS + ",].");
        return rows;
    }

    private static List<Button> row(JsonNode json) {
        if (!json.isArray() || json.isEmpty()) throw Replies.bad("buttons: a row must not be empty");
        boolean narrow = json.valueStream()
                .anyMatch(button -> SPECIAL.contains(button.path("type").asString("")));
        if (json.size() > (narrow ? NARROW : WIDE))
            throw Replies.bad("Key: errors.maxRowSize, args: [" + (narrow ? NARROW : WIDE) + ",].");
        return json.valueStream().map(Keyboards::button).toList();
    }

    private static Button button(JsonNode json) {
        var text = needed(json, "text", 128);
        var button = switch (json.path("type").asString("")) {
            case "callback" -> Button.callback(text, needed(json, "payload", 1_024));
            case "link" -> Button.link(text, address(json));
            case "request_contact" -> Button.of(Button.Press.PHONE, text, "");
            case "request_geo_location" -> Button.of(Button.Press.LOCATION, text, "");
            case "message" -> Button.say(text, text);
            case "open_app", "clipboard" -> Button.of(Button.Press.OTHER, text, "");
            default ->
                throw Replies.bad("buttons: unknown type " + json.path("type").asString(""));
        };
        return button.as(json);
    }

    private static String address(JsonNode json) {
        var url = needed(json, "url", 2_048);
        if (!url.matches("(?i)(https?|tel|mailto|max):\\S+")) throw Replies.bad("url: is not an address");
        return url;
    }

    private static String needed(JsonNode json, String name, int most) {
        var text = json.path(name).asString("");
        if (text.isEmpty() || text.length() > most) throw Replies.bad(name + ": size must be between 1 and " + most);
        return text;
    }
}
