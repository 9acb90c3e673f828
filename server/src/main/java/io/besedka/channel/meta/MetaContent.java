package io.besedka.channel.meta;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Part.Unsupported;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a message of a webhook says. */
final class MetaContent {
    private static final int ADDRESS = 2_000;
    private static final Pattern KIND = Pattern.compile("[a-z_]{1,40}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{9,15}");

    private final List<String> lines = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private MetaContent() {}

    /** Empty when it says nothing. */
    static Content of(JsonNode message) {
        var content = new MetaContent();
        content.add(message);
        var parts = content.parts.subList(0, Math.min(Content.PART_LIMIT, content.parts.size()));
        return new Content(String.join("\n", content.lines), false, parts);
    }

    private void add(JsonNode message) {
        var text = message.path("text").stringValue("");
        var card = sharedPhone(message, text);
        if (card != null) {
            parts.add(card);
        } else if (!text.isBlank()) {
            lines.add(text);
        }
        message.path("attachments").forEach(this::attach);
        if (message.path("is_unsupported").booleanValue(false) && parts.isEmpty()) {
            parts.add(new Unsupported("unsupported"));
        }
        var story = message.at("/reply_to/story/url").stringValue("");
        if (!story.isEmpty()) {
            parts.add(file(Media.FILE, story, "story", "story"));
        }
    }

    /** A quick reply that asks for a number answers with it as its payload and as the text. */
    private static ContactCard sharedPhone(JsonNode message, String text) {
        var payload = message.at("/quick_reply/payload").stringValue("");
        boolean shared = PHONE.matcher(payload).matches() && payload.equals(text.replaceAll("[\\s()-]", ""));
        return shared ? new ContactCard(payload, "", null, true) : null;
    }

    private void attach(JsonNode attachment) {
        var type = attachment.path("type").stringValue("");
        var payload = attachment.path("payload");
        var url = payload.path("url").stringValue(attachment.path("url").stringValue(""));
        switch (type) {
            case "image" -> parts.add(file(payload.has("sticker_id") ? Media.STICKER : Media.PHOTO, url, null, type));
            case "sticker" -> parts.add(file(Media.STICKER, url, null, type));
            case "video" -> parts.add(file(Media.VIDEO, url, null, type));
            // Whether it was spoken or attached is not told; hardly anybody attaches music.
            case "audio" -> parts.add(file(Media.VOICE, url, null, type));
            case "file" -> parts.add(file(Media.FILE, url, name(url), type));
            case "story_mention" -> parts.add(file(Media.FILE, url, "story-mention", type));
            case "location" ->
                parts.add(place(
                        payload.path("coordinates"), attachment.path("title").stringValue(null)));
            case "template" -> addTemplate(attachment, payload);
            case "fallback", "share", "post", "ig_post", "reel", "ig_reel" -> addLink(attachment, payload, url, type);
            default -> parts.add(new Unsupported(KIND.matcher(type).matches() ? type : "unknown"));
        }
    }

    private static Part file(Media media, String url, String name, String type) {
        return url.startsWith("http") && url.length() <= ADDRESS
                ? Attachment.remote(media, url, name, null, 0)
                : new Unsupported(type);
    }

    /** The last part of the address, where files have their names. */
    static String name(String url) {
        var path = url.replaceAll("[?#].*", "");
        var last = path.substring(path.lastIndexOf('/') + 1);
        var escaped = last.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B");
        var plain = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        var clean = plain.replaceAll("[\\p{Cntrl}/\\\\]", "").strip();
        return clean.isEmpty() ? null : clean.substring(Math.max(0, clean.length() - 200));
    }

    private static Part place(JsonNode at, String title) {
        double latitude = at.path("lat").asDouble(Double.NaN);
        double longitude = at.path("long").asDouble(at.path("lon").asDouble(Double.NaN));
        boolean real = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return real ? new Location(latitude, longitude, title, null) : new Unsupported("location");
    }

    /** Of what a page has sent itself, its words are enough. */
    private void addTemplate(JsonNode attachment, JsonNode payload) {
        var text = payload.path("text").stringValue(attachment.path("title").stringValue(""));
        if (text.isBlank()) {
            parts.add(new Unsupported("template"));
        } else if (lines.isEmpty()) {
            lines.add(text);
        }
    }

    private void addLink(JsonNode attachment, JsonNode payload, String url, String type) {
        var title = payload.path("title").stringValue(attachment.path("title").stringValue(""));
        var words = String.join("\n", List.of(title, url)).strip();
        if (words.isEmpty()) {
            parts.add(new Unsupported(type));
        } else if (url.isEmpty() || lines.stream().noneMatch(line -> line.contains(url))) {
            lines.add(words);
        }
    }
}
