package io.besedka.simulator.max;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Json;
import io.besedka.simulator.Upload;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Uploads in two steps: an address for one file, then its bytes, whole in a form or raw piece by piece. */
final class Uploads {
    private static final Map<String, Kind> TYPES =
            Map.of("image", Kind.PHOTO, "video", Kind.VIDEO, "audio", Kind.AUDIO, "file", Kind.FILE);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,12})-(\\d{1,12})/(\\d{1,12})");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";]+)");
    private static final int PICTURE_SIDE = 7_680;
    private static final int PICTURE_SIZE = 50 << 20;

    /** An address given out; films and sounds have their token from the beginning. */
    private static final class Slot {
        final Kind kind;
        final String token;
        final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        boolean used;

        Slot(Kind kind, String token) {
            this.kind = kind;
            this.token = token;
        }
    }

    private record Ready(Attachment attachment, Instant at) {}

    private final Messenger messenger;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final Map<String, Ready> byToken = new ConcurrentHashMap<>();
    private volatile Duration processing = Duration.ofSeconds(1);

    Uploads(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/uploads", "uploads", this::address).asks("POST", "/upload.do", "upload", this::bytes);
    }

    void processing(Duration lasts) {
        processing = lasts;
    }

    void forget() {
        byToken.clear();
    }

    static String type(Kind kind) {
        return switch (kind) {
            case PHOTO -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE -> "audio";
            case FILE -> "file";
            case STICKER -> "sticker";
        };
    }

    private Answer address(Call call) {
        var bot = Replies.authorised(messenger, call);
        var kind = TYPES.get(call.text("type"));
        if (kind == null) throw Replies.bad("type: must be one of image, video, audio, file");
        var id = Long.toString(bot.nextNumber(), 36) + Long.toString(System.nanoTime() & 0xffffff, 36);
        var token = kind == Kind.VIDEO || kind == Kind.AUDIO ? Wire.TOKEN + "u" + id : "";
        slots.put(id, new Slot(kind, token));
        var answer = Json.object().put("url", messenger.url() + "/upload.do?sig=s1&id=" + id);
        return Answer.json(token.isEmpty() ? answer : answer.put("token", token));
    }

    /** No token in the header here: the address is the right to use it. */
    private Answer bytes(Call call) {
        var slot = slots.get(call.text("id"));
        if (slot == null) throw Replies.refusal(404, "not.found", "No such upload");
        synchronized (slot) {
            if (slot.used) throw Replies.refusal(400, "upload.used", "The address was used already");
            var form = call.params().uploads().get("data");
            if (form != null) return done(slot, form);
            var range = RANGE.matcher(call.header("Content-Range"));
            if (!range.matches()) throw Replies.bad("no file in the form field data");
            if (Long.parseLong(range.group(1)) != slot.pieces.size())
                throw Replies.refusal(416, "range", "Pieces must follow each other");
            slot.pieces.writeBytes(call.body());
            if (slot.pieces.size() < Long.parseLong(range.group(3)))
                return Answer.text(201, "0-" + (slot.pieces.size() - 1) + "/" + range.group(3));
            var name = FILE_NAME.matcher(call.header("Content-Disposition"));
            return done(slot, new Upload(name.find() ? name.group(1) : "file", "", slot.pieces.toByteArray()));
        }
    }

    private Answer done(Slot slot, Upload upload) {
        if (upload.content().length == 0) throw Replies.bad("an empty file");
        if (slot.kind == Kind.PHOTO) check(upload.content());
        slot.used = true;
        var attachment = messenger.files().keep(slot.kind, upload);
        var token = slot.token.isEmpty() ? Wire.TOKEN + attachment.fileId() : slot.token;
        byToken.put(token, new Ready(attachment, messenger.time().now().plus(processing)));
        return switch (slot.kind) {
            case PHOTO -> {
                var answer = Json.object();
                answer.putObject("photos").putObject(attachment.fileId() + "==").put("token", token);
                yield Answer.json(answer);
            }
            case FILE ->
                Answer.json(Json.object()
                        .put("fileId", messenger.time().now().toEpochMilli())
                        .put("token", token));
            case VIDEO, AUDIO, VOICE, STICKER -> Answer.text(200, "<retval>1</retval>");
        };
    }

    private static void check(byte[] content) {
        var size = ImageSize.of(content);
        if (content.length > PICTURE_SIZE || size != null && Math.max(size.width(), size.height()) > PICTURE_SIDE)
            throw Replies.refusal(400, "upload.error", "The picture is too large");
    }

    /** What a token stands for: something uploaded, if it has been processed by now, or a file that went through a chat. */
    Attachment of(Kind kind, String token) {
        var found = byToken.get(token);
        if (found == null && token.startsWith(Wire.TOKEN)) {
            found = messenger
                    .files()
                    .find(token.substring(Wire.TOKEN.length()))
                    .map(stored -> new Ready(stored.attachment(), Instant.EPOCH))
                    .orElse(null);
        }
        if (found == null || !type(found.attachment().kind()).equals(type(kind)))
            throw Replies.bad("Invalid token of " + type(kind) + " attachment");
        if (messenger.time().now().isBefore(found.at()))
            throw Replies.refusal(400, "attachment.not.ready", "Key: errors.process.attachment.file.not.processed");
        return found.attachment();
    }
}
