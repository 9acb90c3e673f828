package io.besedka.channel.max;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** What a MAX message says. Formatting is dropped, but the address behind a linked word is written out after it. */
final class MaxContent {
    /** {@link Attachment#remote()} of a video: this, its token, and after a space its own address if there is one. */
    static final String VIDEO = "video:";

    private static final int REMOTE_LIMIT = 2_000;
    private static final int KIND_LIMIT = 40;

    private MaxContent() {}

    /** Of a whole message, so that a pure forward, which has no body of its own, says what was forwarded. Null when it says nothing. */
    static Content of(JsonNode message, String token) {
        var sender = message.path("sender").path("user_id").longValue(0);
        var own = read(message.path("body"), new MaxContacts(token, sender));
        if (own == null && "forward".equals(message.path("link").path("type").stringValue(""))) {
            return read(message.path("link").path("message"), MaxContacts.STRANGERS);
        }
        return own;
    }

    private static Content read(JsonNode body, MaxContacts contacts) {
        var text = linked(body.path("text").stringValue(""), body.path("markup"));
        var parts = new ArrayList<Part>();
        for (var attachment : body.path("attachments")) {
            var part = part(attachment, contacts);
            if (part != null && parts.size() < Content.PART_LIMIT) {
                parts.add(part);
            }
            text = shared(attachment, text);
        }
        var content = new Content(text, false, parts);
        return content.isEmpty() ? null : content;
    }

    private static Part part(JsonNode attachment, MaxContacts contacts) {
        var type = attachment.path("type").stringValue("");
        return switch (type) {
            // A keyboard says nothing, and a link's preview is told in the text.
            case "inline_keyboard", "reply_keyboard", "share", "" -> null;
            case "image" -> file(Media.PHOTO, "image/jpeg", attachment);
            case "video" -> file(Media.VIDEO, "video/mp4", attachment);
            // People record it in the chat; a song comes as a file.
            case "audio" -> file(Media.VOICE, "audio/mpeg", attachment);
            case "sticker" -> file(Media.STICKER, "image/webp", attachment);
            case "file" -> file(Media.FILE, null, attachment);
            case "contact" -> contacts.card(attachment.path("payload"));
            case "location" -> place(attachment);
            default -> new Part.Unsupported(type.length() > KIND_LIMIT ? type.substring(0, KIND_LIMIT) : type);
        };
    }

    private static Part place(JsonNode attachment) {
        double latitude = attachment.path("latitude").doubleValue(Double.NaN);
        double longitude = attachment.path("longitude").doubleValue(Double.NaN);
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth ? new Location(latitude, longitude, null, null) : new Part.Unsupported("location");
    }

    private static Part file(Media media, String mime, JsonNode attachment) {
        var remote = remote(media, attachment.path("payload"));
        if (remote.isEmpty() || remote.length() > REMOTE_LIMIT) {
            return new Part.Unsupported(attachment.path("type").stringValue("file"));
        }
        return new Attachment(
                media,
                0,
                remote,
                attachment.path("filename").stringValue(null),
                mime,
                Math.max(0, attachment.path("size").longValue(0)),
                Math.max(0, attachment.path("width").intValue(0)),
                Math.max(0, attachment.path("height").intValue(0)),
                Math.max(0, attachment.path("duration").intValue(0)));
    }

    private static String remote(Media media, JsonNode payload) {
        var url = payload.path("url").stringValue("");
        var token = payload.path("token").stringValue("");
        if (media != Media.VIDEO || token.isEmpty() || token.contains(" ")) {
            return url;
        }
        var both = VIDEO + token + (url.isEmpty() ? "" : " " + url);
        return both.length() <= REMOTE_LIMIT ? both : VIDEO + token;
    }

    private static String shared(JsonNode attachment, String text) {
        var url = attachment.path("payload").path("url").stringValue("");
        if (!"share".equals(attachment.path("type").stringValue("")) || url.isEmpty() || text.contains(url)) {
            return text;
        }
        return text.isEmpty() ? url : text + "\n" + url;
    }

    /** Offsets are in UTF-16 units, as Java's are; links do not nest, but nobody promises their order. */
    private static String linked(String text, JsonNode markup) {
        var out = new StringBuilder(text);
        markup.valueStream()
                .filter(mark -> "link".equals(mark.path("type").stringValue("")))
                .filter(mark -> !mark.path("url").stringValue("").isEmpty())
                .sorted((one, other) -> Long.compare(end(other), end(one)))
                .forEach(mark -> write(out, text, mark));
        return out.toString();
    }

    private static long end(JsonNode mark) {
        return mark.path("from").longValue(0) + mark.path("length").longValue(0);
    }

    private static void write(StringBuilder out, String text, JsonNode mark) {
        long from = mark.path("from").longValue(0);
        long end = end(mark);
        var url = mark.path("url").stringValue("");
        if (from < 0 || from >= end || end > text.length()) {
            return;
        }
        if (!text.substring((int) from, (int) end).equals(url)) {
            out.insert((int) end, " (" + url + ")");
        }
    }

    /** The phone number that the client shared of the client's own accord; null = none. */
    static String ownPhone(Content content) {
        return content.parts().stream()
                .filter(Part.ContactCard.class::isInstance)
                .map(Part.ContactCard.class::cast)
                .filter(Part.ContactCard::own)
                .map(Part.ContactCard::phone)
                .findFirst()
                .orElse(null);
    }
}
