package io.besedka.simulator.whatsapp;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.ContactCard;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Files;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A message other than a template as the API takes it, checked and turned into what the phone shows. */
final class Draft {
    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;
    private static final Map<String, Set<String>> TYPES = Map.of(
            "image", Set.of("image/jpeg", "image/png"),
            "video", Set.of("video/mp4", "video/3gpp"),
            "audio", Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            "sticker", Set.of("image/webp"));

    private final Files files;

    Draft(Files files) {
        this.files = files;
    }

    Content of(JsonNode json) {
        var type = json.path("type").asString("text");
        var body = json.path(type);
        if (body.isMissingNode()) throw Graph.missing(type);
        return switch (type) {
            case "text" -> Content.text(needed(body, "body", TEXT));
            case "image", "video", "audio", "document", "sticker" -> media(type, body);
            case "location" -> Content.of(location(body));
            case "contacts" -> Content.of(card(body));
            case "interactive" -> new Interactive(this).of(body);
            default -> throw Graph.refusal(131051, "Unsupported message type", type);
        };
    }

    private Content media(String type, JsonNode body) {
        var caption = body.path("caption").asString("");
        if (caption.length() > CAPTION)
            throw Graph.param("Param " + type + "['caption'] must be at most 1024 characters long.");
        boolean captioned = !type.equals("audio") && !type.equals("sticker");
        if (!caption.isEmpty() && !captioned)
            throw Graph.param("Unexpected key \"caption\" on param \"" + type + "\".");
        return Content.of(file(type, body)).withText(caption);
    }

    /** By the id of an upload, or by an address that is fetched once the call was answered. */
    Attachment file(String type, JsonNode body) {
        var id = body.path("id").asString("");
        var link = body.path("link").asString("");
        var name = body.path("filename").asString("");
        if (id.isEmpty() == link.isEmpty()) throw Graph.param("Param " + type + " must have either an id or a link.");
        if (!link.isEmpty()) {
            if (!link.matches("(?i)https?://\\S{1,2000}"))
                throw Graph.param("Param " + type + "['link'] is not a valid URI.");
            return Attachment.at(kind(type, body), link).withName(name);
        }
        var stored = files.find(id)
                .orElseThrow(() -> Graph.param(
                        "Param " + type + "['id'] is not a valid whatsapp business account media attachment ID"));
        var taken = TYPES.get(type);
        if (taken != null && !taken.contains(stored.attachment().mime())) {
            throw Graph.refusal(
                    131053,
                    "Media upload error",
                    "a file of type " + stored.attachment().mime() + " is no " + type);
        }
        var shown = stored.attachment().withKind(kind(type, body));
        return name.isEmpty() ? shown : shown.withName(name);
    }

    private static Kind kind(String type, JsonNode body) {
        return switch (type) {
            case "image" -> Kind.PHOTO;
            case "video" -> Kind.VIDEO;
            case "audio" -> body.path("voice").asBoolean(false) ? Kind.VOICE : Kind.AUDIO;
            case "sticker" -> Kind.STICKER;
            default -> Kind.FILE;
        };
    }

    private static Place location(JsonNode body) {
        var latitude = body.path("latitude").asDouble(1000);
        var longitude = body.path("longitude").asDouble(1000);
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
            throw Graph.invalid("location['latitude'] or ['longitude']");
        return new Place(
                latitude,
                longitude,
                body.path("name").asString(""),
                body.path("address").asString(""));
    }

    private static ContactCard card(JsonNode body) {
        var card = body.path(0);
        var name = needed(card.path("name"), "formatted_name", 200);
        boolean more = card.path("name").has("first_name") || card.path("name").has("last_name");
        if (!more) throw Graph.param("Param contacts[0]['name'] needs one more part of the name.");
        return new ContactCard(name, card.path("phones").path(0).path("phone").asString(""), false);
    }

    static String needed(JsonNode json, String name, int most) {
        var value = json.path(name).asString("");
        if (value.isEmpty()) throw Graph.missing(name);
        if (value.length() > most)
            throw Graph.param("Param " + name + " must be at most " + most + " characters long.");
        return value;
    }

    static List<List<Button>> one(Button button) {
        return List.of(List.of(button));
    }
}
