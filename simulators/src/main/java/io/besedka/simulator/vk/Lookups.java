package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Messenger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.BiFunction;

/** People, the state of chats, and what passes without a message: typing, reading, answers to presses. */
final class Lookups {
    private static final Set<String> ACTIVITIES = Set.of("typing", "audiomessage", "photo", "video", "file");
    private static final Duration TYPING = Duration.ofSeconds(8);
    private static final int MOST_USERS = 1_000;
    private static final int EVENT_DATA = 1_000;
    private static final int SNACKBAR = 90;

    private final Messenger messenger;
    private final Presses presses;

    Lookups(Messenger messenger, Presses presses) {
        this.messenger = messenger;
        this.presses = presses;
    }

    void addTo(Calls calls) {
        add(calls, "users.get", this::users);
        add(calls, "messages.setActivity", this::activity);
        add(calls, "messages.markAsRead", (community, call) -> chat(community, call) == null ? null : Replies.one());
        add(
                calls,
                "messages.markAsAnsweredConversation",
                (community, call) -> chat(community, call) == null ? null : Replies.one());
        add(calls, "messages.sendMessageEventAnswer", this::answerPress);
        add(calls, "messages.isMessagesFromGroupAllowed", this::allowed);
        add(calls, "messages.getConversationsById", this::conversations);
        add(calls, "messages.getHistory", this::history);
        add(calls, "messages.getByConversationMessageId", this::byNumber);
    }

    private void add(Calls calls, String method, BiFunction<Account, Call, Answer> code) {
        calls.asks("*", "/method/" + method, method.toLowerCase(), Replies.authorised(messenger, code));
    }

    private static Chat chat(Account community, Call call) {
        return community
                .chatOf(call.text("peer_id"))
                .orElseThrow(() -> Replies.refusal(917, "You don't have access to this chat"));
    }

    private Answer users(Account community, Call call) {
        var ids = call.text("user_ids").split(",");
        if (ids.length > MOST_USERS) throw Replies.bad("user_ids has too many elements");
        var response = Json.array();
        for (var id : ids) community.chatOf(id.strip()).map(Objects::user).ifPresent(response::add);
        return Replies.of(response);
    }

    private Answer activity(Account community, Call call) {
        if (!ACTIVITIES.contains(call.text("type"))) throw Replies.bad("type is wrong");
        chat(community, call).typing(call.text("type"), TYPING);
        return Replies.one();
    }

    private Answer answerPress(Account community, Call call) {
        var chat = chat(community, call);
        var data = call.text("event_data");
        var json = Json.parse(data);
        if (data.length() > EVENT_DATA || !data.isEmpty() && !json.isObject()) throw Replies.bad("event_data is wrong");
        if (json.path("text").asString("").length() > SNACKBAR) throw Replies.bad("event_data: text is too long");
        if (!call.text("user_id").equals(chat.person().id()) || !presses.end(call.text("event_id"), chat)) {
            throw Replies.bad("event_id is unknown, answered or out of date");
        }
        boolean speaks = json.path("type").asString("").equals("show_snackbar");
        chat.toast(new Chat.Toast(
                speaks ? json.path("text").asString("") : "",
                false,
                json.path("link").asString("")));
        return Replies.one();
    }

    private Answer allowed(Account community, Call call) {
        Groups.own(community, call);
        boolean allowed =
                community.chatOf(call.text("user_id")).filter(VkDeeds::allowed).isPresent();
        return Replies.of(Json.object().put("is_allowed", allowed ? 1 : 0));
    }

    private Answer conversations(Account community, Call call) {
        var response = Json.object();
        var items = response.putArray("items");
        for (var peer : call.text("peer_ids").split(",")) {
            community.chatOf(peer.strip()).ifPresent(chat -> {
                long read = chat.find(bubble -> bubble.ours() && bubble.status() == Bubble.Status.READ)
                        .map(bubble -> Objects.messageId(chat, bubble))
                        .orElse(0L);
                var item = items.addObject()
                        .put("out_read", read)
                        .put("in_read", read)
                        .put("unread_count", 0);
                item.putObject("peer").put("id", Long.parseLong(chat.id())).put("type", "user");
                var write = item.putObject("can_write").put("allowed", VkDeeds.allowed(chat));
                if (!VkDeeds.allowed(chat)) write.put("reason", 901);
            });
        }
        return Replies.of(response.put("count", items.size()));
    }

    /** The latest first. */
    private Answer history(Account community, Call call) {
        var chat = chat(community, call);
        var response = Json.object();
        var items = response.putArray("items");
        var all = new ArrayList<>(chat.bubbles().reversed());
        all.removeIf(Bubble::deleted);
        all.stream()
                .skip(Math.max(0, call.params().number("offset", 0)))
                .limit(Math.clamp(call.params().number("count", 20), 0, 200))
                .forEach(bubble -> items.add(Objects.message(chat, bubble)));
        return Replies.of(response.put("count", all.size()));
    }

    private Answer byNumber(Account community, Call call) {
        var chat = chat(community, call);
        var response = Json.object();
        var items = response.putArray("items");
        for (var id : call.text("conversation_message_ids").split(",")) {
            chat.find(id.strip()).ifPresent(bubble -> items.add(Objects.message(chat, bubble)));
        }
        return Replies.of(response.put("count", items.size()));
    }
}
