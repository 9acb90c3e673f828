package io.besedka.channel.max;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.max.MaxApi.Reply;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings stored files to MAX: an address is asked for, the bytes go there, and the token stands for the file from then on. Tokens are
 * reusable, so they are remembered for a while: a message tried again, or sent to many, is uploaded once. Safe for threads.
 */
final class MaxUploads {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A slow line is still given this many bytes a second before the upload counts as lost. */
    private static final long SLOWEST = 128 << 10;

    /** @param attachment what stands for the file in a message; null when it could not be uploaded, for the reason {@code failure} */
    record Uploaded(ObjectNode attachment, SendResult failure) {
        static Uploaded failed(SendResult why) {
            return new Uploaded(null, why);
        }
    }

    private record Key(long connectionId, long fileId, String type) {}

    private record Kept(ObjectNode attachment, Instant until) {}

    private final MaxApi api;
    private final Files files;
    private final Clock clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    MaxUploads(MaxApi api, Files files, Clock clock) {
        this.api = api;
        this.files = files;
        this.clock = clock;
    }

    Uploaded upload(Connection connection, String token, Attachment file) {
        if (MaxOutbound.isPictureElsewhere(file)) {
            return new Uploaded(
                    attachment("image", Json.MAPPER.createObjectNode().put("url", file.remote())), null);
        }
        if (file.fileId() == 0) {
            return Uploaded.failed(new Refused("the attached file is not stored"));
        }
        var key = key(connection, file);
        var known = known(key);
        if (known != null) {
            return new Uploaded(known, null);
        }
        var uploaded = uploadAnew(connection, token, file, key.type());
        if (uploaded.attachment() != null) {
            keep(key, uploaded.attachment());
        }
        return uploaded;
    }

    /** Whether any of these would go by a token of an earlier send. */
    boolean know(Connection connection, List<Attachment> attachments) {
        return attachments.stream().anyMatch(file -> known(key(connection, file)) != null);
    }

    /** A message with these files was refused: perhaps their tokens are too old. */
    void forget(Connection connection, List<Attachment> attachments) {
        synchronized (kept) {
            attachments.forEach(file -> kept.remove(key(connection, file)));
        }
    }

    private static Key key(Connection connection, Attachment file) {
        return new Key(connection.id(), file.fileId(), MaxOutbound.type(file));
    }

    private ObjectNode known(Key key) {
        synchronized (kept) {
            var found = kept.get(key);
            return found == null || found.until().isBefore(clock.now()) ? null : found.attachment();
        }
    }

    private void keep(Key key, ObjectNode attachment) {
        synchronized (kept) {
            kept.remove(key);
            kept.put(key, new Kept(attachment, clock.now().plus(REMEMBERED)));
        }
    }

    private Uploaded uploadAnew(Connection connection, String token, Attachment file, String type) {
        var reply = api.post(token, "/uploads", Map.of("type", type), null);
        if (!(reply instanceof Reply.Done done)) {
            return Uploaded.failed(MaxOutcome.ofChange(reply, List.of()));
        }
        var url = done.json().path("url").stringValue("");
        try {
            return sent(type, done.json(), post(connection, file, url));
        } catch (FileNotFoundException gone) {
            return Uploaded.failed(new Refused("the attached file is no longer stored"));
        } catch (IOException unreadable) {
            return Uploaded.failed(new TryLater(null, Scope.CHAT, "the attached file cannot be read"));
        }
    }

    /** The file is opened twice: for its size now, and by the client for its bytes as they go. */
    private Outcome post(Connection connection, Attachment file, String url) throws IOException {
        String name;
        String mime;
        long size;
        try (var stored = files.open(connection.projectId(), file.fileId())) {
            name = file.name() == null || file.name().isBlank() ? stored.name() : file.name();
            mime = stored.mime();
            size = stored.size();
        }
        var bytes = new Body(
                mime == null ? "application/octet-stream" : mime,
                size,
                () -> files.open(connection.projectId(), file.fileId()).bytes());
        var form = Body.multipart(List.of(Part.file("data", name == null || name.isBlank() ? "file" : name, bytes)));
        return api.upload(url, form, PATIENCE.plusSeconds(size / SLOWEST));
    }

    private static Uploaded sent(String type, JsonNode promised, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered
            when answered.isSuccess() -> read(type, promised, MaxApi.json(answered.body()));
            case Outcome.Answered answered -> Uploaded.failed(refused(answered));
            case Outcome.NotSent notSent -> Uploaded.failed(later(notSent.why()));
            case Outcome.Unknown unknown -> Uploaded.failed(later(unknown.why()));
            case Outcome.Refused refused -> Uploaded.failed(new Refused(refused.why()));
        };
    }

    private static SendResult refused(Outcome.Answered answered) {
        boolean passes = answered.status() >= 500 || answered.status() == 429 || answered.status() == 408;
        return passes
                ? new TryLater(answered.retryAfter(), Scope.CHAT, "MAX's file server answered " + answered.status())
                : new Refused("MAX's file server refused the file: " + answered.status());
    }

    private static SendResult later(String why) {
        return new TryLater(null, Scope.CHAT, "the file could not be uploaded: " + why);
    }

    /** Pictures and files get their token from the file server, films and sounds have it beforehand; whichever is there is taken. */
    private static Uploaded read(String type, JsonNode promised, JsonNode answer) {
        var json = answer == null ? Json.MAPPER.createObjectNode() : answer;
        if (type.equals("image")
                && json.path("photos").isObject()
                && !json.path("photos").isEmpty()) {
            var payload = Json.MAPPER.createObjectNode();
            payload.set("photos", json.path("photos"));
            return new Uploaded(attachment(type, payload), null);
        }
        var told = json.path("token").stringValue("");
        var token = told.isEmpty() ? promised.path("token").stringValue("") : told;
        return token.isEmpty()
                ? Uploaded.failed(new Refused("MAX did not accept the file"))
                : new Uploaded(attachment(type, Json.MAPPER.createObjectNode().put("token", token)), null);
    }

    private static ObjectNode attachment(String type, ObjectNode payload) {
        var attachment = Json.MAPPER.createObjectNode().put("type", type);
        attachment.set("payload", payload);
        return attachment;
    }
}
