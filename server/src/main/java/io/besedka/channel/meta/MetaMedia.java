package io.besedka.channel.meta;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.meta.GraphApi.Reply;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stored files as attachments: uploaded ahead, or by an address of ours where the network fetches from there. What the network is not known
 * to take goes as a link.
 */
final class MetaMedia {
    /** A slow line is still given this many bytes a second. */
    private static final long SLOWEST = 128 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    sealed interface Made {
        record Ready(ObjectNode attachment) implements Made {}

        record Link(String text) implements Made {}

        record Not(SendResult why) implements Made {}
    }

    private static final Map<String, Set<String>> INSTAGRAMS = Map.of(
            "image", Set.of("image/png", "image/jpeg", "image/gif"),
            "video", Set.of("video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"),
            "audio", Set.of("audio/aac", "audio/mp4", "audio/x-m4a", "audio/wav", "audio/x-wav"),
            "file", Set.of("application/pdf"));

    private static final Made NOT_TAKEN = new Made.Not(new SendResult.Refused(
            "Instagram does not take files of this kind, and this server has no address for a link"));
    /** Characters of a file's name above a link to it, so that both stay within Instagram's 1,000 bytes. */
    private static final int NAME = 60;

    private final Network network;
    private final GraphApi api;
    private final Files files;

    MetaMedia(Network network, GraphApi api, Files files) {
        this.network = network;
        this.api = api;
        this.files = files;
    }

    Made attachment(Connection connection, String token, Attachment file) {
        if (file.fileId() == 0) {
            return new Made.Not(new SendResult.Refused("the file is not kept here"));
        }
        try (var stored = files.open(connection.projectId(), file.fileId())) {
            var mime = stored.mime() == null ? "" : stored.mime();
            var type = type(file, mime);
            var name = stored.name() == null || stored.name().isBlank() ? "file" : stored.name();
            var address = network.limits().onAddress()
                    ? files.address(connection.projectId(), file.fileId(), name)
                    : Optional.<URI>empty();
            if (network.isInstagram() && !INSTAGRAMS.get(type).contains(mime)) {
                return address.map(url -> link(name, url)).orElse(NOT_TAKEN);
            }
            return address.isPresent()
                    ? new Made.Ready(attachment(type, "url", address.get().toString()))
                    : upload(connection, token, file.fileId(), type, name, stored);
        } catch (FileNotFoundException gone) {
            return new Made.Not(new SendResult.Refused("the file is no longer there"));
        } catch (IOException unreadable) {
            return new Made.Not(new SendResult.TryLater(null, Scope.CHAT, "the file could not be read just now"));
        }
    }

    private static Made link(String name, URI address) {
        int shown = Math.min(NAME, name.codePointCount(0, name.length()));
        return new Made.Link(name.substring(0, name.offsetByCodePoints(0, shown)) + "\n" + address);
    }

    private Made upload(
            Connection connection, String token, long fileId, String type, String name, Files.Stored stored) {
        var mime = stored.mime() != null && stored.mime().matches("[\\w.+-]+/[\\w.+-]+")
                ? stored.mime()
                : "application/octet-stream";
        // A stream can be read only once, and the body may be sent twice.
        var bytes = new Body(
                mime,
                stored.size(),
                () -> files.open(connection.projectId(), fileId).bytes());
        var message = Json.MAPPER.createObjectNode();
        message.putObject("attachment").put("type", type).putObject("payload").put("is_reusable", false);
        var form =
                new ArrayList<>(List.of(Part.field("message", Json.text(message)), Part.file("filedata", name, bytes)));
        if (!network.limits().uploads().isEmpty()) {
            form.add(Part.field("platform", network.limits().uploads()));
        }
        var within = PATIENCE.plusSeconds(stored.size() / SLOWEST);
        var reply = api.upload(token, "me/message_attachments", Body.multipart(form), within);
        if (!(reply instanceof Reply.Done(var answer))) {
            return new Made.Not(MetaOutcome.ofPreparation(reply));
        }
        var id = answer.path("attachment_id").asString("");
        return id.isEmpty()
                ? new Made.Not(new SendResult.TryLater(null, Scope.CHAT, "Meta gave no id for the file"))
                : new Made.Ready(attachment(type, "attachment_id", id));
    }

    private static ObjectNode attachment(String type, String name, String value) {
        var attachment = Json.MAPPER.createObjectNode().put("type", type);
        attachment.putObject("payload").put(name, value);
        return attachment;
    }

    /** Another format than these would be refused as a picture, a film or a sound. */
    private static String type(Attachment file, String mime) {
        return switch (file.media()) {
            case PHOTO -> mime.matches("image/(jpeg|png|gif)") ? "image" : "file";
            case ANIMATION -> mime.equals("image/gif") ? "image" : "video";
            case VIDEO, VIDEO_NOTE -> "video";
            case AUDIO, VOICE -> "audio";
            case STICKER, FILE -> "file";
        };
    }
}
