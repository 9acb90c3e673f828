package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Profile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages, attachments and users as VK shows them. A bubble's id is the message's number within the dialog. */
final class Objects {
    private Objects() {}

    /** The message's number within the community; given at the first look. */
    static long messageId(Chat chat, Bubble bubble) {
        if (!bubble.extra().has("id")) bubble.extra().put("id", chat.account().nextNumber());
        return bubble.extra().path("id").asLong(0);
    }

    static ObjectNode message(Chat chat, Bubble bubble) {
        var message = brief(chat, bubble)
                .put("peer_id", Long.parseLong(chat.id()))
                .put("out", bubble.ours() ? 1 : 0)
                .put("important", false)
                .put("is_hidden", false)
                .put("random_id", bubble.extra().path("random_id").asLong(0));
        message.putArray("fwd_messages");
        for (var field : new String[] {"payload", "ref", "ref_source"}) {
            if (bubble.extra().has(field))
                message.put(field, bubble.extra().path(field).asString(""));
        }
        chat.find(bubble.replyTo()).ifPresent(answered -> message.set("reply_message", brief(chat, answered)));
        var place = bubble.content().place();
        if (place != null) {
            message.putObject("geo")
                    .put("type", "point")
                    .putObject("coordinates")
                    .put("latitude", place.latitude())
                    .put("longitude", place.longitude());
        }
        if (bubble.edited()) {
            message.put("update_time", chat.account().messenger().time().now().getEpochSecond());
        }
        return message;
    }

    private static ObjectNode brief(Chat chat, Bubble bubble) {
        long group = Long.parseLong(chat.account().id());
        var message = Json.object()
                .put("id", messageId(chat, bubble))
                .put("conversation_message_id", Long.parseLong(bubble.id()))
                .put("date", bubble.at().getEpochSecond())
                .put(
                        "from_id",
                        bubble.ours() ? -group : Long.parseLong(chat.person().id()))
                .put("text", bubble.text());
        var attachments = message.putArray("attachments");
        for (var file : bubble.content().attachments()) add(attachments, file, chat);
        return message;
    }

    private static void add(ArrayNode attachments, Attachment file, Chat chat) {
        var type = switch (file.kind()) {
            case PHOTO -> "photo";
            case VIDEO -> "video";
            case AUDIO -> "audio";
            case VOICE -> "audio_message";
            case FILE -> "doc";
            case STICKER -> "sticker";
        };
        var attachment = attachments.addObject().put("type", type);
        attachment.set(type, media(type, file, Long.parseLong(chat.person().id())));
    }

    /** The same shapes are answered by the methods that save uploads. */
    static ObjectNode media(String type, Attachment file, long owner) {
        var json = Json.object()
                .put("id", Profile.number(file.fileId()) % 1_000_000_000)
                .put("owner_id", owner);
        switch (type) {
            case "photo" -> photo(json, file);
            case "video" ->
                json.put("title", file.name()).put("duration", file.seconds()).put("access_key", "v1");
            case "audio" ->
                json.put("artist", "Somebody")
                        .put("title", file.name())
                        .put("duration", file.seconds())
                        .put("url", file.url());
            case "audio_message" ->
                json.put("duration", Math.max(1, file.seconds()))
                        .put("link_ogg", file.url())
                        .put("link_mp3", file.url())
                        .put("access_key", "a1")
                        .putArray("waveform")
                        .add(1)
                        .add(5);
            case "sticker" -> {
                json.removeAll();
                var images = json.put("product_id", 1).put("sticker_id", 9).putArray("images");
                images.addObject().put("url", file.url()).put("width", 64).put("height", 64);
                images.addObject().put("url", file.url()).put("width", 512).put("height", 512);
            }
            default ->
                json.put("title", file.name())
                        .put("size", file.size())
                        .put("ext", file.name().substring(file.name().lastIndexOf('.') + 1))
                        .put("type", 8)
                        .put("date", 1_780_000_000)
                        .put("url", file.url());
        }
        return json;
    }

    private static void photo(ObjectNode json, Attachment file) {
        json.put("album_id", -3).put("text", "").put("access_key", "p1");
        int width = Math.max(100, file.width());
        int height = Math.max(100, file.height());
        var sizes = json.putArray("sizes");
        sizes.addObject()
                .put("type", "x")
                .put("url", file.url())
                .put("width", width)
                .put("height", height);
        sizes.addObject()
                .put("type", "s")
                .put("url", file.url())
                .put("width", 75)
                .put("height", 75);
    }

    static ObjectNode user(Chat chat) {
        var person = chat.person();
        return Json.object()
                .put("id", Long.parseLong(person.id()))
                .put("first_name", person.firstName())
                .put("last_name", person.lastName())
                .put("can_access_closed", true)
                .put("is_closed", false)
                .put("screen_name", "id" + person.id())
                .put("photo_200", chat.account().messenger().avatar(person));
    }
}
