package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Messages to a chat, to a user, to many; what the group is doing; answers to presses. */
final class Sends {
    private static final Duration TYPING = Duration.ofSeconds(6);
    private static final int FETCH_LIMIT = 20 << 20;
    private static final Map<String, String> ACTIONS =
            Map.of("typing_on", "typing", "sending_photo", "photo", "sending_video", "video", "sending_audio", "audio");

    private final Messenger messenger;
    private final Uploads uploads;

    Sends(Messenger messenger, Uploads uploads) {
        this.messenger = messenger;
        this.uploads = uploads;
    }

    void addTo(Calls calls) {
        calls.sends("POST", "/graph/me/messages", "messages", this::messages)
                .sends("POST", "/graph/me/messages/{chat}", "messages", this::messages)
                .sends("POST", "/graph/{chat}/messages", "messages", this::messages)
                .sends("POST", "/graph/{chat}/answer", "answer", this::answer);
    }

    private Answer messages(Call call) {
        var group = Replies.authorised(messenger, call);
        var body = call.json();
        if (!body.isObject()) throw Replies.bad("The body is not JSON");
        if (body.path("recipient").path("user_ids").isArray()) return toMany(call, group, body);
        var chat = recipient(call, group, body.path("recipient"));
        if (body.has("sender_action"))
            return act(chat, body.path("sender_action").asString(""));
        limit(group, chat);
        var bubble = says(call, chat, Draft.of(body.path("message"), uploads));
        return Answer.json(Replies.success().put("message_id", bubble.id()));
    }

    private static Chat recipient(Call call, Account group, JsonNode recipient) {
        var user = recipient.path("user_id").asString("");
        if (user.startsWith("user:")) return allowed(group, user);
        var chat = recipient.path("chat_id").asString(user);
        return Replies.chat(group, chat.isEmpty() ? call.path("chat") : chat);
    }

    /** Whoever has never opened the chat has not allowed the group's messages. */
    private static Chat allowed(Account group, String user) {
        return group.chatOf(user)
                .filter(Chat::started)
                .orElseThrow(() -> Replies.refusal(
                        Replies.PERMISSION_DENIED, "PERMISSION_DENIED : User has not allowed the group's messages"));
    }

    private Bubble says(Call call, Chat chat, Draft draft) {
        synchronized (chat) {
            if (chat.blocked()) throw Replies.refusal(Replies.BLOCKED, "User has blocked the group");
            var bubble = messenger.says(call, chat, draft.content(), draft.replyTo());
            call.afterwards(() -> fetch(chat, bubble));
            return bubble;
        }
    }

    private Answer toMany(Call call, Account group, JsonNode body) {
        var draft = Draft.of(body.path("message"), uploads);
        var answer = Json.object();
        var success = answer.putArray("success");
        var chats = answer.putArray("chat_ids");
        for (var user : body.path("recipient").path("user_ids")) {
            var id = user.asString("");
            try {
                var chat = allowed(group, id.startsWith("user:") ? id : "user:" + id);
                says(call, chat, draft);
                success.add(true);
                chats.add(chat.id());
            } catch (Refusal refused) {
                success.add(false);
                chats.addNull();
            }
        }
        return Answer.json(answer);
    }

    private static Answer act(Chat chat, String action) {
        if (action.equals("mark_seen")) {
            synchronized (chat) {
                chat.bubbles().stream()
                        .filter(bubble -> !bubble.ours())
                        .forEach(bubble -> chat.change(bubble.id(), was -> was.as(Bubble.Status.READ, "")));
            }
        } else if (ACTIONS.containsKey(action)) {
            chat.typing(ACTIONS.get(action), TYPING);
        } else {
            throw Replies.bad("Unknown sender_action " + action);
        }
        return Answer.json(Replies.success());
    }

    /** The answer's message takes the place of the one whose button was pressed. Each press may be answered once. */
    private Answer answer(Call call) {
        var chat = Replies.chat(Replies.authorised(messenger, call), call.path("chat"));
        var draft = Draft.of(call.json().path("message"), uploads);
        synchronized (chat) {
            var callbacks = chat.extra().withObject(OkDeeds.CALLBACKS);
            var answered = callbacks.path(call.text("callbackId")).asString("");
            if (answered.isEmpty()) throw Replies.bad("Unknown callbackId");
            callbacks.remove(call.text("callbackId"));
            chat.change(answered, was -> was.with(draft.content()));
            messenger.did(call, chat, answered, draft.content().shown());
        }
        return Answer.json(Replies.success());
    }

    private void limit(Account group, Chat chat) {
        if (!messenger.rules().enforcesRates()) return;
        var wait = messenger.rates().take(new Limit(group.id(), 10, 10), new Limit(chat.id(), 1, 3));
        if (!wait.isZero()) throw new Refusal(Replies.tooMany(Duration.ZERO));
    }

    /** A picture given by address is fetched after the answer; without it the address is shown. */
    private void fetch(Chat chat, Bubble bubble) {
        var files = bubble.content().attachments();
        if (files.stream().noneMatch(file -> file.fileId().isEmpty())) return;
        var fetched = files.stream()
                .map(file -> !file.fileId().isEmpty()
                        ? file
                        : messenger
                                .files()
                                .fetch(Kind.PHOTO, file.url(), file.name(), FETCH_LIMIT)
                                .orElse(file))
                .toList();
        chat.change(bubble.id(), was -> was.with(was.content().with(fetched)));
    }
}
