package io.besedka.channel.vk;

import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Buttons as a keyboard. Under a message they are pressed quietly; those below the composer say their label. */
final class VkKeyboard {
    private VkKeyboard() {}

    static String of(Buttons buttons) {
        var keyboard = Json.MAPPER.createObjectNode().put("inline", buttons.inline());
        if (!buttons.inline()) {
            keyboard.put("one_time", buttons.oneTime());
        }
        var lines = keyboard.putArray("buttons");
        for (var line : buttons.lines()) {
            placesAlone(line).forEach(alone -> add(alone, buttons.inline(), lines.addArray()));
        }
        return Json.text(keyboard);
    }

    /** A button that asks for a place fills a line. */
    private static List<List<Button>> placesAlone(List<Button> line) {
        var lines = new ArrayList<List<Button>>();
        var others = line.stream()
                .filter(button -> button.kind() != ButtonKind.LOCATION)
                .toList();
        if (!others.isEmpty()) {
            lines.add(others);
        }
        line.stream()
                .filter(button -> button.kind() == ButtonKind.LOCATION)
                .map(List::of)
                .forEach(lines::add);
        return lines;
    }

    private static void add(List<Button> line, boolean inline, ArrayNode to) {
        for (var button : line) {
            var cell = to.addObject();
            var action = cell.putObject("action");
            switch (button.kind()) {
                case TEXT, PHONE -> {
                    labelled(action, inline ? "callback" : "text", button)
                            .put("payload", VkPress.payload(button.value()));
                    cell.put("color", color(button.color()));
                }
                case URL, WEB_APP -> labelled(action, "open_link", button).put("link", button.value());
                case LOCATION -> action.put("type", "location").put("payload", VkPress.payload(button.value()));
            }
        }
    }

    private static ObjectNode labelled(ObjectNode action, String type, Button button) {
        return action.put("type", type).put("label", button.label());
    }

    private static String color(String color) {
        return switch (color) {
            case "primary", "positive", "negative" -> color;
            case null, default -> "secondary";
        };
    }
}
