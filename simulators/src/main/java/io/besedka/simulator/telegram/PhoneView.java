package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import io.besedka.simulator.Params;
import java.time.Instant;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The simulator's state as the phone page and scripts read it. */
final class PhoneView {
    private static final int SHOWN = 300;

    private PhoneView() {}

    static JsonNode bots(TelegramSimulator simulator) {
        var bots = Json.array();
        for (var bot : simulator.bots()) {
            var sender = bot.updates.webhook();
            bots.addObject()
                    .put("id", bot.id())
                    .put("username", bot.username())
                    .put("name", bot.name())
                    .put("webhook", sender != null)
                    .put("pending", bot.pendingUpdates())
                    .put("lastError", sender == null || sender.lastError() == null ? "" : sender.lastError())
                    .set("commands", bot.commands);
        }
        return bots;
    }

    static JsonNode people(Bot bot) {
        var people = Json.array();
        bot.people().stream().sorted(Comparator.comparing(Person::name)).forEach(person -> people.add(person(person)));
        return people;
    }

    static ObjectNode person(Person person) {
        var json = Json.object().put("id", person.id()).put("name", person.name());
        var messages =
                person.messages().stream().filter(message -> !message.deleted()).toList();
        if (messages.isEmpty()) return json;
        var last = messages.getLast();
        return json.put("last", last.text())
                .put("lastKind", last.kind())
                .put("lastFromBot", last.fromBot())
                .put("lastAt", last.json().path("date").asLong(0));
    }

    static JsonNode chat(Person person) {
        var chat = person.chat();
        synchronized (chat) {
            var json = Json.object()
                    .put("id", person.id())
                    .put("name", person.name())
                    .put("started", chat.started)
                    .put("blocked", chat.blocked)
                    .put("changes", chat.changes)
                    .put("typing", person.seesTyping() ? chat.typingAction : "")
                    .put(
                            "typingMillis",
                            Math.max(
                                    0,
                                    chat.typingUntil.toEpochMilli()
                                            - now(person).toEpochMilli()));
            if (chat.keyboard != null && !chat.keyboardUsed) json.set("keyboard", chat.keyboard);
            if (chat.toast != null) {
                json.putObject("toast")
                        .put("text", chat.toast.text())
                        .put("alert", chat.toast.alert())
                        .put("url", chat.toast.url());
            }
            json.set("messages", messages(person));
            return json;
        }
    }

    private static Instant now(Person person) {
        return person.bot().simulator().time().now();
    }

    private static ArrayNode messages(Person person) {
        var shown = Json.array();
        var all =
                person.messages().stream().filter(message -> !message.deleted()).toList();
        for (var message : all.subList(Math.max(0, all.size() - SHOWN), all.size())) {
            var json = shown.addObject()
                    .put("id", message.id())
                    .put("fromBot", message.fromBot())
                    .put("kind", message.kind());
            json.set("json", message.json());
            message.botReactions().forEach(json.withArray("botReactions")::add);
            message.personReactions().forEach(json.withArray("personReactions")::add);
        }
        return shown;
    }

    static JsonNode ledger(Ledger ledger, Params params) {
        int limit = (int) Math.clamp(params.number("limit", 1000), 1, 100_000);
        long chat = params.number("chat", 0);
        var entries = chat != 0 ? ledger.ofChat(chat) : ledger.after(params.number("after", 0), limit);
        var json = Json.object().put("count", ledger.count());
        var array = json.putArray("entries");
        for (var entry : entries) {
            array.addObject()
                    .put("number", entry.number())
                    .put("bot_id", entry.botId())
                    .put("method", entry.method())
                    .put("chat_id", entry.chatId())
                    .put("message_id", entry.messageId())
                    .put("text", entry.text())
                    .put("at", entry.at().toString());
        }
        return json;
    }
}
