package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as OK's events tell it. The group's own messages, blocks, edits and readings are told to nobody. */
final class OkDeeds implements Deeds {
    static final String CALLBACKS = "callbacks";
    private static final int CALLBACKS_KEPT = 100;

    @Override
    public String personId(Account group, String name) {
        return "user:57" + "%010d".formatted(Profile.number(name) % 10_000_000_000L);
    }

    @Override
    public String chatId(Account group, Profile person) {
        return "chat:C" + Long.toHexString(Profile.number(group.id() + "\n" + person.id()));
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return "mid:" + chat.id().substring("chat:".length()) + "."
                + Long.toHexString(chat.account().nextNumber());
    }

    /** Opening the chat is told only when it was by a link with a mark. */
    @Override
    public List<Update> starts(Chat chat, String payload) {
        if (payload.isEmpty()) return List.of();
        return List.of(post(
                chat,
                event(chat, "CHAT_SYSTEM").put("type", "CHAT_OPENED_BY_LINK").put("ref", payload)));
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        var event = event(chat, "MESSAGE_CREATED");
        event.set("message", message(bubble));
        return List.of(post(chat, event));
    }

    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        if (button.press() != Button.Press.CALLBACK) return Deeds.super.presses(chat, bubble, button);
        var id = "cb-" + Long.toHexString(chat.account().nextNumber());
        var callbacks = chat.extra().withObject(CALLBACKS);
        if (callbacks.size() >= CALLBACKS_KEPT)
            callbacks.remove(callbacks.propertyNames().iterator().next());
        callbacks.put(id, bubble.id());
        return List.of(post(
                chat,
                event(chat, "MESSAGE_CALLBACK")
                        .put("callbackId", id)
                        .put("payload", button.payload())
                        .put("mid", bubble.id())));
    }

    /** As in an event and in the history. */
    static ObjectNode message(Bubble bubble) {
        var content = bubble.content();
        var message = Json.object()
                .put("text", content.text())
                .put("seq", bubble.at().toEpochMilli())
                .put("mid", bubble.id());
        if (!bubble.replyTo().isEmpty()) message.put("reply_to", bubble.replyTo());
        var attachments = Json.array();
        for (var file : content.attachments()) add(attachments, file);
        if (content.place() != null) {
            payload(attachments, "LOCATION")
                    .put("lat", content.place().latitude())
                    .put("lon", content.place().longitude())
                    .put("zoom", 15);
        }
        if (content.contact() != null) {
            payload(attachments, "CONTACT")
                    .put("name", content.contact().name())
                    .put("phone", content.contact().phone());
        }
        if (!attachments.isEmpty()) message.set("attachments", attachments);
        return message;
    }

    static ObjectNode sender(Chat chat) {
        return Json.object()
                .put("user_id", chat.person().id())
                .put("name", chat.person().name());
    }

    private static void add(ArrayNode attachments, Attachment file) {
        switch (file.kind()) {
            case PHOTO ->
                payload(attachments, "IMAGE")
                        .put("url", file.url())
                        .put("token", "t" + file.fileId())
                        .put("id", file.fileId());
            case VIDEO -> payload(attachments, "VIDEO").put("url", file.url()).put("token", "t" + file.fileId());
            case AUDIO, VOICE ->
                payload(attachments, "AUDIO").put("url", file.url()).put("token", "t" + file.fileId());
            case STICKER -> payload(attachments, "STICKER").put("code", "57dd").put("url", file.url());
            case FILE ->
                payload(attachments, "FILE")
                        .put("url", file.url())
                        .put("name", file.name())
                        .put("size", file.size())
                        .put("token", "t" + file.fileId());
        }
    }

    private static ObjectNode payload(ArrayNode attachments, String type) {
        return attachments.addObject().put("type", type).putObject("payload");
    }

    private static ObjectNode event(Chat chat, String kind) {
        var event = Json.object().put("webhookType", kind);
        event.set("sender", sender(chat));
        event.putObject("recipient").put("chat_id", chat.id());
        return event.put("timestamp", chat.account().messenger().time().now().toEpochMilli());
    }

    private static Update post(Chat chat, ObjectNode event) {
        return chat.account().updates().post(chat, event.path("webhookType").asString(""), event);
    }
}
