package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Profile;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Chats and messages in Avito's JSON. */
final class Wire {
    private static final List<String> SIZES = List.of("1280x960", "640x480", "140x105");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final String[] ITEMS = {"Букет из 25 роз", "Тюльпаны, 51 шт.", "Пионы в коробке", "Сухоцветы"};

    private Wire() {}

    static ObjectNode envelope(Account seller, String type, ObjectNode value) {
        var time = seller.messenger().time().now();
        var seed = type + seller.nextNumber();
        var envelope = Json.object()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("version", "v3.0.0")
                .put("timestamp", time.getEpochSecond());
        envelope.putObject("payload").put("type", type).set("value", value);
        return envelope;
    }

    /** A message as the webhook tells it: for both sides alike. */
    static ObjectNode posted(Chat chat, Bubble bubble) {
        var value = Json.object()
                .put("id", bubble.id())
                .put("chat_id", chat.id())
                .put("user_id", Long.parseLong(chat.account().id()))
                .put("author_id", author(chat, bubble))
                .put("created", bubble.at().getEpochSecond())
                .put("published_at", bubble.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("type", type(bubble))
                .put("chat_type", "u2i")
                .put("item_id", itemId(chat));
        value.set("content", content(chat, bubble));
        return value.putNull("read");
    }

    /** A message as the API lists it. */
    static ObjectNode listed(Chat chat, Bubble bubble) {
        var json = brief(chat, bubble).put("is_read", bubble.ours() || isSeen(chat, bubble));
        if (bubble.extra().has("read"))
            json.put("read", bubble.extra().path("read").asLong(0));
        chat.find(bubble.replyTo()).ifPresent(quoted -> {
            var quote = brief(chat, quoted);
            quote.remove("direction");
            json.set("quote", quote);
        });
        return json;
    }

    static ObjectNode brief(Chat chat, Bubble bubble) {
        var json = Json.object()
                .put("id", bubble.id())
                .put("author_id", author(chat, bubble))
                .put("created", bubble.at().getEpochSecond())
                .put("direction", bubble.ours() ? "out" : "in")
                .put("type", type(bubble));
        json.set("content", content(chat, bubble));
        return json;
    }

    static ObjectNode chat(Chat chat) {
        var bubbles = chat.bubbles();
        var last = bubbles.getLast();
        var json = Json.object()
                .put("id", chat.id())
                .put("created", bubbles.getFirst().at().getEpochSecond())
                .put("updated", last.at().getEpochSecond());
        var users = json.putArray("users");
        var buyer = chat.person();
        var user = users.addObject().put("id", Long.parseLong(buyer.id())).put("name", buyer.name());
        var avatar = user.putObject("public_user_profile")
                .put("user_id", Long.parseLong(buyer.id()))
                .put("item_id", itemId(chat))
                .put("url", "https://avito.ru/user/" + buyer.id() + "/profile")
                .putObject("avatar");
        avatar.put("default", picture(chat)).putObject("images").put("128x128", picture(chat));
        users.addObject()
                .put("id", Long.parseLong(chat.account().id()))
                .put("name", chat.account().name());
        json.putObject("context").put("type", "item").set("value", item(chat));
        json.set("last_message", brief(chat, last));
        return json;
    }

    private static ObjectNode item(Chat chat) {
        var item = Json.object()
                .put("id", itemId(chat))
                .put("title", ITEMS[(int) (itemId(chat) % ITEMS.length)])
                .put("price_string", (2 + itemId(chat) % 7) + " 500 ₽")
                .put("status_id", 10)
                .put("url", "https://avito.ru/moskva/tsvety/buket_" + itemId(chat))
                .put("user_id", Long.parseLong(chat.account().id()));
        item.putObject("images").put("count", 1).putObject("main").put("140x105", picture(chat));
        return item;
    }

    private static String picture(Chat chat) {
        return chat.account().messenger().avatar(chat.person());
    }

    static long itemId(Chat chat) {
        return 3_000_000_000L + Profile.number(chat.id()) % 1_000_000_000;
    }

    /** Whether the seller has read it. */
    static boolean isSeen(Chat chat, Bubble bubble) {
        return bubble.at().toEpochMilli() <= chat.extra().path("seen").asLong(0);
    }

    /** Avito itself is author 0. */
    private static long author(Chat chat, Bubble bubble) {
        if (type(bubble).equals("system")) return 0;
        return Long.parseLong(
                bubble.ours() ? chat.account().id() : chat.person().id());
    }

    private static String type(Bubble bubble) {
        if (bubble.deleted()) return "deleted";
        if (bubble.extra().has("type")) return bubble.extra().path("type").asString("");
        var content = bubble.content();
        if (!content.attachments().isEmpty()) {
            return switch (content.attachments().getFirst().kind()) {
                case PHOTO, STICKER -> "image";
                case VOICE, AUDIO -> "voice";
                case VIDEO -> "video";
                case FILE -> "file";
            };
        }
        if (content.place() != null) return "location";
        return LINK.matcher(content.text()).find() && !bubble.ours() ? "link" : "text";
    }

    private static ObjectNode content(Chat chat, Bubble bubble) {
        if (!bubble.deleted() && bubble.extra().path("content") instanceof ObjectNode special)
            return special.deepCopy();
        var json = Json.object();
        var content = bubble.content();
        switch (type(bubble)) {
            case "text" -> json.put("text", content.text());
            case "link" -> link(json, content.text());
            case "image" ->
                sizes(
                        json.putObject("image").putObject("sizes"),
                        content.attachments().getFirst());
            case "voice" ->
                json.putObject("voice")
                        .put("voice_id", content.attachments().getFirst().fileId());
            case "location" ->
                json.putObject("location")
                        .put("kind", "house")
                        .put("lat", content.place().latitude())
                        .put("lon", content.place().longitude())
                        .put("text", "Москва, Тверская улица, 1")
                        .put("title", "Москва");
            default -> {}
        }
        return json;
    }

    private static void link(ObjectNode json, String text) {
        var found = LINK.matcher(text);
        found.find();
        var link = json.putObject("link").put("text", text).put("url", found.group());
        link.putObject("preview")
                .put("title", "A page")
                .put("description", "")
                .put("domain", "")
                .put("url", found.group())
                .putObject("images");
    }

    static void sizes(ObjectNode json, Attachment image) {
        SIZES.forEach(size -> json.put(size, image.url()));
    }

    static boolean isVoice(Attachment file) {
        return file.kind() == Kind.VOICE || file.kind() == Kind.AUDIO;
    }
}
