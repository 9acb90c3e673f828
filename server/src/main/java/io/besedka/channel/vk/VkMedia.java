package io.besedka.channel.vk;

import io.besedka.channel.Files;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.vk.VkApi.Reply;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Uploads: ask where, put the file there, have it saved. Nothing is in the chat before the send, so each step may be repeated. */
final class VkMedia {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");
    private static final long LARGEST_PICTURE = 50L << 20;
    /** What VK takes as no document; a link to it goes. */
    private static final Set<String> FORBIDDEN =
            Set.of("exe", "mp3", "apk", "bat", "cmd", "com", "jar", "js", "msi", "scr", "vbs");

    /** What a file became: something to attach, or a line that leads to it; the other is empty. */
    record Given(String attachment, String line) {}

    /** The send cannot go on. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
        private final transient SendResult result;

        Stopped(SendResult result) {
            super("an upload did not succeed");
            this.result = result;
        }

        SendResult result() {
            return result;
        }
    }

    private record Known(String name, String mime, long size) {}

    private final VkApi api;
    private final Files files;

    VkMedia(VkApi api, Files files) {
        this.api = api;
        this.files = files;
    }

    Given give(String token, String peer, long projectId, Attachment file) throws Stopped {
        var known = known(projectId, file);
        if (file.media() == Media.PHOTO && PICTURES.contains(known.mime) && known.size <= LARGEST_PICTURE) {
            return new Given(photo(token, peer, part("photo", projectId, file, known)), "");
        }
        if (FORBIDDEN.contains(ending(known.name))) {
            return new Given("", known.name + " " + address(projectId, file, known.name));
        }
        var type = file.media() == Media.VOICE ? "audio_message" : "doc";
        return new Given(document(token, peer, type, known.name, part("file", projectId, file, known)), "");
    }

    /** A line that leads to the file, for where nothing can be attached. */
    String link(long projectId, Attachment file) throws Stopped {
        var known = known(projectId, file);
        return known.name + " " + address(projectId, file, known.name);
    }

    private Known known(long projectId, Attachment file) throws Stopped {
        if (file.fileId() == 0) {
            throw new Stopped(new Refused("the file is not kept here"));
        }
        try (var stored = files.open(projectId, file.fileId())) {
            var mime = stored.mime() == null ? "" : stored.mime();
            return new Known(named(stored.name(), file, mime), mime, stored.size());
        } catch (FileNotFoundException gone) {
            throw new Stopped(new Refused("the file is no longer there"));
        } catch (IOException later) {
            throw new Stopped(new TryLater(null, Scope.CHAT, "the file could not be read just now"));
        }
    }

    /** A file without a name or an ending gets one by its kind: VK goes by the ending. */
    private static String named(String name, Attachment file, String mime) {
        var whole = name == null || name.isBlank() ? file.tag() : name.strip();
        var kind = mime.replaceAll("^[a-z]+/(x-)?", "").replace("jpeg", "jpg");
        return ending(whole).isEmpty() && kind.matches("[a-z0-9]{2,5}") ? whole + "." + kind : whole;
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private Part part(String field, long projectId, Attachment file, Known known) {
        var type = known.mime.isEmpty() ? "application/octet-stream" : known.mime;
        return Part.file(
                field,
                known.name,
                new Body(
                        type,
                        known.size,
                        () -> files.open(projectId, file.fileId()).bytes()));
    }

    private String address(long projectId, Attachment file, String name) throws Stopped {
        var address = files.address(projectId, file.fileId(), name);
        if (address.isEmpty()) {
            throw new Stopped(
                    new Refused("VK does not take this file here, and this server has no public address for a link"));
        }
        return address.get().toString();
    }

    private String photo(String token, String peer, Part file) throws Stopped {
        var server = done(api.call(token, "photos.getMessagesUploadServer", Map.of("peer_id", peer)));
        var put = put(server, file);
        if (put.path("photo").asString("[]").length() <= 2) {
            throw new Stopped(new Refused("VK did not take the picture"));
        }
        var saved = done(api.call(
                token,
                "photos.saveMessagesPhoto",
                Map.of(
                        "photo", put.path("photo").asString(""),
                        "server", put.path("server").asString(""),
                        "hash", put.path("hash").asString(""))));
        return named("photo", saved.path(0));
    }

    private String document(String token, String peer, String type, String name, Part file) throws Stopped {
        var server = done(api.call(token, "docs.getMessagesUploadServer", Map.of("peer_id", peer, "type", type)));
        var put = put(server, file);
        if (put.path("file").asString("").isEmpty()) {
            throw new Stopped(
                    new Refused("VK did not take the file: " + put.path("error").stringValue("no reason given")));
        }
        var saved = done(
                api.call(token, "docs.save", Map.of("file", put.path("file").asString(""), "title", name)));
        var kind = saved.path("type").stringValue("doc");
        return named("doc", saved.path(kind).isObject() ? saved.path(kind) : saved.path(0));
    }

    private JsonNode put(JsonNode server, Part file) throws Stopped {
        return done(api.upload(server.path("upload_url").stringValue(""), file));
    }

    private static String named(String kind, JsonNode saved) throws Stopped {
        if (!saved.path("id").isIntegralNumber() || !saved.path("owner_id").isIntegralNumber()) {
            throw new Stopped(new TryLater(null, Scope.CHAT, "VK's answer does not name the saved file"));
        }
        var key = saved.path("access_key").stringValue("");
        var name = kind + saved.path("owner_id").asString("") + "_"
                + saved.path("id").asString("");
        return key.isEmpty() ? name : name + "_" + key;
    }

    /** A lost answer costs nothing here: what was put and not sent is seen by nobody. */
    private static JsonNode done(Reply reply) throws Stopped {
        return switch (reply) {
            case Reply.Done(var answer) -> answer;
            case Reply.Lost(var why) -> throw new Stopped(new TryLater(null, Scope.CHAT, why));
            case Reply.Http(var status, var after)
            when status == 504 -> throw new Stopped(new TryLater(after, Scope.CHAT, "VK answered HTTP 504"));
            default -> throw new Stopped(VkOutcome.failure(reply));
        };
    }
}
