package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Messenger;
import java.time.Instant;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** info, chats, one chat, its link and its history. */
final class Lookups {
    private final Messenger messenger;

    Lookups(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/graph/me/info", "info", this::info)
                .asks("GET", "/graph/me/chats", "chats", this::chats)
                .asks("GET", "/graph/me/chat", "chat", this::chat)
                .asks("GET", "/graph/me/messages/{chat}", "history", this::history)
                .asks("GET", "/graph/{chat}/url", "url", this::link);
    }

    private Answer info(Call call) {
        var group = Replies.authorised(messenger, call);
        return Answer.json(Json.object().put("name", group.name()).put("group_id", groupId(group)));
    }

    private static String groupId(Account group) {
        return "group:" + group.id();
    }

    /** Latest first; the marker counts on. */
    private Answer chats(Call call) {
        var group = Replies.authorised(messenger, call);
        int count = (int) Math.clamp(call.params().number("count", 10), 1, 100);
        long skip = Math.max(0, call.params().number("marker", 0));
        var sorted = group.chats().stream()
                .filter(chat -> !chat.bubbles().isEmpty())
                .sorted(Comparator.comparing(Lookups::lastEvent).reversed())
                .toList();
        var answer = Json.object();
        var list = answer.putArray("chats");
        sorted.stream().skip(skip).limit(count).forEach(chat -> list.add(shown(chat)));
        if (skip + count < sorted.size()) answer.put("marker", Long.toString(skip + count));
        return Answer.json(answer);
    }

    private Answer chat(Call call) {
        return Answer.json(shown(Replies.chat(Replies.authorised(messenger, call), call.text("chat_id"))));
    }

    private ObjectNode shown(Chat chat) {
        var json = Json.object()
                .put("type", "GROUP_CHAT")
                .put("status", "ACTIVE")
                .put("title", chat.person().name());
        json.putObject("icon").put("url", messenger.avatar(chat.person()));
        json.putObject("participants").put(chat.person().id(), chat.heardAt().toEpochMilli());
        return json.put("lastEventTime", lastEvent(chat).toEpochMilli())
                .put("chat_id", chat.id())
                .put("owner_id", chat.person().id())
                .put("group_id", groupId(chat.account()));
    }

    private static Instant lastEvent(Chat chat) {
        return chat.bubbles().isEmpty()
                ? Instant.EPOCH
                : chat.bubbles().getLast().at();
    }

    private Answer link(Call call) {
        var chat = Replies.chat(Replies.authorised(messenger, call), call.path("chat"));
        return Answer.json(
                Json.object().put("url", "https://ok.ru/messages/" + chat.id().substring(5)));
    }

    /** Newest first; {@code from} is the later moment of the two. */
    private Answer history(Call call) {
        var chat = Replies.chat(Replies.authorised(messenger, call), call.path("chat"));
        long from = call.params().number("from", Long.MAX_VALUE);
        long to = call.params().number("to", 0);
        int count = (int) Math.clamp(call.params().number("count", 20), 1, 100);
        var answer = Json.object();
        var list = answer.putArray("messages");
        chat.bubbles().reversed().stream()
                .filter(bubble ->
                        bubble.at().toEpochMilli() <= from && bubble.at().toEpochMilli() >= to)
                .limit(count)
                .forEach(bubble -> {
                    var entry = list.addObject();
                    if (bubble.ours()) {
                        entry.putObject("sender")
                                .put("name", chat.account().name())
                                .put("user_id", groupId(chat.account()));
                    } else {
                        entry.set("sender", OkDeeds.sender(chat));
                    }
                    entry.putObject("recipient").put("chat_id", chat.id());
                    entry.set("message", OkDeeds.message(bubble));
                    entry.put("timestamp", bubble.at().toEpochMilli());
                });
        return Answer.json(answer);
    }
}
