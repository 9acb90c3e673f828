package io.besedka.channel.avito;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.avito.AvitoApi.Ask;
import io.besedka.channel.avito.AvitoApi.Reply;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sends a text, or an image in two steps: upload, then the message. */
final class AvitoOutbound {
    private final AvitoApi api;
    private final Files files;

    AvitoOutbound(AvitoApi api, Files files) {
        this.api = api;
        this.files = files;
    }

    static String messages(String chat) {
        return "/messenger/v1/accounts/{user}/chats/" + AvitoApi.encoded(chat) + "/messages";
    }

    SendResult send(Connection connection, String chat, Outbound message) {
        if (message.media().isEmpty()) {
            var text = message.markup() ? Markup.plain(Markup.parse(message.text())) : message.text();
            return text.isBlank() ? new Refused("Avito carries only texts and images") : text(connection, chat, text);
        }
        try {
            return image(connection, chat, message.media().getFirst());
        } catch (FileNotFoundException gone) {
            return new Refused("the file is not kept here");
        } catch (IOException later) {
            return new TryLater(null, Scope.CHAT, "the file could not be read just now");
        }
    }

    private SendResult text(Connection connection, String chat, String text) {
        var body = Map.of("type", "text", "message", Map.of("text", text));
        return AvitoOutcome.of(api.call(connection, Ask.post(messages(chat), body)));
    }

    private SendResult image(Connection connection, String chat, Attachment file) throws IOException {
        if (file.fileId() == 0) {
            throw new FileNotFoundException();
        }
        String name;
        String mime;
        long size;
        try (var stored = files.open(connection.projectId(), file.fileId())) {
            name = stored.name() == null || stored.name().isBlank() ? "image" : stored.name();
            mime = stored.mime() == null ? "" : stored.mime();
            size = stored.size();
        }
        if (!AvitoLimits.IMAGES.contains(mime) || size > AvitoLimits.IMAGE) {
            return link(connection, chat, file, name);
        }
        var bytes = new Body(
                mime,
                size,
                () -> files.open(connection.projectId(), file.fileId()).bytes());
        var form = Body.multipart(List.of(Part.file("uploadfile[]", plain(name, mime), bytes)));
        var uploaded = api.call(connection, new Ask("POST", "/messenger/v1/accounts/{user}/uploadImages", form));
        if (!(uploaded instanceof Reply.Done(var images))) {
            return uploadRefused(uploaded);
        }
        // The answer is a map by image ids: the one key is what we need, and its value is not documented.
        var id = images.propertyNames().stream().findFirst().orElse("");
        return id.isEmpty()
                ? new Refused("Avito took the image and gave no id")
                : AvitoOutcome.of(api.call(connection, Ask.post(messages(chat) + "/image", Map.of("image_id", id))));
    }

    /** An upload is about no chat, so nothing it says makes a client unreachable. */
    private static SendResult uploadRefused(Reply uploaded) {
        var result = AvitoOutcome.repeatable(uploaded);
        return result instanceof SendResult.Unreachable(var why) ? new SendResult.Broken(why) : result;
    }

    private SendResult link(Connection connection, String chat, Attachment file, String name) {
        var address = files.address(connection.projectId(), file.fileId(), name);
        return address.isEmpty()
                ? new Refused("Avito takes JPEG, PNG, GIF, BMP and HEIC images up to 24 MB")
                : text(connection, chat, name.substring(0, Math.min(200, name.length())) + "\n" + address.get());
    }

    /** A header carries only plain letters safely. */
    private static String plain(String name, String mime) {
        var ending = mime.substring(mime.indexOf('/') + 1).replaceAll("^x-(ms-)?", "");
        var stem = name.replaceAll("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_-]+", "_");
        return (stem.isEmpty() ? "image" : stem.substring(0, Math.min(60, stem.length()))) + "." + ending;
    }
}
