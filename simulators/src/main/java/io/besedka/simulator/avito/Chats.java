package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Chats, their messages, reading, voices, and the seller's own black list. */
final class Chats {
    private static final int MOST = 100;
    private static final int MOST_OFFSET = 1_000;
    private static final int MOST_VOICES = 100;

    private final Tokens tokens;

    Chats(Tokens tokens) {
        this.tokens = tokens;
    }

    void addTo(Calls calls) {
        var v1 = "/messenger/v1/accounts/{user}/";
        var v2 = "/messenger/v2/accounts/{user}/";
        calls.asks("GET", v2 + "chats", "chats", this::chats)
                .asks("GET", v2 + "chats/{chat}", "chat", call -> Answer.json(Wire.chat(tokens.chat(call))))
                .asks("GET", "/messenger/v3/accounts/{user}/chats/{chat}/messages", "messages", this::messages)
                .asks("POST", v1 + "chats/{chat}/read", "read", this::read)
                .asks("GET", v1 + "getVoiceFiles", "get_voice_files", this::voices)
                .asks("POST", v2 + "blacklist", "blacklist", this::blacklist);
    }

    private Answer chats(Call call) {
        var seller = tokens.seller(call);
        var types = Set.of((call.text("chat_types").isEmpty() ? "u2i" : call.text("chat_types")).split(","));
        var items = call.text("item_ids").isEmpty()
                ? null
                : List.of(call.text("item_ids").split(","));
        boolean unread = call.text("unread_only").equals("true");
        var answer = Json.object();
        var list = answer.putArray("chats");
        seller.chats().stream()
                .filter(chat -> chat.started() && !chat.bubbles().isEmpty() && types.contains("u2i"))
                .filter(chat -> items == null || items.contains(Long.toString(Wire.itemId(chat))))
                .filter(chat -> !unread
                        || chat.find(said -> !said.ours() && !Wire.isSeen(chat, said))
                                .isPresent())
                .sorted(Comparator.comparing(Chats::updated).reversed())
                .skip(offset(call))
                .limit(limit(call))
                .forEach(chat -> list.add(Wire.chat(chat)));
        return Answer.json(answer);
    }

    private static Instant updated(Chat chat) {
        return chat.bubbles().getLast().at();
    }

    private static long limit(Call call) {
        return between("limit", call.params().number("limit", MOST), 1, MOST);
    }

    private static long offset(Call call) {
        return between("offset", call.params().number("offset", 0), 0, MOST_OFFSET);
    }

    private static long between(String what, long given, long least, long most) {
        if (given < least || given > most) throw Replies.refusal(400, what + " must be " + least + "-" + most);
        return given;
    }

    /** A bare list, newest first. Reading it marks nothing as read. */
    private Answer messages(Call call) {
        var chat = tokens.chat(call);
        var list = Json.array();
        synchronized (chat) {
            chat.bubbles().reversed().stream()
                    .skip(offset(call))
                    .limit(limit(call))
                    .forEach(bubble -> list.add(Wire.listed(chat, bubble)));
        }
        return Answer.json(list);
    }

    private Answer read(Call call) {
        var chat = tokens.chat(call);
        synchronized (chat) {
            chat.extra().put("seen", tokens.messenger().time().now().toEpochMilli());
            for (var bubble : chat.bubbles()) {
                if (!bubble.ours()) chat.change(bubble.id(), was -> was.as(Bubble.Status.READ, ""));
            }
        }
        return Replies.ok();
    }

    private Answer voices(Call call) {
        tokens.seller(call);
        var ids = call.text("voice_ids").split(",");
        if (call.text("voice_ids").isEmpty() || ids.length > MOST_VOICES)
            throw Replies.refusal(400, "voice_ids are missing");
        var answer = Json.object();
        var urls = answer.putObject("voices_urls");
        for (var id : ids) {
            tokens.messenger()
                    .files()
                    .find(id)
                    .filter(file -> Wire.isVoice(file.attachment()))
                    .ifPresent(file -> urls.put(id, file.attachment().url()));
        }
        return Answer.json(answer);
    }

    private Answer blacklist(Call call) {
        var seller = tokens.seller(call);
        var users = call.json().path("users");
        if (!users.isArray() || users.isEmpty()) throw Replies.refusal(400, "users are missing");
        for (var user : users) check(user);
        for (var user : users) {
            seller.chatOf(user.path("user_id").asString("")).ifPresent(chat -> chat.blocked(true));
        }
        return Replies.ok();
    }

    private static void check(JsonNode user) {
        int reason = user.path("context").path("reason_id").asInt(4);
        if (!user.path("user_id").isIntegralNumber() || reason < 1 || reason > 4)
            throw Replies.refusal(400, "bad user");
    }
}
