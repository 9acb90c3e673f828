package io.besedka.simulator.max;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.ContactCard;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A NewMessageBody, checked and read. {@code hasText} and {@code hasAttachments} tell what an edit names at all. */
record Draft(Content content, boolean hasText, boolean hasAttachments, String replyTo) {
    private static final int TEXT = 4_000;
    private static final int ATTACHMENTS = 12;
    private static final Map<String, Kind> MEDIA =
            Map.of("image", Kind.PHOTO, "video", Kind.VIDEO, "audio", Kind.AUDIO, "file", Kind.FILE);
    private static final Pattern TEL = Pattern.compile("TEL[^:]*:([+\\d ()-]{3,30})");

    static Draft of(JsonNode json, Uploads uploads) {
        if (!json.isObject()) throw Replies.bad("the body is not a JSON object");
        var text = json.path("text");
        if (text.asString("").length() > TEXT) throw Replies.bad("text: size must be between 0 and " + TEXT);
        var marked = marked(text.asString(""), json.path("format").asString(""));
        var listed = json.path("attachments");
        if (!listed.isNull() && !listed.isMissingNode() && !listed.isArray())
            throw Replies.bad("attachments: must be a list");
        if (listed.size() > ATTACHMENTS) throw Replies.bad("attachments: at most " + ATTACHMENTS);
        var reading = new Reading(uploads);
        listed.forEach(reading::take);
        return new Draft(reading.content(marked), text.isString(), listed.isArray(), replyTo(json.path("link")));
    }

    private static Markings marked(String text, String format) {
        return switch (format) {
            case "" -> Markings.plain(text);
            case "html" -> Markings.html(text);
            case "markdown" -> Markings.markdown(text);
            default -> throw Replies.bad("format: must be markdown or html");
        };
    }

    private static String replyTo(JsonNode link) {
        if (!link.isObject()) return "";
        if (!link.path("type").asString("").equals("reply")) throw Replies.bad("link: only replies are known here");
        return link.path("mid").asString("");
    }

    boolean isEmpty() {
        return content.text().isBlank()
                && content.attachments().isEmpty()
                && content.place() == null
                && content.contact() == null
                && content.cards().isEmpty();
    }

    private static final class Reading {
        private final Uploads uploads;
        private final List<Attachment> media = new ArrayList<>();
        private List<List<Button>> buttons = List.of();
        private Place place;
        private ContactCard contact;

        Reading(Uploads uploads) {
            this.uploads = uploads;
        }

        void take(JsonNode json) {
            var type = json.path("type").asString("");
            var payload = json.path("payload");
            switch (type) {
                case "image" -> picture(payload);
                case "video", "audio", "file" -> media.add(uploads.of(MEDIA.get(type), needed(payload, "token")));
                case "sticker" -> media.add(Attachment.at(Kind.STICKER, "").withName(needed(payload, "code")));
                case "location" -> place = place(json);
                case "contact" -> contact = contact(payload);
                case "share" -> needed(payload, payload.has("token") ? "token" : "url");
                case "inline_keyboard" -> {
                    if (!buttons.isEmpty()) throw Replies.bad("Must be only one inline keyboard in message");
                    buttons = Keyboards.read(payload);
                }
                default -> throw Replies.bad("attachments: unknown type " + type);
            }
            boolean alone = media.stream().anyMatch(file -> file.kind() == Kind.FILE || file.kind() == Kind.AUDIO);
            if (alone && media.size() > 1) throw Replies.bad("Must be only one file attachment in message");
        }

        private void picture(JsonNode payload) {
            if (payload.path("photos").isObject()) {
                payload.path("photos").forEach(photo -> media.add(uploads.of(Kind.PHOTO, needed(photo, "token"))));
            } else if (payload.has("url")) {
                media.add(Attachment.at(Kind.PHOTO, needed(payload, "url")));
            } else {
                media.add(uploads.of(Kind.PHOTO, needed(payload, "token")));
            }
        }

        private static Place place(JsonNode json) {
            double latitude = json.path("latitude").asDouble(Double.NaN);
            double longitude = json.path("longitude").asDouble(Double.NaN);
            if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw Replies.bad("location: out of range");
            return Place.at(latitude, longitude);
        }

        private static ContactCard contact(JsonNode payload) {
            var tel = TEL.matcher(payload.path("vcf_info").asString(""));
            var phone = payload.path("vcf_phone").asString(tel.find() ? tel.group(1) : "");
            if (phone.isEmpty() && !payload.has("contact_id"))
                throw Replies.bad("contact: needs vcf_info, vcf_phone or contact_id");
            return new ContactCard(needed(payload, "name"), phone, false);
        }

        private static String needed(JsonNode json, String name) {
            var text = json.path(name).asString("");
            if (text.isEmpty()) throw Replies.bad(name + ": must not be empty");
            return text;
        }

        Content content(Markings marked) {
            return new Content(
                    marked.text(), marked.marks(), media, buttons, null, List.of(), place, contact, "", "", "");
        }
    }
}
