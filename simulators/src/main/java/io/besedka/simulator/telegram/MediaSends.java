package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends with files, by upload, file_id or URL, alone or in albums. */
final class MediaSends {
    private static final Map<String, String> KINDS = Map.of(
            "sendphoto",
            "photo",
            "sendvideo",
            "video",
            "sendaudio",
            "audio",
            "senddocument",
            "document",
            "sendanimation",
            "animation",
            "sendvoice",
            "voice",
            "sendvideonote",
            "video_note",
            "sendsticker",
            "sticker");
    private static final Set<String> ALBUM_KINDS = Set.of("photo", "video", "audio", "document");
    private static final int ALBUM_LIMIT = 10;

    void addTo(Map<String, Function<Call, JsonNode>> methods) {
        KINDS.forEach((method, kind) -> methods.put(method, call -> send(call, kind)));
        methods.put("sendmediagroup", MediaSends::sendMediaGroup);
    }

    private static JsonNode send(Call call, String kind) {
        Posting.writable(call);
        Keyboards.of(call);
        call.required(kind);
        var caption = kind.equals("sticker") || kind.equals("video_note") ? FormattedText.plain("") : caption(call);
        var content = Json.object();
        Media.put(content, file(call, kind, call.upload(kind).isPresent() ? "attach://" + kind : call.text(kind)));
        addTitles(call, kind, content);
        Media.putCaption(content, caption);
        return Posting.post(call, content);
    }

    private static void addTitles(Call call, String kind, ObjectNode content) {
        if (!kind.equals("audio")) return;
        var audio = (ObjectNode) content.get("audio");
        if (call.has("performer")) audio.put("performer", call.text("performer"));
        if (call.has("title")) audio.put("title", call.text("title"));
    }

    static FormattedText caption(Call call) {
        var entities = call.structure("caption_entities").orElse(MissingNode.getInstance());
        return FormattedText.of(call.text("caption"), call.text("parse_mode"), entities)
                .atMost(Media.CAPTION_LIMIT, "message caption is too long");
    }

    /** The file behind {@code attach://part}, a file_id or a URL. */
    static StoredFile file(Call call, String kind, String reference) {
        int duration = (int) call.number("duration", 0);
        var files = call.bot().files;
        if (!reference.startsWith("attach://")) {
            if (reference.isBlank()) throw Refusal.badRequest("there is no " + kind + " in the request");
            return files.named(kind, reference, duration);
        }
        var upload = call.upload(reference.substring("attach://".length()));
        if (upload.isEmpty()) throw Refusal.badRequest("can't parse InputMedia: media not found");
        return files.uploaded(kind, upload.get(), duration);
    }

    private static JsonNode sendMediaGroup(Call call) {
        var chat = Posting.writable(call);
        var media = call.structure("media").orElseThrow(() -> Refusal.badRequest("parameter \"media\" is required"));
        if (!media.isArray()) throw Refusal.badRequest("can't parse media JSON object");
        if (media.isEmpty()) throw Refusal.badRequest("there are no messages to send");
        if (media.size() > ALBUM_LIMIT) throw Refusal.badRequest("too many messages to send as an album");
        checkMix(media);
        var contents = new ArrayList<ObjectNode>();
        for (var item : media) contents.add(content(call, item));
        Posting.takeRate(call, chat, contents.size());
        return lay(call, chat, contents);
    }

    private static JsonNode lay(Call call, Chat chat, List<ObjectNode> contents) {
        var sent = Json.array();
        synchronized (chat) {
            var group =
                    Long.toString(14_000_000_000_000_000L + call.bot().updates.nextId());
            for (var content : contents) {
                // A single item is sent as an ordinary message, outside any album.
                if (contents.size() > 1) content.put("media_group_id", group);
                sent.add(Posting.lay(call, chat, content, Optional.empty()));
            }
        }
        return sent;
    }

    private static void checkMix(JsonNode media) {
        var kinds = media.valueStream()
                .map(item -> item.path("type").asString(""))
                .distinct()
                .toList();
        for (var kind : kinds) {
            if (!ALBUM_KINDS.contains(kind)) {
                throw Refusal.badRequest(
                        "can't parse InputMedia: type \"" + kind + "\" can't be used in sendMediaGroup");
            }
        }
        if (kinds.size() > 1 && kinds.contains("document")) {
            throw Refusal.badRequest("document can't be mixed with other media types");
        }
        if (kinds.size() > 1 && kinds.contains("audio")) {
            throw Refusal.badRequest("audio can't be mixed with other media types");
        }
    }

    /** One InputMedia object, for albums and editMessageMedia. */
    static ObjectNode content(Call call, JsonNode item) {
        var kind = item.path("type").asString("");
        var content = Json.object();
        Media.put(content, file(call, kind, item.path("media").asString("")));
        var caption = FormattedText.of(
                        item.path("caption").asString(""),
                        item.path("parse_mode").asString(""),
                        item.path("caption_entities"))
                .atMost(Media.CAPTION_LIMIT, "message caption is too long");
        Media.putCaption(content, caption);
        return content;
    }
}
