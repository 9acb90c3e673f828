package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import io.besedka.simulator.Params;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The messenger's state as the phone page and scripts read it. */
final class PhoneView {
    private static final int SHOWN = 300;

    private PhoneView() {}

    static JsonNode look(Look look) {
        var json = Json.object()
                .put("word", look.word())
                .put("name", look.name())
                .put("letter", look.letter())
                .put("accent", look.accent())
                .put("own", look.own());
        look.faces().forEach(json.putArray("faces")::add);
        var can = json.putArray("can");
        look.can().stream().sorted().forEach(one -> can.add(one.name().toLowerCase(Locale.ROOT)));
        return json;
    }

    static JsonNode accounts(Messenger messenger) {
        var accounts = Json.array();
        for (var account : messenger.accounts()) {
            var hooks = account.updates().hooks();
            var json = accounts.addObject()
                    .put("id", account.id())
                    .put("name", account.name())
                    .put("pending", account.updates().pending());
            var shown = json.putArray("hooks");
            for (var hook : hooks) {
                shown.addObject()
                        .put("url", hook.url().toString())
                        .put("pending", hook.pending())
                        .put("lastError", hook.lastError());
            }
        }
        return accounts;
    }

    static JsonNode people(Account account) {
        var people = Json.array();
        account.people().forEach(person -> people.add(person(person)));
        return people;
    }

    static ObjectNode person(Person person) {
        var json =
                Json.object().put("id", person.id()).put("name", person.name()).put("phone", person.phone());
        person.chat()
                .find(bubble -> true)
                .ifPresent(last -> json.put("last", last.content().shown())
                        .put("lastOurs", last.ours())
                        .put("lastAt", last.at().toString()));
        return json;
    }

    static JsonNode chat(Person person) {
        var chat = person.chat();
        synchronized (chat) {
            var now = chat.account().messenger().time().now();
            var json = Json.object()
                    .put("id", person.id())
                    .put("chat", chat.id())
                    .put("name", person.name())
                    .put("phone", person.phone())
                    .put("started", chat.started())
                    .put("blocked", chat.blocked())
                    .put("changes", chat.changes())
                    .put("typing", chat.typing().orElse(""))
                    .put(
                            "typingMillis",
                            Math.max(
                                    0, Duration.between(now, chat.typingUntil()).toMillis()));
            json.set("keyboard", Json.tree(chat.keyboard()));
            chat.toast().ifPresent(toast -> json.set("toast", Json.tree(toast)));
            var shown = json.putArray("bubbles");
            var all =
                    chat.bubbles().stream().filter(bubble -> !bubble.deleted()).toList();
            all.subList(Math.max(0, all.size() - SHOWN), all.size()).forEach(bubble -> shown.add(Json.tree(bubble)));
            return json;
        }
    }

    static JsonNode ledger(Ledger ledger, Params params) {
        int limit = (int) Math.clamp(params.number("limit", 1000), 1, 100_000);
        var entries = params.has("chat")
                ? ledger.ofChat(params.text("chat"))
                : ledger.after(params.number("after", 0), limit);
        var json = Json.object().put("count", ledger.count());
        var array = json.putArray("entries");
        entries.forEach(entry -> array.add(Json.tree(entry)));
        return json;
    }
}
