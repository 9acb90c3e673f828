package io.besedka.channel.whatsapp;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import java.util.ArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a WhatsApp message says, by its {@code type}. */
final class WhatsAppContent {
    private static final int KIND_LENGTH = 40;
    private static final int CARDS = 10;

    private WhatsAppContent() {}

    /** Null when the message says nothing, or names no file. */
    static Content of(JsonNode message) {
        var type = message.path("type").stringValue("");
        var body = message.path(type);
        return switch (type) {
            case "text" -> Content.text(body.path("body").stringValue(""));
            case "image" -> file(Media.PHOTO, body, "image/jpeg");
            case "video" -> file(Media.VIDEO, body, "video/mp4");
            case "audio" -> file(body.path("voice").booleanValue(false) ? Media.VOICE : Media.AUDIO, body, "audio/ogg");
            case "document" -> file(Media.FILE, body, null);
            case "sticker" -> file(Media.STICKER, body, "image/webp");
            case "location" -> Content.of("", location(body));
            case "contacts" -> cards(body, message.path("from").stringValue(""));
            case "interactive" -> interactive(body);
            case "button" ->
                Content.text(body.path("text").stringValue(body.path("payload").stringValue("")));
            case "order" -> order(body);
            case "", "reaction", "edit", "revoke", "system" -> null;
            case "unsupported", "unknown" -> unsupported(message);
            default -> unknown(type);
        };
    }

    private static Content unknown(String type) {
        return type.length() > KIND_LENGTH ? null : Content.of("", new Part.Unsupported(type));
    }

    private static Content unsupported(JsonNode message) {
        var kind = message.path("unsupported").path("type").stringValue("message");
        return unknown(kind.length() > KIND_LENGTH ? "message" : kind);
    }

    private static Content file(Media media, JsonNode file, String mime) {
        var id = file.path("id").stringValue("");
        if (id.isEmpty() || id.length() > 200) {
            return null;
        }
        var type = file.path("mime_type").stringValue(mime);
        var attachment = Attachment.remote(media, id, file.path("filename").stringValue(null), bare(type), 0);
        return Content.of(file.path("caption").stringValue(""), attachment);
    }

    /** Without the codecs: {@code audio/ogg; codecs=opus}. */
    private static String bare(String mime) {
        int end = mime == null ? -1 : mime.indexOf(';');
        return end < 0 ? mime : mime.substring(0, end).strip();
    }

    private static Location location(JsonNode place) {
        return new Location(
                place.path("latitude").doubleValue(0),
                place.path("longitude").doubleValue(0),
                place.path("name").stringValue(null),
                place.path("address").stringValue(null));
    }

    private static Content cards(JsonNode contacts, String from) {
        var parts = new ArrayList<Part>();
        for (var contact : contacts) {
            if (parts.size() < CARDS) {
                parts.add(card(contact, from));
            }
        }
        return parts.isEmpty() ? null : new Content("", false, parts);
    }

    private static ContactCard card(JsonNode contact, String from) {
        var phone = contact.path("phones").path(0);
        var name = contact.path("name");
        var first =
                name.path("first_name").stringValue(name.path("formatted_name").stringValue(null));
        boolean own = !from.isEmpty() && from.equals(phone.path("wa_id").stringValue(""));
        return new ContactCard(
                phone.path("phone").stringValue(""),
                first,
                name.path("last_name").stringValue(null),
                own);
    }

    private static Content interactive(JsonNode body) {
        var reply = body.path(body.path("type").stringValue(""));
        if (body.has("nfm_reply")) {
            return Content.of(
                    body.path("nfm_reply").path("response_json").stringValue(""), new Part.Unsupported("form"));
        }
        var title = reply.path("title").stringValue("");
        return title.isBlank() ? unknown("interactive") : Content.text(title);
    }

    private static Content order(JsonNode order) {
        var lines = order.path("product_items")
                .valueStream()
                .limit(50)
                .map(item -> item.path("quantity").asString("") + " × "
                        + item.path("product_retailer_id").asString("?") + " — "
                        + item.path("item_price").asString("") + " "
                        + item.path("currency").asString(""))
                .collect(Collectors.joining("\n"));
        var words = order.path("text").stringValue("");
        return Content.of(words.isBlank() ? lines : words + "\n" + lines, new Part.Unsupported("order"));
    }
}
