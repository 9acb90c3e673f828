package io.besedka.channel.ok;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.SendResult;
import io.besedka.channel.ok.OkApi.Reply;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stored files as attachments: an address for the upload, the upload, a token. OK goes on working on a file after that and refuses the
 * token until it is done; so tokens are kept for a while, that a later attempt need not upload anew and wait anew.
 */
final class OkUploads {
    /** Within this time a refused message may mean no more than that a file in it is not ready. */
    static final Duration READY_WITHIN = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST_KEPT = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A slow line is still given this many bytes a second. */
    private static final long SLOWEST = 128 << 10;

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");

    private record Key(long connectionId, long fileId, String type) {}

    private record Uploaded(String token, Instant at) {}

    /** What came of it: an attachment with the moment of its upload (null: nothing was uploaded), or why there is none. */
    sealed interface Made {
        record Ready(ObjectNode attachment, Instant uploadedAt) implements Made {}

        record Not(SendResult why) implements Made {}
    }

    private final OkApi api;
    private final Files files;
    private final Clock clock;
    private final Map<Key, Uploaded> kept = new LinkedHashMap<>();

    OkUploads(OkApi api, Files files, Clock clock) {
        this.api = api;
        this.files = files;
        this.clock = clock;
    }

    Made attachment(Connection connection, String token, Attachment file) {
        if (file.fileId() == 0) {
            // A picture elsewhere OK fetches itself; of other kinds it wants tokens only.
            return type(file).equals("IMAGE") && file.remote().startsWith("https://")
                    ? new Made.Ready(attachment("IMAGE", "url", file.remote()), null)
                    : new Made.Not(new SendResult.Refused("OK takes only stored files"));
        }
        var key = new Key(connection.id(), file.fileId(), type(file));
        var known = known(key);
        if (known != null) {
            return new Made.Ready(attachment(key.type, "token", known.token), known.at);
        }
        try (var stored = files.open(connection.projectId(), file.fileId())) {
            return upload(connection, token, key, stored.name(), mime(file, stored), stored.size());
        } catch (FileNotFoundException gone) {
            return new Made.Not(new SendResult.Refused("the file is no longer there"));
        } catch (IOException unreadable) {
            return later("the file cannot be read");
        }
    }

    /** The message went out: whether a token serves twice is not documented, so it does not. */
    synchronized void used(Connection connection, Iterable<Attachment> media) {
        media.forEach(file -> kept.remove(new Key(connection.id(), file.fileId(), type(file))));
    }

    private Made upload(Connection connection, String token, Key key, String name, String mime, long size) {
        var asked = api.get(token, "/me/fileUploadUrl", Map.of("type", key.type));
        if (!(asked instanceof Reply.Done(var place))) {
            return new Made.Not(OkOutcome.ofPreparation(asked));
        }
        var url = place.path("url").stringValue("");
        if (!api.permits(url)) {
            return later("OK named no address to upload to");
        }
        // Opened anew for each sending; the project is asked once more, because a stream can be read only once.
        var body = new Body(
                mime, size, () -> files.open(connection.projectId(), key.fileId).bytes());
        var part = Part.file("file", name == null || name.isBlank() ? "file" : name, body);
        var sent = api.upload(token, url, Body.multipart(List.of(part)), PATIENCE.plusSeconds(size / SLOWEST));
        if (!(sent instanceof Reply.Done(var answer))) {
            return refused(sent);
        }
        var uploaded = token(key.type, place, answer);
        if (uploaded.isEmpty()) {
            return later("OK gave no token for the file");
        }
        keep(key, new Uploaded(uploaded, clock.now()));
        return new Made.Ready(attachment(key.type, "token", uploaded), clock.now());
    }

    /** A picture's token comes with the upload's answer, in a shape that nobody wrote down; the others' with the address. */
    private static String token(String type, JsonNode place, JsonNode answer) {
        var told = place.path("token").stringValue("");
        if (!type.equals("IMAGE") && !told.isEmpty()) {
            return told;
        }
        for (var photo : answer.path("photos")) {
            if (!photo.path("token").stringValue("").isEmpty()) {
                return photo.path("token").stringValue("");
            }
        }
        return answer.path("token").stringValue(told);
    }

    private static Made refused(Reply sent) {
        if (sent instanceof Reply.Failed failed && failed.code() == 0 && failed.status() == 413) {
            return new Made.Not(new SendResult.Refused("the file is too large for OK"));
        }
        return new Made.Not(OkOutcome.ofPreparation(sent));
    }

    private static Made later(String why) {
        return new Made.Not(new SendResult.TryLater(null, SendResult.Scope.CHAT, why));
    }

    private static ObjectNode attachment(String type, String name, String value) {
        var attachment = Json.MAPPER.createObjectNode().put("type", type);
        attachment.putObject("payload").put(name, value);
        return attachment;
    }

    static String type(Attachment file) {
        return switch (file.media()) {
            // Another picture than these would be refused as one.
            case PHOTO -> file.mime() == null || PICTURES.contains(file.mime()) ? "IMAGE" : "FILE";
            case VIDEO, VIDEO_NOTE -> "VIDEO";
            case AUDIO, VOICE -> "AUDIO";
            case ANIMATION, STICKER, FILE -> "FILE";
        };
    }

    private static String mime(Attachment file, Files.Stored stored) {
        var mime = stored.mime() == null ? file.mime() : stored.mime();
        return mime != null && mime.matches("[\\w.+-]+/[\\w.+-]+") ? mime : "application/octet-stream";
    }

    private synchronized Uploaded known(Key key) {
        var earliest = clock.now().minus(KEPT);
        kept.values().removeIf(one -> one.at.isBefore(earliest));
        return kept.get(key);
    }

    private synchronized void keep(Key key, Uploaded uploaded) {
        kept.put(key, uploaded);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
