package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** message_attachments: files sent ahead, named by a number afterwards. */
final class Uploads {
    private static final int MOST_KEPT = 10_000;
    private static final int FILE = 25 << 20;
    private static final int PICTURE = 8 << 20;

    private static final Map<Kind, String> INSTAGRAMS = Map.of(
            Kind.PHOTO, "image/(jpeg|png|gif)",
            Kind.VIDEO, "video/(mp4|ogg|x-msvideo|quicktime|webm)",
            Kind.AUDIO, "audio/(aac|mp4|x-m4a|wav|x-wav)",
            Kind.FILE, "application/pdf");

    private final Messenger messenger;
    private final boolean instagram;
    private final Map<String, Attachment> uploaded = new LinkedHashMap<>();
    private long count;

    Uploads(Messenger messenger, boolean instagram) {
        this.messenger = messenger;
        this.instagram = instagram;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/{version}/{page}/message_attachments", "message_attachments", this::upload);
    }

    private Answer upload(Call call) {
        Replies.page(messenger, call);
        var told = call.params().values().get("message");
        var message = told == null ? Json.object() : told.isString() ? Json.parse(told.asString("")) : told;
        var attachment = message.path("attachment");
        var kind = kind(attachment.path("type").asString(""));
        var sent = call.params().uploads().get("filedata");
        var file = sent == null
                ? fetched(attachment.path("payload"), kind)
                : messenger.files().keep(kind, sent);
        return Answer.json(Json.object().put("attachment_id", keep(sized(file))));
    }

    private synchronized String keep(Attachment file) {
        var id = Long.toString(1_857_777_774_000_000L + ++count);
        uploaded.put(id, file);
        if (uploaded.size() > MOST_KEPT)
            uploaded.remove(uploaded.keySet().iterator().next());
        return id;
    }

    /** The file of a send: uploaded ahead, or at an address, which is fetched before the answer. */
    Attachment of(JsonNode attachment) {
        var kind = kind(attachment.path("type").asString(""));
        var payload = attachment.path("payload");
        var id = payload.path("attachment_id").asString("");
        if (id.isEmpty()) return sized(fetched(payload, kind));
        synchronized (this) {
            var file = uploaded.get(id);
            if (file == null) throw Replies.refusal(100, 2018074, "Invalid attachment id");
            return file;
        }
    }

    private Attachment fetched(JsonNode payload, Kind kind) {
        var url = payload.path("url").asString("");
        if (url.isEmpty()) throw Replies.bad("param message[attachment][payload][url] is required");
        return messenger
                .files()
                .fetch(kind, url, "", FILE)
                .orElseThrow(() -> Replies.refusal(100, 2018008, "Failed to fetch the file from the url."));
    }

    private Attachment sized(Attachment file) {
        boolean picture = file.kind() == Kind.PHOTO;
        if (file.size() > (picture ? PICTURE : FILE)) {
            throw Replies.refusal(100, 2018047, "Upload attachment failure: the file is too large");
        }
        if ((picture || instagram) && !file.mime().matches(INSTAGRAMS.get(file.kind()))) {
            throw Replies.refusal(100, 2018047, "Upload attachment failure: a type the rules forbid");
        }
        return file;
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "image" -> Kind.PHOTO;
            case "video" -> Kind.VIDEO;
            case "audio" -> Kind.AUDIO;
            case "file" -> Kind.FILE;
            default ->
                throw Replies.bad("param message[attachment][type] must be one of image, audio, video, file, template");
        };
    }
}
