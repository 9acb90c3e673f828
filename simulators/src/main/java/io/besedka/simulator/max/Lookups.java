package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Who the bot is, dialogs and what was said in them, films by their tokens, and typing. */
final class Lookups {
    private static final Duration TYPING = Duration.ofSeconds(10);
    private static final Set<String> ACTIONS =
            Set.of("typing_on", "sending_photo", "sending_video", "sending_audio", "sending_file", "mark_seen");

    private final Messenger messenger;
    private final Uploads uploads;

    Lookups(Messenger messenger, Uploads uploads) {
        this.messenger = messenger;
        this.uploads = uploads;
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/me", "me", this::me)
                .asks("PATCH", "/me", "edit_me", this::editMe)
                .asks("PATCH", "/me/commands", "edit_commands", this::editMe)
                .asks("GET", "/chats/{chat}", "chat", this::chat)
                .asks("POST", "/chats/{chat}/actions", "action", this::action)
                .asks("GET", "/messages", "messages", this::messages)
                .asks("GET", "/messages/{mid}", "message", this::message)
                .asks("GET", "/videos/{token}", "video", this::video);
    }

    private Answer me(Call call) {
        return Answer.json(shown(Replies.authorised(messenger, call)));
    }

    private ObjectNode shown(Account bot) {
        var picture = messenger.avatar(new Profile(bot.id(), bot.name(), ""));
        var me = Wire.bot(bot).put("avatar_url", picture).put("full_avatar_url", picture);
        me.set("commands", bot.extra().path("commands").isArray() ? bot.extra().path("commands") : Json.array());
        return me;
    }

    private Answer editMe(Call call) {
        var bot = Replies.authorised(messenger, call);
        var commands = call.json().path("commands");
        if (commands.size() > 32) throw Replies.bad("commands: at most 32");
        if (commands.isArray()) bot.extra().set("commands", commands);
        return Answer.json(shown(bot));
    }

    private Chat found(Account bot, String id) {
        return bot.chat(id).orElseThrow(() -> Replies.refusal(404, "chat.not.found", "Chat " + id + " not found"));
    }

    private Answer chat(Call call) {
        var chat = found(Replies.authorised(messenger, call), call.path("chat"));
        var picture = messenger.avatar(chat.person());
        var json = Json.object()
                .put("chat_id", Long.parseLong(chat.id()))
                .put("type", "dialog")
                .put("status", chat.blocked() ? "suspended" : "active")
                .put("last_event_time", messenger.time().now().toEpochMilli())
                .put("participants_count", 2);
        json.set(
                "dialog_with_user", Wire.person(chat).put("avatar_url", picture).put("full_avatar_url", picture));
        return Answer.json(json);
    }

    private Answer action(Call call) {
        var chat = found(Replies.authorised(messenger, call), call.path("chat"));
        var action = call.text("action");
        if (!ACTIONS.contains(action)) throw Replies.bad("action: unknown " + action);
        Replies.open(chat);
        if (!action.equals("mark_seen"))
            chat.typing(action.equals("typing_on") ? "typing" : action.substring(8), TYPING);
        return Replies.success();
    }

    private Answer messages(Call call) {
        var bot = Replies.authorised(messenger, call);
        var answer = Json.object();
        var list = answer.putArray("messages");
        if (!call.text("chat_id").isEmpty()) {
            var chat = found(bot, call.text("chat_id"));
            shown(chat).reversed().stream()
                    .limit(Math.clamp(call.params().number("count", 50), 1, 100))
                    .forEach(bubble -> list.add(Wire.message(chat, bubble)));
        } else {
            for (var mid : call.text("message_ids").split(","))
                for (var chat : bot.chats()) chat.find(mid).ifPresent(bubble -> list.add(Wire.message(chat, bubble)));
        }
        return Answer.json(answer);
    }

    private static List<Bubble> shown(Chat chat) {
        return chat.bubbles().stream().filter(bubble -> !bubble.deleted()).toList();
    }

    private Answer message(Call call) {
        var bot = Replies.authorised(messenger, call);
        for (var chat : bot.chats()) {
            var found = chat.find(call.path("mid"));
            if (found.isPresent()) return Answer.json(Wire.message(chat, found.get()));
        }
        throw Replies.refusal(404, "message.not.found", "Message " + call.path("mid") + " not found");
    }

    private Answer video(Call call) {
        Replies.authorised(messenger, call);
        var video = uploads.of(Kind.VIDEO, call.path("token"));
        var json = Json.object()
                .put("token", call.path("token"))
                .put("width", 640)
                .put("height", 360)
                .put("duration", video.seconds());
        json.putObject("urls").put("mp4_360", video.url()).put("mp4_144", video.url());
        return Answer.json(json);
    }
}
