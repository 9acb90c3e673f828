package io.besedka.simulator.ok;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** fileUploadUrl, the upload itself, and the time OK works on a file before its token may be sent. */
final class Uploads {
    private record Place(String type, String token) {}

    private record Uploaded(String type, Attachment file, Instant readyAt) {}

    private static final int MOST_KEPT = 10_000;

    private final Messenger messenger;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Uploaded> uploaded = new LinkedHashMap<>();
    private volatile Duration processing = Duration.ofMillis(500);

    Uploads(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/graph/me/fileUploadUrl", "file_upload_url", this::place)
                .asks("POST", "/upload/{id}", "upload", this::upload);
    }

    void processing(Duration length) {
        processing = length;
    }

    private synchronized Answer place(Call call) {
        Replies.authorised(messenger, call);
        var type = call.text("type");
        if (kind(type).isEmpty()) throw Replies.bad("Unknown type " + type);
        var id = Long.toString(count.incrementAndGet() * 0x9E3779B9L, 36);
        var token = "t" + id;
        places.put(id, new Place(type, token));
        trim(places);
        var answer = Json.object().put("url", messenger.url() + "/upload/" + id + "?sig=" + id);
        // A picture's token comes with the answer to its upload.
        return Answer.json(type.equals("IMAGE") ? answer.put("file_id", "f" + id) : answer.put("token", token));
    }

    private synchronized Answer upload(Call call) {
        var place = places.remove(call.path("id"));
        if (place == null) throw Replies.bad("The upload address is unknown or used up");
        var upload = call.params().uploads().values().stream()
                .findFirst()
                .orElseThrow(() -> new Refusal(Replies.error(200, 21, "NOT_MULTIPART : Non multi-part request")));
        var kind = kind(place.type()).orElseThrow();
        boolean exact = kind == Kind.PHOTO || kind == Kind.AUDIO;
        if (exact && !upload.contentType().startsWith(kind == Kind.PHOTO ? "image/" : "audio/")) {
            throw Replies.bad("Content-Type of the part must be that of the file");
        }
        var file = messenger.files().keep(kind, upload);
        uploaded.put(
                place.token(),
                new Uploaded(place.type(), file, messenger.time().now().plus(processing)));
        trim(uploaded);
        var answer = Json.object();
        if (kind == Kind.PHOTO)
            answer.putObject("photos").putObject(file.fileId()).put("token", place.token());
        return Answer.json(answer);
    }

    /** What the token stands for, refused while it is not ready or when it is of another type. */
    synchronized Attachment ofToken(String type, String token) {
        var found = uploaded.get(token);
        if (found == null || !found.type().equals(type)) throw Replies.bad("Invalid attachment token");
        if (messenger.time().now().isBefore(found.readyAt())) throw Replies.bad("Attachment is not ready");
        return found.file();
    }

    static Optional<Kind> kind(String type) {
        return switch (type) {
            case "IMAGE" -> Optional.of(Kind.PHOTO);
            case "VIDEO" -> Optional.of(Kind.VIDEO);
            case "AUDIO" -> Optional.of(Kind.AUDIO);
            case "FILE" -> Optional.of(Kind.FILE);
            default -> Optional.empty();
        };
    }

    private static void trim(Map<String, ?> map) {
        if (map.size() > MOST_KEPT) map.remove(map.keySet().iterator().next());
    }
}
