package io.besedka.simulator.vk;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Three steps: where to, the file itself, saving it; then it can be attached by its name. */
final class Uploads {
    private static final Set<String> FORBIDDEN =
            Set.of("exe", "mp3", "apk", "bat", "cmd", "com", "jar", "js", "msi", "scr", "vbs");
    private static final Set<String> TYPES = Set.of("doc", "audio_message", "graffiti");
    private static final Pattern NAME = Pattern.compile("(photo|doc|audio_message)(-?\\d+_\\d+)(?:_\\w+)?");

    private final Messenger messenger;
    /** By kind, owner and number, as messages attach them. */
    private final Map<String, Attachment> saved = new ConcurrentHashMap<>();

    Uploads(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks(
                        "*",
                        "/method/photos.getMessagesUploadServer",
                        "photos.getmessagesuploadserver",
                        Replies.authorised(messenger, this::photoServer))
                .asks(
                        "*",
                        "/method/docs.getMessagesUploadServer",
                        "docs.getmessagesuploadserver",
                        Replies.authorised(messenger, this::docServer))
                .asks("POST", "/upload/photo/{owner}", "upload", this::takePhoto)
                .asks("POST", "/upload/{type}/{owner}", "upload", this::takeFile)
                .asks(
                        "*",
                        "/method/photos.saveMessagesPhoto",
                        "photos.savemessagesphoto",
                        Replies.authorised(messenger, this::savePhoto))
                .asks("*", "/method/docs.save", "docs.save", Replies.authorised(messenger, this::saveDoc));
    }

    /** What a message attaches by this name; empty when nothing was saved under it. */
    Optional<Attachment> find(String name) {
        var parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.ofNullable(saved.get(parts.group(1).replace("audio_message", "doc") + parts.group(2)))
                : Optional.empty();
    }

    private Answer photoServer(Account community, Call call) {
        mayWrite(community, call);
        return Replies.of(Json.object()
                .put("upload_url", messenger.url() + "/upload/photo/-" + community.id())
                .put("album_id", -64)
                .put("group_id", 0)
                .put("user_id", 0));
    }

    private Answer docServer(Account community, Call call) {
        var type = call.text("type").isEmpty() ? "doc" : call.text("type");
        if (!TYPES.contains(type)) throw Replies.bad("type is wrong");
        mayWrite(community, call);
        return Replies.of(
                Json.object().put("upload_url", messenger.url() + "/upload/" + type + "/" + call.text("peer_id")));
    }

    private static void mayWrite(Account community, Call call) {
        var peer = call.text("peer_id");
        boolean allowed = peer.isEmpty()
                || peer.equals("0")
                || community.chatOf(peer).filter(VkDeeds::allowed).isPresent();
        if (!allowed) throw Replies.refusal(901, "Can't send messages for users without permission");
    }

    private Answer takePhoto(Call call) {
        var upload = call.params().uploads().get("photo");
        var answer = Json.object().put("server", 900_001).put("photo", "[]").put("hash", "");
        if (upload == null || ImageSize.of(upload.content()) == null) return Answer.json(answer);
        var kept = messenger.files().keep(Kind.PHOTO, upload);
        return Answer.json(
                answer.put("photo", "[{\"photo\":\"" + kept.fileId() + "\"}]").put("hash", hash(kept)));
    }

    private Answer takeFile(Call call) {
        var upload = call.params().uploads().get("file");
        if (upload == null || upload.content().length == 0)
            return Answer.json(Json.object().put("error", "no_file"));
        var name = upload.fileName();
        if (FORBIDDEN.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            return Answer.json(Json.object().put("error", "unacceptable_extension"));
        }
        var type = call.path("type");
        var kept = messenger.files().keep(type.equals("audio_message") ? Kind.VOICE : Kind.FILE, upload);
        return Answer.json(
                Json.object().put("file", call.path("owner") + "|" + type + "|" + kept.fileId() + "|" + hash(kept)));
    }

    private static String hash(Attachment kept) {
        return Integer.toHexString(("h" + kept.fileId()).hashCode());
    }

    private Answer savePhoto(Account community, Call call) {
        var id = Json.parse(call.text("photo")).path(0).path("photo").asString("");
        var kept = kept(id, call.text("hash"));
        if (!call.text("server").equals("900001")) throw Replies.bad("server is undefined");
        var response = Json.array();
        response.add(save("photo", kept, -Long.parseLong(community.id())));
        return Replies.of(response);
    }

    private Answer saveDoc(Account community, Call call) {
        var parts = call.text("file").split("\\|");
        if (parts.length != 4 || !parts[0].matches("\\d{1,15}")) throw Replies.bad("file is undefined");
        var kept = kept(parts[2], parts[3]);
        var type = parts[1].equals("audio_message") ? "audio_message" : "doc";
        var titled = call.text("title").isEmpty() ? kept : kept.withName(call.text("title"));
        var response = Json.object().put("type", type);
        response.set(type, save(type, titled, Long.parseLong(parts[0])));
        return Replies.of(response);
    }

    private Attachment kept(String id, String hash) {
        return messenger
                .files()
                .find(id)
                .map(stored -> stored.attachment())
                .filter(kept -> hash.equals(hash(kept)))
                .orElseThrow(() -> Replies.refusal(22, "Upload error"));
    }

    private tools.jackson.databind.node.ObjectNode save(String type, Attachment kept, long owner) {
        var json = Objects.media(type, kept, owner);
        saved.put(
                (type.equals("photo") ? "photo" : "doc") + owner + "_"
                        + json.path("id").asString(""),
                kept);
        return json;
    }
}
