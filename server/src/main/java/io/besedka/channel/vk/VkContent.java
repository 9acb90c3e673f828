package io.besedka.channel.vk;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Part.Unsupported;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a message object says: its text, what is attached, and what it forwards. */
final class VkContent {
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z_]{1,40}");
    private static final int FORWARD_DEPTH = 3;
    private static final int NAME_LIMIT = 200;

    private final List<String> lines = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private VkContent() {}

    static Content of(JsonNode message) {
        var content = new VkContent();
        content.read(message, 0);
        var parts = content.parts.subList(0, Math.min(Content.PART_LIMIT, content.parts.size()));
        return new Content(String.join("\n", content.lines), false, parts);
    }

    private void read(JsonNode message, int depth) {
        var text = message.path("text").stringValue("");
        if (!text.isBlank()) {
            lines.add(depth == 0 ? text : quoted(text));
        }
        message.path("attachments").forEach(this::attached);
        placed(message.path("geo").path("coordinates"));
        if (depth < FORWARD_DEPTH) {
            message.path("fwd_messages").forEach(forwarded -> read(forwarded, depth + 1));
        }
    }

    private static String quoted(String text) {
        return "> " + text.strip().replace("\n", "\n> ");
    }

    private void placed(JsonNode place) {
        var lat = place.path("latitude");
        var lon = place.path("longitude");
        if (lat.isNumber() && lon.isNumber() && Math.abs(lat.asDouble(0)) <= 90 && Math.abs(lon.asDouble(0)) <= 180) {
            parts.add(new Location(lat.asDouble(0), lon.asDouble(0), null, null));
        }
    }

    private void attached(JsonNode attachment) {
        var type = attachment.path("type").stringValue("");
        var it = attachment.path(type);
        switch (type) {
            case "photo" -> file(type, Media.PHOTO, widest(it.path("sizes")), null, "image/jpeg");
            case "sticker" -> file(type, Media.STICKER, widest(it.path("images")), null, "image/png");
            case "graffiti" -> file(type, Media.PHOTO, it, null, "image/png");
            case "doc" -> document(it);
            case "audio_message" -> voice(it);
            case "audio" -> audio(it);
            case "video" -> say(it.path("title").stringValue(""), page("video", it));
            case "market" -> say(it.path("title").stringValue(""), page("product", it));
            case "wall" -> say(it.path("text").stringValue(""), page("wall", it));
            case "link" -> link(it);
            default -> {
                if (TYPE_NAME.matcher(type).matches()) {
                    parts.add(new Unsupported(type));
                }
            }
        }
    }

    private static JsonNode widest(JsonNode sizes) {
        return sizes.valueStream()
                .max(Comparator.comparingInt(size -> size.path("width").intValue(0)))
                .orElse(sizes);
    }

    private void file(String type, Media media, JsonNode size, String name, String mime) {
        int width = Math.max(0, size.path("width").intValue(0));
        int height = Math.max(0, size.path("height").intValue(0));
        file(
                type,
                size.path("url").stringValue(""),
                address -> new Attachment(media, 0, address, name, mime, 0, width, height, 0));
    }

    private void document(JsonNode doc) {
        var ending = doc.path("ext").stringValue("").strip();
        var title = doc.path("title").stringValue("").strip();
        var whole = ending.isEmpty() || title.toLowerCase().endsWith("." + ending.toLowerCase())
                ? title
                : title + "." + ending;
        var name = whole.isEmpty() ? null : whole.substring(Math.max(0, whole.length() - NAME_LIMIT));
        long bytes = Math.max(0, doc.path("size").longValue(0));
        var media = ending.equalsIgnoreCase("gif") ? Media.ANIMATION : Media.FILE;
        file("doc", doc.path("url").stringValue(""), address -> Attachment.remote(media, address, name, null, bytes));
    }

    private void voice(JsonNode voice) {
        var ogg = voice.path("link_ogg").stringValue("");
        var address = ogg.isEmpty() ? voice.path("link_mp3").stringValue("") : ogg;
        var mime = ogg.isEmpty() ? "audio/mpeg" : "audio/ogg";
        file("audio_message", address, at -> new Attachment(Media.VOICE, 0, at, null, mime, 0, 0, 0, seconds(voice)));
    }

    /** Music mostly comes without an address. */
    private void audio(JsonNode audio) {
        var title = (audio.path("artist").stringValue("") + " — "
                        + audio.path("title").stringValue(""))
                .strip();
        var address = audio.path("url").stringValue("");
        if (address.isEmpty()) {
            say("🎵 " + title, "");
            return;
        }
        file(
                "audio",
                address,
                at -> new Attachment(
                        Media.AUDIO, 0, at, shortened(title) + ".mp3", "audio/mpeg", 0, 0, 0, seconds(audio)));
    }

    private static int seconds(JsonNode sound) {
        return Math.max(0, sound.path("duration").intValue(0));
    }

    private static String shortened(String title) {
        return title.substring(0, Math.min(NAME_LIMIT, title.length()));
    }

    private void file(String type, String address, java.util.function.Function<String, Part> made) {
        parts.add(
                address.isEmpty() || address.length() > VkLimits.ADDRESS ? new Unsupported(type) : made.apply(address));
    }

    private void link(JsonNode link) {
        var url = link.path("url").stringValue("");
        // VK attaches a preview of every link that stands in the text.
        if (!url.isEmpty() && lines.stream().noneMatch(line -> line.contains(url))) {
            say(link.path("title").stringValue(""), url);
        }
    }

    private static String page(String kind, JsonNode it) {
        long owner = it.path("owner_id").longValue(it.path("from_id").longValue(0));
        long id = it.path("id").longValue(0);
        return owner == 0 || id == 0 ? "" : "https://vk.com/" + kind + owner + "_" + id;
    }

    private void say(String title, String address) {
        var line = (title.strip() + " " + address).strip();
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }
}
