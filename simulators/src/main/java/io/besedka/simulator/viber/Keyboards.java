package io.besedka.simulator.viber;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Card;
import io.besedka.simulator.messenger.Keyboard;
import io.besedka.simulator.messenger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Keyboards and rich media: a grid six columns wide, filled button by button. */
final class Keyboards {
    private static final int WIDTH = 6;
    private static final int ROWS = 24;
    private static final int LABEL = 250;
    private static final Set<String> ACTIONS = Set.of("reply", "open-url", "location-picker", "share-phone", "none");

    private Keyboards() {}

    /** What the phone finds wrong; empty when nothing. */
    static String wrongWith(JsonNode keyboard, int api) {
        if (!keyboard.path("Type").asString("").equals("keyboard")) return "keyboard is not valid. Type is missing";
        var buttons = keyboard.path("Buttons");
        if (!buttons.isArray() || buttons.isEmpty()) return "keyboard is not valid. [Buttons are missing]";
        int cells = 0;
        for (var button : buttons) {
            var wrong = wrong(button, 2, api);
            if (!wrong.isEmpty()) return "keyboard is not valid. " + wrong;
            cells += button.path("Columns").asInt(WIDTH) * button.path("Rows").asInt(1);
        }
        return cells > WIDTH * ROWS ? "keyboard is not valid. [too many rows]" : "";
    }

    static String wrongWithRich(JsonNode rich, int api) {
        if (api < 2) return "rich media is not valid. [min_api_version is below 2]";
        int columns = rich.path("ButtonsGroupColumns").asInt(WIDTH);
        int rows = rich.path("ButtonsGroupRows").asInt(7);
        if (columns < 1 || columns > 6 || rows < 1 || rows > 7) return "rich media is not valid. [group size]";
        var buttons = rich.path("Buttons");
        if (!buttons.isArray() || buttons.isEmpty()) return "rich media is not valid. [Buttons are missing]";
        for (var button : buttons) {
            var wrong = wrong(button, 7, api);
            if (!wrong.isEmpty()) return "rich media is not valid. " + wrong;
        }
        return cards(rich).size() > 6 ? "rich media is not valid. [too many groups]" : "";
    }

    private static String wrong(JsonNode button, int mostRows, int api) {
        int columns = button.path("Columns").asInt(WIDTH);
        int rows = button.path("Rows").asInt(1);
        var action = action(button);
        if (columns < 1 || columns > WIDTH) return "[object has invalid Columns]";
        if (rows < 1 || rows > mostRows) return "[object has invalid Rows]";
        if (!ACTIONS.contains(action)) return "[object has invalid ActionType]";
        if (!action.equals("none") && button.path("ActionBody").asString("").isEmpty())
            return "[object has missing required properties (ActionBody)]";
        if (button.path("Text").asString("").length() > LABEL) return "[Text is too long]";
        boolean young = action.equals("share-phone") || action.equals("location-picker");
        return young && api < 3 ? "[min_api_version is below 3 for " + action + "]" : "";
    }

    static Keyboard read(JsonNode keyboard) {
        var rows = new ArrayList<List<Button>>();
        var row = new ArrayList<Button>();
        int filled = 0;
        for (var json : keyboard.path("Buttons")) {
            int columns = json.path("Columns").asInt(WIDTH);
            if (filled + columns > WIDTH) {
                rows.add(List.copyOf(row));
                row.clear();
                filled = 0;
            }
            row.add(button(json));
            filled += columns;
        }
        rows.add(row);
        return Keyboard.of(rows);
    }

    /** Rich media as cards: buttons fill a group of columns times rows, then the next begins. */
    static List<Card> cards(JsonNode rich) {
        int cells = rich.path("ButtonsGroupColumns").asInt(WIDTH)
                * rich.path("ButtonsGroupRows").asInt(7);
        var cards = new ArrayList<Card>();
        var group = new ArrayList<JsonNode>();
        int filled = 0;
        for (var button : rich.path("Buttons")) {
            group.add(button);
            filled += button.path("Columns").asInt(WIDTH) * button.path("Rows").asInt(1);
            if (filled < cells) continue;
            cards.add(card(group));
            group.clear();
            filled = 0;
        }
        if (!group.isEmpty()) cards.add(card(group));
        return cards;
    }

    private static Card card(List<JsonNode> group) {
        var texts = new ArrayList<String>();
        var buttons = new ArrayList<Button>();
        Attachment image = null;
        for (var json : group) {
            var picture = json.path("Image").asString("");
            var label = json.path("Text").asString("");
            if (image == null && !picture.isEmpty()) image = Attachment.at(Kind.PHOTO, picture);
            if (action(json).equals("none")) texts.add(plain(label));
            else if (!label.isEmpty()) buttons.add(button(json));
        }
        var title = texts.isEmpty() ? "" : texts.getFirst();
        var rest = texts.size() < 2 ? "" : String.join("\n", texts.subList(1, texts.size()));
        return new Card(title, rest, image, buttons);
    }

    private static Button button(JsonNode json) {
        var body = json.path("ActionBody").asString("");
        var label = plain(json.path("Text").asString(body));
        var button = switch (action(json)) {
            case "open-url" -> Button.link(label, body);
            case "share-phone" -> Button.of(Button.Press.PHONE, label, body);
            case "location-picker" -> Button.of(Button.Press.LOCATION, label, body);
            case "none" -> Button.of(Button.Press.OTHER, label, "");
            default -> Button.say(label, body);
        };
        return button.coloured(json.path("BgColor").asString("")).as(json);
    }

    private static String action(JsonNode button) {
        return button.path("ActionType").asString("reply");
    }

    /** Labels may hold simple HTML. */
    private static String plain(String label) {
        return label.replaceAll("(?i)<br\\s*/?>", " ")
                .replaceAll("<[^>]{1,80}>", "")
                .strip();
    }
}
