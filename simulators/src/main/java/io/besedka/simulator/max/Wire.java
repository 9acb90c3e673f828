package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.ContactCard;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Profile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Users, messages and attachments as MAX writes them. */
final class Wire {
    /** A token is this and the id of a file the simulator holds. */
    static final String TOKEN = "f9LHodD0cO";

    private Wire() {}

    static ObjectNode person(Chat chat) {
        var person = chat.person();
        return user(Long.parseLong(person.id()), person.firstName(), chat, false)
                .put("last_name", person.lastName());
    }

    static ObjectNode bot(Account bot) {
        return Json.object()
                .put("user_id", botId(bot))
                .put("first_name", bot.name())
                .put("name", bot.name())
                .put("username", bot.id())
                .put("is_bot", true)
                .put("last_activity_time", bot.messenger().time().now().toEpochMilli());
    }

    private static ObjectNode user(long id, String first, Chat chat, boolean bot) {
        return Json.object()
                .put("user_id", id)
                .put("first_name", first)
                .put("last_name", "")
                .put("is_bot", bot)
                .put(
                        "last_activity_time",
                        chat.account().messenger().time().now().toEpochMilli())
                .put("name", chat.person().name());
    }

    static long botId(Account bot) {
        return Profile.number("bot " + bot.id());
    }

    static ObjectNode message(Chat chat, Bubble bubble) {
        var json = Json.object();
        json.set("sender", bubble.ours() ? bot(chat.account()) : person(chat));
        json.putObject("recipient")
                .put("chat_id", Long.parseLong(chat.id()))
                .put("chat_type", "dialog")
                .put("user_id", bubble.ours() ? Long.parseLong(chat.person().id()) : botId(chat.account()));
        json.put("timestamp", bubble.at().toEpochMilli());
        if (!bubble.replyTo().isEmpty()) chat.find(bubble.replyTo()).ifPresent(to -> json.set("link", link(chat, to)));
        json.set("body", body(chat, bubble));
        return json;
    }

    private static ObjectNode link(Chat chat, Bubble to) {
        var link = Json.object().put("type", "reply").put("chat_id", Long.parseLong(chat.id()));
        link.set("sender", to.ours() ? bot(chat.account()) : person(chat));
        link.set("message", body(chat, to));
        return link;
    }

    private static ObjectNode body(Chat chat, Bubble bubble) {
        var body = Json.object()
                .put("mid", bubble.id())
                .put(
                        "seq",
                        Long.parseUnsignedLong(bubble.id().substring(bubble.id().length() - 16), 16))
                .put("text", bubble.text());
        var attachments = Json.array();
        fill(attachments, chat, bubble.content());
        if (!attachments.isEmpty()) body.set("attachments", attachments);
        if (!bubble.content().marks().isEmpty()) {
            var markup = body.putArray("markup");
            for (var mark : bubble.content().marks()) {
                var json = markup.addObject().put("from", mark.offset()).put("length", mark.length());
                json.put("type", Markings.word(mark.kind()));
                if (!mark.url().isEmpty()) json.put("url", mark.url());
            }
        }
        return body;
    }

    private static void fill(ArrayNode attachments, Chat chat, Content content) {
        content.attachments().forEach(file -> attachments.add(file(file)));
        if (content.place() != null)
            attachments
                    .addObject()
                    .put("type", "location")
                    .put("latitude", content.place().latitude())
                    .put("longitude", content.place().longitude());
        if (content.contact() != null) attachments.add(contact(chat, content.contact()));
        if (!content.buttons().isEmpty()) {
            var keyboard = attachments.addObject().put("type", "inline_keyboard");
            var rows = keyboard.putObject("payload").putArray("buttons");
            for (var row : content.buttons()) {
                var line = rows.addArray();
                row.forEach(button -> line.add(button.raw()));
            }
        }
    }

    private static ObjectNode file(Attachment file) {
        var json = Json.object().put("type", Uploads.type(file.kind()));
        var payload = json.putObject("payload").put("url", file.url());
        if (!file.fileId().isEmpty()) payload.put("token", TOKEN + file.fileId());
        switch (file.kind()) {
            case PHOTO -> payload.put("photo_id", Profile.number(file.fileId()));
            case VIDEO -> {
                json.put("width", 640).put("height", 360).put("duration", file.seconds());
                json.putObject("thumbnail").put("url", file.url());
            }
            case FILE -> json.put("filename", file.name()).put("size", file.size());
            case STICKER -> {
                payload.remove("token");
                payload.put("code", "0b5a1e");
                json.put("width", 512).put("height", 512);
            }
            case AUDIO, VOICE -> {}
        }
        return json;
    }

    /** One's own number comes with its owner and a hash made with the bot's token; somebody else's without both. */
    private static ObjectNode contact(Chat chat, ContactCard card) {
        var vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:ez-vcard 0.10.3\r\nTEL;TYPE=cell:"
                + card.phone().replace("+", "") + "\r\nFN:" + card.name() + "\r\nEND:VCARD\r\n";
        var json = Json.object().put("type", "contact");
        var payload = json.putObject("payload").put("vcf_info", vcard);
        if (card.own()) {
            payload.put("hash", hash(chat.account(), vcard));
            payload.set("max_info", person(chat));
        }
        return json;
    }

    private static String hash(Account bot, String vcard) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bot.extra("token").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(vcard.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
