package io.besedka.channel.avito;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Location;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Part.Unsupported;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a message says, from the webhook and from the lists alike. */
final class AvitoContent {
    /** Before the id of a voice message, whose address is asked for only when it is fetched. */
    static final String VOICE = "voice:";

    private static final Pattern TYPE_NAME = Pattern.compile("[a-zA-Z_-]{1,40}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    private AvitoContent() {}

    /** Null when it says nothing. */
    static Content of(JsonNode message) {
        var content = message.path("content");
        var type = message.path("type").stringValue("");
        return switch (type) {
            case "text", "system" -> Content.text(content.path("text").stringValue(""));
            case "image" -> Content.of("", image(content.path("image").path("sizes")));
            case "voice" ->
                Content.of("", voice(content.path("voice").path("voice_id").asString("")));
            case "location" -> Content.of("", location(content.path("location")));
            case "link" -> Content.text(link(content.path("link")));
            case "item" -> Content.text(item(content.path("item")));
            case "call" -> Content.of("", new Unsupported(call(content.path("call"))));
            default -> TYPE_NAME.matcher(type).matches() ? Content.of("", new Unsupported(type)) : null;
        };
    }

    /** The largest of the sizes told. */
    private static Part image(JsonNode sizes) {
        var address = "";
        long width = 0;
        long height = 0;
        for (var size : sizes.properties()) {
            var measures = SIZE.matcher(size.getKey());
            var at = size.getValue().stringValue("");
            boolean known = measures.matches() && !at.isEmpty() && at.length() <= AvitoLimits.ADDRESS;
            if (known && Long.parseLong(measures.group(1)) * Long.parseLong(measures.group(2)) > width * height) {
                address = at;
                width = Long.parseLong(measures.group(1));
                height = Long.parseLong(measures.group(2));
            }
        }
        return address.isEmpty()
                ? new Unsupported("image")
                : Attachment.remote(Media.PHOTO, address, null, "image/jpeg", 0);
    }

    private static Part voice(String id) {
        return id.isEmpty() || id.length() > AvitoLimits.ID
                ? new Unsupported("voice")
                : Attachment.remote(Media.VOICE, VOICE + id, null, "audio/mp4", 0);
    }

    private static Part location(JsonNode place) {
        double latitude = place.path("lat").asDouble(Double.NaN);
        double longitude = place.path("lon").asDouble(Double.NaN);
        boolean real = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return real
                ? new Location(
                        latitude,
                        longitude,
                        place.path("title").stringValue(null),
                        place.path("text").stringValue(null))
                : new Unsupported("location");
    }

    private static String link(JsonNode link) {
        var text = link.path("text").stringValue("");
        var url = link.path("url").stringValue("");
        return text.contains(url) ? text : lines(text, url);
    }

    private static String item(JsonNode item) {
        var title = item.path("title").stringValue("");
        var price = item.path("price_string").stringValue("");
        return lines(
                price.isBlank() ? title : title + ", " + price,
                item.path("item_url").stringValue(""));
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String call(JsonNode call) {
        return call.path("status").stringValue("").equals("missed") ? "missed call" : "call";
    }
}
