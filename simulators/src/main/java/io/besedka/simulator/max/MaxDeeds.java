package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as MAX's updates tell it. People have one id for all bots, dialogs have ids of their own. */
final class MaxDeeds implements Deeds {
    private static final int CALLBACKS = 200;

    @Override
    public String personId(Account bot, String name) {
        return Long.toString(Profile.number(name));
    }

    @Override
    public String chatId(Account bot, Profile person) {
        return Long.toString(Profile.number(bot.id() + "\n" + person.id()));
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return "mid.%016x%016x"
                .formatted(Long.parseLong(chat.id()), chat.account().nextNumber());
    }

    @Override
    public List<Update> starts(Chat chat, String payload) {
        var update = ofUser(chat, "bot_started").put("user_locale", "ru");
        return List.of(post(chat, payload.isEmpty() ? update : update.put("payload", payload)));
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        return List.of(post(chat, ofMessage(chat, bubble, "message_created").put("user_locale", "ru")));
    }

    @Override
    public List<Update> edits(Chat chat, Bubble bubble) {
        return List.of(post(chat, ofMessage(chat, bubble, "message_edited")));
    }

    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        var update = update(chat, "message_removed")
                .put("message_id", bubble.id())
                .put("chat_id", Long.parseLong(chat.id()))
                .put("user_id", Long.parseLong(chat.person().id()));
        return List.of(post(chat, update));
    }

    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        if (button.press() != Button.Press.CALLBACK) return Deeds.super.presses(chat, bubble, button);
        var id = Wire.TOKEN + "c" + Long.toString(chat.account().nextNumber(), 36);
        remember(chat, id, bubble.id());
        var update = update(chat, "message_callback");
        var callback = update.putObject("callback")
                .put("timestamp", now(chat))
                .put("callback_id", id)
                .put("payload", button.payload());
        callback.set("user", Wire.person(chat));
        update.set("message", Wire.message(chat, bubble));
        return List.of(post(chat, update.put("user_locale", "ru")));
    }

    /** Stopping deletes the dialog as well; whoever comes back presses Start. */
    @Override
    public List<Update> blocks(Chat chat, boolean blocks) {
        if (!blocks) return starts(chat, "");
        return List.of(post(chat, ofUser(chat, "bot_stopped")), post(chat, ofUser(chat, "dialog_removed")));
    }

    /** Which message a press was on; the oldest are forgotten. */
    private static void remember(Chat chat, String callback, String mid) {
        var known = chat.extra().path("callbacks") instanceof ObjectNode kept
                ? kept
                : chat.extra().putObject("callbacks");
        known.put(callback, mid);
        while (known.size() > CALLBACKS)
            known.remove(known.propertyNames().iterator().next());
    }

    private static ObjectNode ofUser(Chat chat, String kind) {
        var update = update(chat, kind).put("chat_id", Long.parseLong(chat.id()));
        update.set("user", Wire.person(chat));
        return update;
    }

    private static ObjectNode ofMessage(Chat chat, Bubble bubble, String kind) {
        var update = update(chat, kind);
        update.set("message", Wire.message(chat, bubble));
        return update;
    }

    private static ObjectNode update(Chat chat, String kind) {
        return Json.object().put("update_type", kind).put("timestamp", now(chat));
    }

    private static long now(Chat chat) {
        return chat.account().messenger().time().now().toEpochMilli();
    }

    private static Update post(Chat chat, ObjectNode update) {
        return chat.account().updates().post(chat, update.path("update_type").asString(""), update);
    }
}
