package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as Viber's callbacks tell it. */
final class ViberDeeds implements Deeds {
    private static final long FIRST_TOKEN = 5_700_000_000_000_000_000L;

    /** A message token: 64 bits, as large as the real ones, so that a double loses digits. */
    static long token(Account bot) {
        return FIRST_TOKEN + bot.nextNumber() * 1_000_003;
    }

    static boolean subscribed(Chat chat) {
        return chat.extra().path("subscribed").asBoolean(chat.started());
    }

    /** Ids differ from bot to bot and look like base64, slashes and all. */
    @Override
    public String personId(Account bot, String name) {
        long number = Profile.number(bot.id() + "\n" + name);
        var bytes =
                ByteBuffer.allocate(10).putLong(number * 0x9E3779B97F4A7C15L).putShort((short) number);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return Long.toString(token(chat.account()));
    }

    @Override
    public List<Update> starts(Chat chat, String payload) {
        // Opening the chat is no subscription.
        if (!chat.extra().has("subscribed")) chat.extra().put("subscribed", false);
        var event = event(chat, "conversation_started", token(chat.account())).put("type", "open");
        if (!payload.isEmpty()) event.put("context", payload);
        event.set("user", user(chat));
        event.put("subscribed", subscribed(chat));
        return List.of(post(chat, event));
    }

    static Update subscribe(Chat chat) {
        synchronized (chat) {
            chat.extra().put("subscribed", true);
            chat.started(true);
            var event = event(chat, "subscribed", token(chat.account()));
            event.set("user", user(chat));
            return post(chat, event);
        }
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        // Whoever writes is subscribed by that, and nobody is told.
        chat.extra().put("subscribed", true);
        Spam.answered(chat);
        var content = bubble.content();
        long token = Long.parseLong(bubble.id());
        if (content.attachments().isEmpty()) return List.of(message(chat, token, plain(content), false));
        var updates = new ArrayList<Update>();
        for (var attachment : content.attachments()) {
            var caption = updates.isEmpty() ? content.text() : "";
            long own = updates.isEmpty() ? token : token(chat.account());
            updates.add(message(chat, own, media(attachment, caption), false));
        }
        return updates;
    }

    /** A press is an ordinary message with the ActionBody as its text; a silent one leaves no trace in the chat. */
    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        if (button.press() != Button.Press.SAY) return Deeds.super.presses(chat, bubble, button);
        boolean silent = button.raw() != null && button.raw().path("Silent").asBoolean(false);
        var said = Content.text(button.payload());
        if (!silent) return says(chat, chat.theirs(said, ""));
        chat.extra().put("subscribed", true);
        Spam.answered(chat);
        return List.of(message(chat, token(chat.account()), plain(said), true));
    }

    @Override
    public List<Update> delivered(Chat chat, List<Bubble> bubbles) {
        return receipts(chat, "delivered", bubbles);
    }

    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        return receipts(chat, "seen", bubbles);
    }

    @Override
    public List<Update> blocks(Chat chat, boolean blocks) {
        if (!blocks) return List.of(subscribe(chat));
        chat.extra().put("subscribed", false);
        var event = event(chat, "unsubscribed", token(chat.account()))
                .put("user_id", chat.person().id());
        return List.of(post(chat, event));
    }

    /** Client-side validation failed: the message was accepted and is not shown. */
    static Update failed(Chat chat, Bubble bubble, String why) {
        return receipt(chat, "failed", bubble, why);
    }

    static ObjectNode user(Chat chat) {
        return Json.object()
                .put("id", chat.person().id())
                .put("name", chat.person().name())
                .put("avatar", chat.account().messenger().avatar(chat.person()))
                .put("country", "RU")
                .put("language", "ru")
                .put("api_version", 10);
    }

    private static List<Update> receipts(Chat chat, String kind, List<Bubble> bubbles) {
        return bubbles.stream().map(bubble -> receipt(chat, kind, bubble, "")).toList();
    }

    private static Update receipt(Chat chat, String kind, Bubble bubble, String why) {
        long token = bubble.extra().path("token").asLong(Long.parseLong(bubble.id()));
        var event = event(chat, kind, token).put("user_id", chat.person().id());
        if (!why.isEmpty()) event.put("desc", why);
        return post(chat, event);
    }

    private static Update message(Chat chat, long token, ObjectNode message, boolean silent) {
        var event = event(chat, "message", token);
        event.set("sender", user(chat));
        var tracking = chat.extra().path("tracking").asString("");
        if (!tracking.isEmpty()) message.put("tracking_data", tracking);
        event.set("message", message);
        return post(chat, event.put("silent", silent));
    }

    private static ObjectNode plain(Content content) {
        if (content.place() != null) {
            var message = Json.object().put("type", "location");
            message.putObject("location")
                    .put("lat", content.place().latitude())
                    .put("lon", content.place().longitude());
            return message;
        }
        if (content.contact() != null) {
            var message = Json.object().put("type", "contact");
            message.putObject("contact")
                    .put("name", content.contact().name())
                    .put("phone_number", content.contact().phone().replace("+", ""));
            return message;
        }
        if (content.text().matches("https?://\\S+")) {
            return Json.object().put("type", "url").put("media", content.text());
        }
        return Json.object().put("type", "text").put("text", content.text());
    }

    private static ObjectNode media(Attachment file, String caption) {
        var message = Json.object().put("media", file.url());
        switch (file.kind()) {
            case PHOTO ->
                message.put("type", "picture").put("thumbnail", file.url()).put("file_name", file.name());
            case VIDEO ->
                message.put("type", "video").put("thumbnail", file.url()).put("duration", file.seconds());
            case STICKER -> message.put("type", "sticker").put("sticker_id", 46_105);
            case FILE, AUDIO, VOICE -> message.put("type", "file").put("file_name", file.name());
        }
        if (!message.path("type").asString("").equals("sticker")) message.put("size", file.size());
        return caption.isEmpty() ? message : message.put("text", caption);
    }

    private static ObjectNode event(Chat chat, String kind, long token) {
        return Json.object()
                .put("event", kind)
                .put("timestamp", chat.account().messenger().time().now().toEpochMilli())
                .put("chat_hostname", Replies.HOST)
                .put("message_token", token);
    }

    private static Update post(Chat chat, ObjectNode event) {
        return chat.account().updates().post(chat, event.path("event").asString(""), event);
    }
}
