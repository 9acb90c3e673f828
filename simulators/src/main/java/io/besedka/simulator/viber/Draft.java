package io.besedka.simulator.viber;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.ContactCard;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Keyboard;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Place;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A message as send_message takes it, checked. {@code wrong} says what only the phone finds wrong: such a message is
 * accepted first and failed afterwards; otherwise it is empty.
 */
record Draft(Content content, Keyboard keyboard, String tracking, String wrong) {
    private static final int TEXT = 7_000;
    private static final int CAPTION = 768;
    private static final long FILE_SIZE = 50L << 20;
    private static final Set<String> FORBIDDEN =
            Set.of("exe", "bat", "cmd", "com", "msi", "scr", "vbs", "js", "jar", "apk", "dll", "lnk", "ps1");

    /** Refuses with status 3 or 4 what Viber itself finds wrong. */
    static Draft of(JsonNode json) {
        if (needed(json.path("sender"), "name", 28).isBlank()) throw missing("sender.name");
        return welcome(json);
    }

    /** The same without a sender: the vendor's SDK leaves it out of a welcome message. */
    static Draft welcome(JsonNode json) {
        var tracking = json.path("tracking_data").asString("");
        if (tracking.length() > 4_000) throw bad("tracking_data is too long");
        int api = json.path("min_api_version").asInt(1);
        var keyboard = json.path("keyboard");
        var wrong = keyboard.isMissingNode() || keyboard.isNull() ? "" : Keyboards.wrongWith(keyboard, api);
        var content = content(json);
        var rich = json.path("rich_media");
        if (rich.isObject() && wrong.isEmpty()) wrong = Keyboards.wrongWithRich(rich, api);
        var shown = wrong.isEmpty() && keyboard.isObject() ? Keyboards.read(keyboard) : Keyboard.NONE;
        return new Draft(content, shown, tracking, wrong);
    }

    private static Content content(JsonNode json) {
        var type = json.path("type").asString("");
        return switch (type) {
            case "text" -> Content.text(needed(json, "text", TEXT));
            case "picture" -> captioned(json, Attachment.at(Kind.PHOTO, media(json)));
            case "video" -> captioned(json, sized(json, Attachment.at(Kind.VIDEO, media(json))));
            case "file" -> Content.of(named(json, sized(json, Attachment.at(Kind.FILE, media(json)))));
            case "sticker" -> sticker(json);
            case "url" -> Content.text(media(json));
            case "contact" -> contact(json.path("contact"));
            case "location" -> location(json.path("location"));
            case "rich_media" -> {
                if (!json.path("rich_media").isObject()) throw missing("rich_media");
                yield Content.text(json.path("alt_text").asString(""))
                        .withCards(Keyboards.cards(json.path("rich_media")));
            }
            case "" -> throw missing("type");
            default -> throw bad("unknown type " + type);
        };
    }

    private static Content captioned(JsonNode json, Attachment file) {
        var text = json.path("text").asString("");
        if (text.length() > CAPTION) throw bad("text is too long");
        return Content.of(file).withText(text);
    }

    private static String media(JsonNode json) {
        var url = needed(json, "media", 2_000);
        if (!url.matches("(?i)https?://\\S+")) throw bad("media is not an address");
        return url;
    }

    private static Attachment sized(JsonNode json, Attachment file) {
        long size = json.path("size").asLong(0);
        if (size <= 0) throw missing("size");
        if (size > FILE_SIZE) throw bad("size is above 50 MB");
        if (json.path("duration").asInt(0) > 180) throw bad("duration is above 180 s");
        return new Attachment(
                file.kind(), "", file.mime(), size, 0, 0, json.path("duration").asInt(0), "", file.url());
    }

    private static Attachment named(JsonNode json, Attachment file) {
        var name = needed(json, "file_name", 256);
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (FORBIDDEN.contains(ending)) throw bad("files of this type are forbidden");
        return file.withName(name);
    }

    private static Content sticker(JsonNode json) {
        if (!json.path("sticker_id").isIntegralNumber()) throw missing("sticker_id");
        var name = "sticker " + json.path("sticker_id").asLong(0);
        return Content.of(Attachment.at(Kind.STICKER, "").withName(name));
    }

    private static Content contact(JsonNode json) {
        return Content.of(new ContactCard(needed(json, "name", 28), needed(json, "phone_number", 18), false));
    }

    private static Content location(JsonNode json) {
        if (!json.path("lat").isNumber() || !json.path("lon").isNumber()) throw missing("location");
        double lat = json.path("lat").asDouble(0);
        double lon = json.path("lon").asDouble(0);
        if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw bad("location is out of range");
        return Content.of(Place.at(lat, lon));
    }

    private static String needed(JsonNode json, String name, int most) {
        var value = json.path(name);
        if (!value.isString() || value.asString("").isEmpty()) throw missing(name);
        if (value.asString("").length() > most) throw bad(name + " is too long");
        return value.asString("");
    }

    private static RuntimeException missing(String what) {
        return Replies.refusal(Status.MISSING_DATA, "missing " + what);
    }

    private static RuntimeException bad(String why) {
        return Replies.refusal(Status.BAD_DATA, why);
    }
}
