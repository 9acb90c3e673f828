package io.besedka.channel.telegram;

import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our messages as calls of the Bot API. Pure: it only names the files that the call must carry. */
final class TelegramOutbound {
    /** @param uploads the stored files of the call, by the names of their multipart parts */
    record Call(String method, ObjectNode body, List<Upload> uploads) {}

    record Upload(String part, Attachment file) {}

    private TelegramOutbound() {}

    static Call send(long chat, Outbound message) {
        var body = body(chat);
        var uploads = new ArrayList<Upload>();
        var method = fill(message, body, uploads);
        addReply(body, message.replyTo());
        addButtons(body, message.buttons());
        return new Call(method, body, uploads);
    }

    /** The text or caption and the buttons anew; files stay what they were. Null where there is nothing that can be edited. */
    static Call edit(long chat, long messageId, Outbound message) {
        var body = body(chat).put("message_id", messageId);
        boolean captioned = !message.media().isEmpty();
        if (!captioned && message.text().isBlank()) {
            return null;
        }
        addText(body, captioned ? "caption" : "text", message);
        if (message.buttons() != null && message.buttons().inline()) {
            addButtons(body, message.buttons());
        }
        return new Call(captioned ? "editMessageCaption" : "editMessageText", body, List.of());
    }

    static Call delete(long chat, List<Long> messageIds) {
        var body = body(chat);
        if (messageIds.size() == 1) {
            // Only this one says when it cannot.
            return new Call("deleteMessage", body.put("message_id", messageIds.getFirst()), List.of());
        }
        messageIds.forEach(body.putArray("message_ids")::add);
        return new Call("deleteMessages", body, List.of());
    }

    static Call react(long chat, long messageId, String emoji) {
        var body = body(chat).put("message_id", messageId);
        var reactions = body.putArray("reaction");
        if (emoji != null && !emoji.isEmpty()) {
            reactions.addObject().put("type", "emoji").put("emoji", emoji);
        }
        return new Call("setMessageReaction", body, List.of());
    }

    static Call typing(long chat) {
        return new Call("sendChatAction", body(chat).put("action", "typing"), List.of());
    }

    static Call answerPress(String callbackId) {
        return new Call("answerCallbackQuery", object().put("callback_query_id", callbackId), List.of());
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    private static ObjectNode body(long chat) {
        return object().put("chat_id", chat);
    }

    private static String fill(Outbound message, ObjectNode body, List<Upload> uploads) {
        if (message.media().size() > 1) {
            addAlbum(message, body.putArray("media"), uploads);
            return "sendMediaGroup";
        }
        if (message.media().size() == 1) {
            return addFile(message, body, uploads);
        }
        if (message.location() != null) {
            return addLocation(message.location(), body);
        }
        if (message.contact() != null) {
            return addContact(message.contact(), body);
        }
        addText(body, "text", message);
        return "sendMessage";
    }

    private static void addText(ObjectNode body, String member, Outbound message) {
        if (message.text().isEmpty()) {
            return;
        }
        body.put(member, message.markup() ? Markup.html(Markup.parse(message.text())) : message.text());
        if (message.markup()) {
            body.put("parse_mode", "HTML");
        }
    }

    private static String addFile(Outbound message, ObjectNode body, List<Upload> uploads) {
        var file = message.media().getFirst();
        var member = member(file.media());
        if (file.fileId() == 0) {
            body.put(member, file.remote());
        } else {
            uploads.add(new Upload(member, file));
        }
        addShape(body, file);
        addText(body, "caption", message);
        return switch (file.media()) {
            case PHOTO -> "sendPhoto";
            case VIDEO -> "sendVideo";
            case AUDIO -> "sendAudio";
            case VOICE -> "sendVoice";
            case VIDEO_NOTE -> "sendVideoNote";
            case ANIMATION -> "sendAnimation";
            case STICKER -> "sendSticker";
            case FILE -> "sendDocument";
        };
    }

    private static String member(Media media) {
        return switch (media) {
            case PHOTO -> "photo";
            case VIDEO -> "video";
            case AUDIO -> "audio";
            case VOICE -> "voice";
            case VIDEO_NOTE -> "video_note";
            case ANIMATION -> "animation";
            case STICKER -> "sticker";
            case FILE -> "document";
        };
    }

    private static void addShape(ObjectNode to, Attachment file) {
        boolean moves = file.media() == Media.VIDEO || file.media() == Media.ANIMATION;
        boolean lasts =
                moves || file.media() == Media.AUDIO || file.media() == Media.VOICE || file.media() == Media.VIDEO_NOTE;
        if (moves && file.width() > 0 && file.height() > 0) {
            to.put("width", file.width()).put("height", file.height());
        }
        if (lasts && file.seconds() > 0) {
            to.put("duration", file.seconds());
        }
    }

    private static void addAlbum(Outbound message, ArrayNode media, List<Upload> uploads) {
        for (var file : message.media()) {
            var item = media.addObject().put("type", member(file.media()));
            if (file.fileId() == 0) {
                item.put("media", file.remote());
            } else {
                var part = "file" + uploads.size();
                item.put("media", "attach://" + part);
                uploads.add(new Upload(part, file));
            }
            addShape(item, file);
            if (media.size() == 1) {
                addText(item, "caption", message);
            }
        }
    }

    private static String addLocation(Part.Location place, ObjectNode body) {
        body.put("latitude", place.latitude()).put("longitude", place.longitude());
        if (place.title() == null || place.title().isBlank()) {
            return "sendLocation";
        }
        // A venue must have an address.
        boolean addressed = place.address() != null && !place.address().isBlank();
        body.put("title", place.title()).put("address", addressed ? place.address() : place.title());
        return "sendVenue";
    }

    private static String addContact(Part.ContactCard card, ObjectNode body) {
        boolean named = card.firstName() != null && !card.firstName().isBlank();
        body.put("phone_number", card.phone()).put("first_name", named ? card.firstName() : card.phone());
        if (card.lastName() != null) {
            body.put("last_name", card.lastName());
        }
        return "sendContact";
    }

    private static void addReply(ObjectNode body, String replyTo) {
        var id = number(replyTo);
        if (id != null) {
            body.putObject("reply_parameters").put("message_id", id).put("allow_sending_without_reply", true);
        }
    }

    /** Null when it is not one of Telegram's numbers. */
    static Long number(String id) {
        try {
            return id == null ? null : Long.valueOf(id);
        } catch (NumberFormatException notTelegrams) {
            return null;
        }
    }

    private static void addButtons(ObjectNode body, Part.Buttons buttons) {
        if (buttons == null) {
            return;
        }
        var markup = body.putObject("reply_markup");
        var lines = markup.putArray(buttons.inline() ? "inline_keyboard" : "keyboard");
        for (var line : buttons.lines()) {
            var row = lines.addArray();
            line.forEach(button -> addButton(row.addObject(), button, buttons.inline()));
        }
        if (!buttons.inline()) {
            markup.put("resize_keyboard", true).put("one_time_keyboard", buttons.oneTime());
        }
    }

    private static void addButton(ObjectNode to, Button button, boolean inline) {
        to.put("text", button.label());
        switch (button.kind()) {
            case TEXT -> {
                if (inline) {
                    to.put("callback_data", button.value());
                }
            }
            case URL -> to.put("url", button.value());
            case PHONE -> to.put("request_contact", true);
            case LOCATION -> to.put("request_location", true);
            case WEB_APP -> to.putObject("web_app").put("url", button.value());
        }
        if (button.color() != null) {
            addStyle(to, button.color());
        }
    }

    private static void addStyle(ObjectNode to, String color) {
        switch (color) {
            case "primary" -> to.put("style", "primary");
            case "positive" -> to.put("style", "success");
            case "negative" -> to.put("style", "danger");
            default -> {}
        }
    }
}
