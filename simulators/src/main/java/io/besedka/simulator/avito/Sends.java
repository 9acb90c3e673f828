package io.besedka.simulator.avito;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Text, images in two steps, and taking back within an hour. The webhook then tells of our own messages too. */
final class Sends {
    private static final int TEXT = 1_000;
    private static final int IMAGE_SIZE = 24 << 20;
    private static final Duration DELETABLE = Duration.ofHours(1);

    private final Tokens tokens;

    Sends(Tokens tokens) {
        this.tokens = tokens;
    }

    void addTo(Calls calls) {
        var chats = "/messenger/v1/accounts/{user}/chats/{chat}/messages";
        calls.sends("POST", chats, "send", this::text)
                .sends("POST", chats + "/image", "send_image", this::image)
                .sends("POST", chats + "/{message}", "delete", this::delete)
                .asks("POST", "/messenger/v1/accounts/{user}/uploadImages", "upload_images", this::upload);
    }

    private Answer text(Call call) {
        var chat = open(call);
        var json = call.json();
        var text = json.path("message").path("text").asString("");
        if (!json.path("type").asString("").equals("text") || text.isBlank())
            throw Replies.refusal(400, "message.text is missing");
        if (text.length() > TEXT) throw Replies.refusal(400, "message.text is longer than " + TEXT);
        return said(call, chat, Content.text(text));
    }

    private Answer image(Call call) {
        var chat = open(call);
        var kept = tokens.messenger()
                .files()
                .find(call.json().path("image_id").asString(""))
                .orElseThrow(() -> Replies.refusal(400, "image_id is unknown"));
        return said(call, chat, Content.of(kept.attachment()));
    }

    private Chat open(Call call) {
        var chat = tokens.chat(call);
        if (chat.blocked()) throw Replies.refusal(403, "the user is in the black list");
        tokens.take(chat);
        return chat;
    }

    private Answer said(Call call, Chat chat, Content content) {
        synchronized (chat) {
            var bubble = tokens.messenger().says(call, chat, content, "");
            call.afterwards(() -> echo(chat, bubble));
            return Answer.json(Wire.brief(chat, bubble));
        }
    }

    private static void echo(Chat chat, Bubble bubble) {
        synchronized (chat) {
            AvitoDeeds.post(chat, bubble);
        }
    }

    private Answer delete(Call call) {
        var chat = tokens.chat(call);
        var id = call.path("message");
        synchronized (chat) {
            var bubble =
                    chat.find(id).filter(Bubble::ours).orElseThrow(() -> Replies.refusal(404, "message not found"));
            var age = Duration.between(bubble.at(), tokens.messenger().time().now());
            if (age.compareTo(DELETABLE) > 0) throw Replies.refusal(400, "the message is older than an hour");
            chat.change(id, Bubble::asDeleted).ifPresent(gone -> call.afterwards(() -> echo(chat, gone)));
            tokens.messenger().did(call, chat, id, "");
        }
        return Answer.json(Json.object());
    }

    private Answer upload(Call call) {
        tokens.seller(call);
        var uploads = call.params().uploads();
        var file = uploads.get("uploadfile[]");
        if (file == null || uploads.size() > 1) throw Replies.refusal(400, "one uploadfile[] is wanted");
        var content = file.content();
        if (content.length > IMAGE_SIZE) throw Replies.refusal(400, "the image is larger than 24 MB");
        if (!isImage(content)) throw Replies.refusal(400, "this is no JPEG, HEIC, GIF, BMP or PNG");
        var kept = tokens.messenger().files().keep(Kind.PHOTO, file);
        var answer = Json.object();
        Wire.sizes(answer.putObject(kept.fileId()), kept);
        return Answer.json(answer);
    }

    private static boolean isImage(byte[] content) {
        var head = new String(content, 0, Math.min(12, content.length), StandardCharsets.ISO_8859_1);
        boolean webp = head.startsWith("RIFF");
        boolean other = head.startsWith("BM")
                || head.startsWith("GIF8")
                || head.startsWith("ÿØÿ")
                || head.startsWith("\u0089PNG");
        boolean heic = head.startsWith("ftypheic", 4) || head.startsWith("ftypmif1", 4);
        return !webp && (other || heic || ImageSize.of(content) != null);
    }
}
