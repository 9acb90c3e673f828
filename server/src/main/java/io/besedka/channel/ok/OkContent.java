package io.besedka.channel.ok;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What an OK message says. OK documents the kinds of attachments and hardly any of their members. */
final class OkContent {
    private static final int URL_LIMIT = 2_000;

    private OkContent() {}

    /** Empty when the message says nothing. */
    static Content of(JsonNode message) {
        var parts = new ArrayList<Part>();
        var lines = new ArrayList<String>();
        var text = message.path("text").stringValue("");
        if (!text.isBlank()) {
            lines.add(text);
        }
        for (var attachment : attachments(message)) {
            if (parts.size() < Content.PART_LIMIT) {
                add(attachment, parts, lines);
            }
        }
        return new Content(String.join("\n", lines), false, parts);
    }

    private static List<JsonNode> attachments(JsonNode message) {
        var all = new ArrayList<JsonNode>();
        message.path("attachments").forEach(all::add);
        if (message.path("attachment").isObject()) {
            all.add(message.path("attachment"));
        }
        return all;
    }

    private static void add(JsonNode attachment, List<Part> parts, List<String> lines) {
        var payload = attachment.path("payload");
        var type = attachment.path("type").stringValue("");
        switch (type) {
            case "IMAGE" -> parts.add(file(Media.PHOTO, "image/jpeg", type, payload));
            case "VIDEO" -> parts.add(file(Media.VIDEO, "video/mp4", type, payload));
            // People record AUDIO in the chat; a song from OK's catalogue is MUSIC.
            case "AUDIO" -> parts.add(file(Media.VOICE, null, type, payload));
            case "FILE" -> parts.add(file(Media.FILE, null, type, payload));
            case "STICKER" -> parts.add(file(Media.STICKER, null, type, payload));
            case "LOCATION" -> parts.add(place(payload));
            case "CONTACT" -> parts.add(card(payload));
            case "INLINE_KEYBOARD" -> {}
            default -> addOther(type, payload, parts, lines);
        }
    }

    /** Shared links, music, gifts, calls and what is yet to come: named, with the address if there is one. */
    private static void addOther(String type, JsonNode payload, List<Part> parts, List<String> lines) {
        var url = url(payload);
        if (url != null && !String.join("\n", lines).contains(url)) {
            lines.add(url);
        }
        if (!type.equals("SHARE") || url == null) {
            parts.add(unsupported(type));
        }
    }

    private static Part.Unsupported unsupported(String type) {
        return new Part.Unsupported(type.matches("[A-Z_]{1,40}") ? type.toLowerCase(Locale.ROOT) : "unknown");
    }

    private static Part file(Media media, String mime, String type, JsonNode payload) {
        var url = url(payload);
        if (url == null) {
            return unsupported(type);
        }
        var name = payload.path("name").stringValue(payload.path("filename").stringValue(null));
        return new Attachment(
                media,
                0,
                url,
                name,
                mime,
                Math.max(0, payload.path("size").longValue(0)),
                payload.path("width").intValue(0),
                payload.path("height").intValue(0),
                payload.path("duration").intValue(0));
    }

    private static String url(JsonNode payload) {
        var url = payload.path("url").stringValue("");
        return url.isBlank() || url.length() > URL_LIMIT ? null : url;
    }

    private static Part place(JsonNode payload) {
        var latitude = payload.path("lat").doubleValue(payload.path("latitude").doubleValue(Double.NaN));
        var longitude = payload.path("lon")
                .doubleValue(payload.path("lng")
                        .doubleValue(payload.path("longitude").doubleValue(Double.NaN)));
        boolean real = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return real ? new Location(latitude, longitude, null, null) : unsupported("LOCATION");
    }

    /** Whose number it is OK does not say, so it never counts as the client's own. */
    private static Part card(JsonNode payload) {
        var phone =
                payload.path("phone").stringValue(payload.path("phone_number").stringValue(""));
        var name = payload.path("name").stringValue(null);
        return phone.isBlank() && name == null ? unsupported("CONTACT") : new ContactCard(phone, name, null, false);
    }
}
