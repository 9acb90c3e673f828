package io.besedka.channel.viber;

import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Buttons as a keyboard: a grid six columns wide that fills from left to right, so the widths of a line must make six. */
final class ViberKeyboard {
    private static final int COLUMNS = 6;
    /** Asking for a phone or a place is understood from this version of clients on. */
    private static final int ASKING_VERSION = 3;

    private ViberKeyboard() {}

    static void add(Buttons buttons, ObjectNode body) {
        var grid = body.putObject("keyboard")
                .put("Type", "keyboard")
                .put("DefaultHeight", false)
                .putArray("Buttons");
        buttons.lines().forEach(line -> {
            for (int i = 0; i < line.size(); i++) {
                add(line.get(i), width(i, line.size()), grid);
            }
        });
        if (has(buttons, ButtonKind.PHONE) || has(buttons, ButtonKind.LOCATION)) {
            body.put("min_api_version", ASKING_VERSION);
        }
        if (has(buttons, ButtonKind.PHONE)) {
            body.put("tracking_data", ViberTracking.PHONE_ASKED);
        }
    }

    private static boolean has(Buttons buttons, ButtonKind kind) {
        return buttons.flat().stream().anyMatch(button -> button.kind() == kind);
    }

    /** What is left over goes to the last ones. */
    private static int width(int place, int inLine) {
        int wider = COLUMNS % inLine;
        return COLUMNS / inLine + (place >= inLine - wider ? 1 : 0);
    }

    private static void add(Button button, int columns, ArrayNode grid) {
        var cell = grid.addObject()
                .put("Columns", columns)
                .put("Rows", 1)
                .put("Text", plain(button.label()))
                .put("ActionType", action(button.kind()))
                .put("ActionBody", button.value());
        if (button.kind() == ButtonKind.TEXT || button.kind() == ButtonKind.URL) {
            // Else our key, or the address, would stand in the chat as if the client had typed it.
            cell.put("Silent", true);
        }
        if (button.color() != null) {
            addColor(cell, button.color());
        }
    }

    private static String action(ButtonKind kind) {
        return switch (kind) {
            case TEXT -> "reply";
            case URL, WEB_APP -> "open-url";
            case PHONE -> "share-phone";
            case LOCATION -> "location-picker";
        };
    }

    /** Labels are read as HTML. */
    private static String plain(String label) {
        return label.replace('<', '‹').replace('>', '›');
    }

    /** Light ones, because the letters stay dark. */
    private static void addColor(ObjectNode cell, String color) {
        switch (color) {
            case "primary" -> cell.put("BgColor", "#d9d3fb");
            case "positive" -> cell.put("BgColor", "#cdeccf");
            case "negative" -> cell.put("BgColor", "#f8d2d0");
            default -> {}
        }
    }
}
