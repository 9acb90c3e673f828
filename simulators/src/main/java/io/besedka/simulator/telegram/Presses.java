package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pressing buttons: inline ones make a callback query, those of the reply keyboard a message. */
final class Presses {
    private static final String PHONE = "+79161234567";

    private Presses() {}

    static ObjectNode press(Person person, String label) {
        var chat = person.chat();
        synchronized (chat) {
            for (var line : chat.lines().reversed()) {
                var button = line.deleted ? null : inlineButton(line, label);
                if (button != null) return pressInline(person, line, button);
            }
            var button = replyButton(chat, label);
            if (button != null) return pressReply(person, button);
            throw new IllegalStateException(
                    person.name() + " sees no button \"" + label + "\"; the phone shows " + person.sees());
        }
    }

    static ObjectNode press(Person person, long messageId, String label) {
        var chat = person.chat();
        synchronized (chat) {
            var line = chat.find(messageId);
            var button = line == null ? null : inlineButton(line, label);
            if (button == null) throw new IllegalStateException("no button \"" + label + "\" under that message");
            return pressInline(person, line, button);
        }
    }

    static List<List<String>> keyboardLabels(Chat chat) {
        if (chat.keyboard == null || chat.keyboardUsed) return List.of();
        var rows = new ArrayList<List<String>>();
        for (var row : chat.keyboard.path("keyboard")) {
            rows.add(row.valueStream().map(Presses::label).toList());
        }
        return rows;
    }

    private static JsonNode inlineButton(Line line, String label) {
        for (var row : line.json.path("reply_markup").path("inline_keyboard")) {
            for (var button : row) if (button.path("text").asString("").equals(label)) return button;
        }
        return null;
    }

    private static JsonNode replyButton(Chat chat, String label) {
        if (chat.keyboard == null) return null;
        for (var row : chat.keyboard.path("keyboard")) {
            for (var button : row) if (label(button).equals(label)) return button;
        }
        return null;
    }

    private static String label(JsonNode button) {
        return button.isString() ? button.asString("") : button.path("text").asString("");
    }

    private static ObjectNode pressInline(Person person, Line line, JsonNode button) {
        if (!button.has("callback_data")) {
            throw new IllegalStateException("\"" + label(button) + "\" opens a page; the bot hears nothing of it");
        }
        var bot = person.bot();
        var id = Long.toString(person.id() << 20 | ThreadLocalRandom.current().nextInt(1 << 20)) + bot.updates.nextId();
        bot.asked(id, person.chat());
        var query = Json.object().put("id", id);
        query.set("from", person.user().json());
        query.set("message", line.json);
        query.put("chat_instance", Long.toString(-7_000_000_000L - person.chatId()));
        query.put("data", button.path("callback_data").asString(""));
        person.chat().toast = null;
        var update = bot.updates.put("callback_query", "q" + person.id(), query);
        person.chat().changed();
        return update;
    }

    private static ObjectNode pressReply(Person person, JsonNode button) {
        if (person.chat().keyboard.path("one_time_keyboard").asBoolean(false)) person.chat().keyboardUsed = true;
        if (button.path("request_contact").asBoolean(false)) return person.sharesPhone(PHONE);
        if (button.path("request_location").asBoolean(false)) return person.sendsLocation(55.7522, 37.6156);
        return person.writes(label(button));
    }
}
