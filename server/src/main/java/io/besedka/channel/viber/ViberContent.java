package io.besedka.channel.viber;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Part.Unsupported;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a message callback says. */
final class ViberContent {
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z_-]{1,40}");

    private ViberContent() {}

    /** Null when it says nothing. */
    static Content of(JsonNode event) {
        var message = event.path("message");
        var text = message.path("text").stringValue("");
        var type = message.path("type").stringValue("");
        return switch (type) {
            case "text" -> Content.text(text);
            case "url" -> Content.text(message.path("media").stringValue(text));
            case "picture" -> Content.of(text, file(Media.PHOTO, message, "image/jpeg", type));
            case "video" -> Content.of(text, file(Media.VIDEO, message, "video/mp4", type));
            case "file" -> Content.of(text, file(Media.FILE, message, null, type));
            case "sticker" -> Content.of(text, file(Media.STICKER, message, null, type));
            case "contact" -> contact(event, text);
            case "location" -> location(message.path("location"), text);
            default -> TYPE_NAME.matcher(type).matches() ? Content.of(text, new Unsupported(type)) : null;
        };
    }

    private static Part file(Media media, JsonNode message, String mime, String type) {
        var address = message.path("media").stringValue("");
        if (address.isEmpty() || address.length() > ViberLimits.ADDRESS) {
            return new Unsupported(type);
        }
        return new Attachment(
                media,
                0,
                address,
                name(message.path("file_name").stringValue("")),
                mime,
                Math.max(0, message.path("size").longValue(0)),
                0,
                0,
                Math.max(0, message.path("duration").intValue(0)));
    }

    private static String name(String told) {
        var clean = told.strip();
        return clean.isEmpty() ? null : clean.substring(0, Math.min(ViberLimits.FILE_NAME, clean.length()));
    }

    private static Content contact(JsonNode event, String text) {
        var card = card(event);
        return card.phone().isBlank() ? Content.of(text, new Unsupported("contact")) : Content.of(text, card);
    }

    /**
     * Viber does not say whose number it is. It is taken for the client's own where we had just asked for it and the card bears the client's
     * name.
     */
    static ContactCard card(JsonNode event) {
        var contact = event.path("message").path("contact");
        var name = contact.path("name").stringValue("").strip();
        boolean asked =
                event.path("message").path("tracking_data").stringValue("").equals(ViberTracking.PHONE_ASKED);
        boolean named = name.isEmpty()
                || name.equals(event.path("sender").path("name").stringValue("").strip());
        return new ContactCard(
                phone(contact.path("phone_number").stringValue("")),
                name.isEmpty() ? null : name,
                null,
                asked && named);
    }

    /** Viber tells international numbers without the plus. */
    private static String phone(String told) {
        return told.matches("[1-9]\\d{9,14}") ? "+" + told : told.substring(0, Math.min(50, told.length()));
    }

    private static Content location(JsonNode place, String text) {
        var lat = place.path("lat");
        var lon = place.path("lon");
        boolean real =
                lat.isNumber() && lon.isNumber() && Math.abs(lat.asDouble(0)) <= 90 && Math.abs(lon.asDouble(0)) <= 180;
        var address = place.path("address").stringValue(null);
        return Content.of(
                text,
                real ? new Location(lat.asDouble(0), lon.asDouble(0), null, address) : new Unsupported("location"));
    }
}
