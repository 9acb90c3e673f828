package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Menu;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as changes of the fields {@code messages} and {@code smb_message_echoes}. */
final class WhatsAppDeeds implements Deeds {
    static final String MESSAGE = "message";
    static final String STATUS = "status";
    static final String ECHO = "echo";

    /** The phone's digits. */
    @Override
    public String personId(Account account, String name) {
        return Profile.phoneOf(name).substring(1);
    }

    /** Holds the person's id, so that a message is found without looking through all chats. */
    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        var inside = chat.id() + ":" + chat.account().nextNumber();
        return "wamid."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(inside.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<Chat> chatOfMessage(Account account, String wamid) {
        try {
            var inside = new String(
                    Base64.getUrlDecoder().decode(wamid.replaceFirst("^wamid\\.", "")), StandardCharsets.US_ASCII);
            return account.chat(inside.replaceFirst(":.*", ""));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The business-scoped id: made of the phone, so that it can be read back. */
    static String userId(Chat chat) {
        return "RU." + new StringBuilder(chat.person().id()).reverse();
    }

    static String waIdOf(String userId) {
        return new StringBuilder(userId.substring(3)).reverse().toString();
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        var content = bubble.content();
        if (content.attachments().isEmpty()) return List.of(post(chat, bubble, plain(chat, content)));
        var updates = new ArrayList<Update>();
        for (var file : content.attachments()) {
            var body = media(file, updates.isEmpty() ? content.text() : "");
            var message = message(chat, bubble, body);
            if (!updates.isEmpty()) message.put("id", messageId(chat, Bubble.Side.THEM));
            updates.add(spoken(chat, message));
        }
        return updates;
    }

    /** A reply button says its title; one of a template comes as type {@code button}. */
    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        if (button.press() != Button.Press.SAY || bubble == null) return Deeds.super.presses(chat, bubble, button);
        var said = chat.theirs(Content.text(button.label()), bubble.id());
        var body = Json.object();
        if (bubble.content().template().isEmpty()) {
            body.put("type", "interactive")
                    .putObject("interactive")
                    .put("type", "button_reply")
                    .putObject("button_reply")
                    .put("id", button.payload())
                    .put("title", button.label());
        } else {
            body.put("type", "button")
                    .putObject("button")
                    .put("payload", button.payload())
                    .put("text", button.label());
        }
        return List.of(post(chat, said, body));
    }

    @Override
    public List<Update> picks(Chat chat, Bubble bubble, Menu.Row row) {
        var said = chat.theirs(Content.text(row.title()), bubble.id());
        var body = Json.object().put("type", "interactive");
        var reply = body.putObject("interactive").put("type", "list_reply").putObject("list_reply");
        reply.put("id", row.id()).put("title", row.title());
        if (!row.description().isEmpty()) reply.put("description", row.description());
        return List.of(post(chat, said, body));
    }

    @Override
    public List<Update> edits(Chat chat, Bubble bubble) {
        var body = Json.object().put("type", "edit");
        var edit = body.putObject("edit").put("original_message_id", bubble.id());
        edit.set("message", plain(chat, bubble.content()));
        return List.of(notice(chat, body));
    }

    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        var body = Json.object().put("type", "revoke");
        body.putObject("revoke").put("original_message_id", bubble.id());
        return List.of(notice(chat, body));
    }

    @Override
    public List<Update> reacts(Chat chat, Bubble bubble, String emoji) {
        var body = Json.object().put("type", "reaction");
        var reaction = body.putObject("reaction").put("message_id", bubble.id());
        if (!emoji.isEmpty()) reaction.put("emoji", emoji);
        return List.of(notice(chat, body));
    }

    @Override
    public List<Update> delivered(Chat chat, List<Bubble> bubbles) {
        return bubbles.stream()
                .map(bubble -> Statuses.of(chat, bubble, "delivered"))
                .toList();
    }

    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        return bubbles.stream().map(bubble -> Statuses.of(chat, bubble, "read")).toList();
    }

    @Override
    public List<Update> echoes(Chat chat, Bubble bubble) {
        var echo = Json.object()
                .put("from", digits(chat.account().extra("display_phone_number")))
                .put("id", bubble.id())
                .put("timestamp", seconds(chat));
        if (!hidesPhone(chat)) echo.put("to", chat.person().id());
        echo.put("to_user_id", userId(chat)).setAll(plain(chat, bubble.content()));
        var value = value(chat.account());
        value.putArray("message_echoes").add(echo);
        return List.of(
                chat.account().updates().post(chat, ECHO, envelope(chat.account(), "smb_message_echoes", value)));
    }

    /** Username and no phone, as for people who hide it. */
    static boolean hidesPhone(Chat chat) {
        return chat.extra().path("hidden").asBoolean(false);
    }

    private static Update post(Chat chat, Bubble bubble, ObjectNode body) {
        return spoken(chat, message(chat, bubble, body));
    }

    /** A deed that is no bubble of its own still has an id. */
    private Update notice(Chat chat, ObjectNode body) {
        return spoken(chat, head(chat, messageId(chat, Bubble.Side.THEM)).setAll(body));
    }

    private static ObjectNode message(Chat chat, Bubble bubble, ObjectNode body) {
        var message = head(chat, bubble.id());
        if (!bubble.replyTo().isEmpty()) {
            message.putObject("context")
                    .put("from", digits(chat.account().extra("display_phone_number")))
                    .put("id", bubble.replyTo());
        }
        return message.setAll(body);
    }

    private static ObjectNode head(Chat chat, String id) {
        var message = Json.object();
        if (!hidesPhone(chat)) message.put("from", chat.person().id());
        return message.put("from_user_id", userId(chat)).put("id", id).put("timestamp", seconds(chat));
    }

    private static Update spoken(Chat chat, ObjectNode message) {
        var value = value(chat.account());
        var contact = value.putArray("contacts").addObject();
        var profile = contact.putObject("profile").put("name", chat.person().name());
        if (hidesPhone(chat))
            profile.put(
                    "username",
                    chat.person().name().toLowerCase(java.util.Locale.ROOT).replace(' ', '.'));
        else contact.put("wa_id", chat.person().id());
        contact.put("user_id", userId(chat));
        value.putArray("messages").add(message);
        return chat.account().updates().post(chat, MESSAGE, envelope(chat.account(), "messages", value));
    }

    private static ObjectNode plain(Chat chat, Content content) {
        if (content.place() != null) {
            var body = Json.object().put("type", "location");
            var place = body.putObject("location")
                    .put("latitude", content.place().latitude())
                    .put("longitude", content.place().longitude());
            if (!content.place().title().isEmpty())
                place.put("name", content.place().title());
            return body;
        }
        if (content.contact() != null) {
            var body = Json.object().put("type", "contacts");
            var card = body.putArray("contacts").addObject();
            card.putObject("name")
                    .put("formatted_name", content.contact().name())
                    .put("first_name", content.contact().name());
            var phone = card.putArray("phones")
                    .addObject()
                    .put("phone", content.contact().phone())
                    .put("type", "CELL");
            phone.put("wa_id", digits(content.contact().phone()));
            return body;
        }
        var body = Json.object().put("type", "text");
        body.putObject("text").put("body", content.text());
        return body;
    }

    private static ObjectNode media(Attachment file, String caption) {
        var word = switch (file.kind()) {
            case PHOTO -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE -> "audio";
            case STICKER -> "sticker";
            case FILE -> "document";
        };
        boolean voice = file.kind() == io.besedka.simulator.messenger.Kind.VOICE;
        var body = Json.object().put("type", word);
        var media = body.putObject(word)
                .put("id", file.fileId())
                .put("mime_type", voice ? "audio/ogg; codecs=opus" : file.mime())
                .put("sha256", sha256(file.fileId()));
        if (word.equals("audio")) media.put("voice", voice);
        if (word.equals("sticker")) media.put("animated", false);
        if (word.equals("document")) media.put("filename", file.name());
        if (!caption.isEmpty() && !word.equals("audio") && !word.equals("sticker")) media.put("caption", caption);
        return body;
    }

    /** Looks right; nobody here checks it. */
    static String sha256(String of) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ObjectNode value(Account account) {
        var value = Json.object().put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", digits(account.extra("display_phone_number")))
                .put("phone_number_id", account.id());
        return value;
    }

    static ObjectNode envelope(Account account, String field, ObjectNode value) {
        var batch = Json.object().put("object", "whatsapp_business_account");
        var change = batch.putArray("entry")
                .addObject()
                .put("id", account.extra("waba_id"))
                .putArray("changes")
                .addObject()
                .put("field", field);
        change.set("value", value);
        return batch;
    }

    private static String digits(String phone) {
        return phone.replaceAll("\\D", "");
    }

    static String seconds(Chat chat) {
        return Long.toString(chat.account().messenger().time().now().getEpochSecond());
    }
}
