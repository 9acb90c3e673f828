package io.besedka.api.salebot;

import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Salebot's buttons, a bare list or one with a {@code hint} for messengers that have none, as ours. */
final class ButtonReader {
    private static final int COUNT = 100;
    private static final int LABEL = 500;
    private static final int ADDRESS = 4_000;

    private record Placed(int line, int index, boolean inline, boolean stays, Button button) {}

    private ButtonReader() {}

    /** Null when there are none. */
    static Buttons read(JsonNode given) {
        var json = Parameters.parsed(given);
        var hint = json.isObject() ? Value.of(json.path("hint")) : null;
        var list = json.isObject() ? Parameters.parsed(json.path("buttons")) : json;
        if (Value.of(json) == null || list.isArray() && list.isEmpty()) {
            return null;
        }
        if (!list.isArray() || list.size() > COUNT) {
            throw Failed.because("buttons must be a list of at most " + COUNT);
        }
        var placed = new ArrayList<Placed>();
        for (int i = 0; i < list.size(); i++) {
            placed.add(placed(list.get(i), i));
        }
        return buttons(placed, hint);
    }

    private static Buttons buttons(List<Placed> placed, String hint) {
        boolean inline = placed.getFirst().inline();
        if (placed.stream().anyMatch(one -> one.inline() != inline)) {
            throw Failed.because("reply and inline buttons cannot be mixed in one message");
        }
        var lines = new TreeMap<Integer, List<Button>>();
        placed.stream()
                .sorted(Comparator.comparingInt(Placed::line).thenComparingInt(Placed::index))
                .forEach(one -> lines.computeIfAbsent(one.line(), line -> new ArrayList<>())
                        .add(one.button()));
        boolean stays = placed.stream().anyMatch(Placed::stays);
        return new Buttons(inline, List.copyOf(lines.values()), !inline && !stays, hint);
    }

    /** {@code one_time} means the opposite of its name: 1 keeps the keyboard. Without a line each button has one of its own. */
    private static Placed placed(JsonNode json, int place) {
        if (!json.isObject()) {
            throw Failed.because("a button is an object with a text");
        }
        var label = Value.of(json.path("text"));
        if (label == null || label.isBlank() || label.length() > LABEL) {
            throw Failed.because("a button needs a text of at most " + LABEL + " characters");
        }
        var kind = kind(json);
        var word = Value.of(json.path("type"));
        boolean inline =
                kind == ButtonKind.URL || kind == ButtonKind.WEB_APP ? !"reply".equals(word) : "inline".equals(word);
        var button = new Button(label, kind, address(json, kind), color(Value.of(json.path("color"))));
        boolean stays = Value.isTrue(Value.of(json.path("one_time")));
        return new Placed(number(json, "line", place), number(json, "index_in_line", place), inline, stays, button);
    }

    private static ButtonKind kind(JsonNode json) {
        var word = Value.of(json.path("type"));
        boolean asksPhone = Value.isTrue(Value.of(json.path("request_contact")));
        boolean asksPlace = Value.isTrue(Value.of(json.path("request_location")));
        return switch (word == null ? "reply" : word) {
            case "phone" -> ButtonKind.PHONE;
            case "location" -> ButtonKind.LOCATION;
            case "web_app" -> ButtonKind.WEB_APP;
            case "reply", "inline" ->
                asksPhone
                        ? ButtonKind.PHONE
                        : asksPlace
                                ? ButtonKind.LOCATION
                                : Value.of(json.path("web_app")) != null
                                        ? ButtonKind.WEB_APP
                                        : Value.of(json.path("url")) != null ? ButtonKind.URL : ButtonKind.TEXT;
            default -> throw Failed.because("a button's type is reply, inline, phone, location or web_app");
        };
    }

    private static String address(JsonNode json, ButtonKind kind) {
        if (kind != ButtonKind.URL && kind != ButtonKind.WEB_APP) {
            return null;
        }
        var app = kind == ButtonKind.WEB_APP ? Value.of(json.path("web_app")) : null;
        var address = app == null ? Value.of(json.path("url")) : app;
        boolean fit = address != null
                && address.length() <= ADDRESS
                && (address.startsWith("https://") || address.startsWith("http://"));
        if (!fit) {
            throw Failed.because("a button's address must begin with http:// or https://");
        }
        return address;
    }

    private static int number(JsonNode json, String name, int otherwise) {
        var text = Value.of(json.path(name));
        return text == null ? otherwise : (int) Math.clamp(Numbers.whole(name, text), 0, COUNT);
    }

    /** VK's words and the colours that stand behind them; others are left to the messenger. */
    private static String color(String word) {
        return switch (word == null ? "" : word.toLowerCase(java.util.Locale.ROOT)) {
            case "primary", "blue" -> "primary";
            case "positive", "green" -> "positive";
            case "negative", "red" -> "negative";
            default -> null;
        };
    }
}
