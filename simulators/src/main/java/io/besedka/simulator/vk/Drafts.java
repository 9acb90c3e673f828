package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Place;
import java.util.ArrayList;
import java.util.List;

/** What messages.send and messages.edit are given, checked. */
final class Drafts {
    private static final int TEXT = 4_096;
    private static final int ATTACHMENTS = 10;
    private static final int PAYLOAD = 1_000;

    private final Uploads uploads;

    Drafts(Uploads uploads) {
        this.uploads = uploads;
    }

    Content content(Call call) {
        var text = call.text("message");
        if (text.length() > TEXT) throw Replies.refusal(914, "Message is too long");
        if (call.text("payload").length() > PAYLOAD) throw Replies.bad("payload is too long");
        var files = new ArrayList<>(attachments(call.text("attachment")));
        if (call.text("sticker_id").matches("\\d+"))
            files.add(Attachment.at(Kind.STICKER, "").withName("sticker " + call.text("sticker_id")));
        var place = place(call);
        if (text.isBlank() && files.isEmpty() && place == null) {
            throw Replies.refusal(
                    100, "One of the parameters specified was missing or invalid: message is empty or invalid");
        }
        var content = place == null ? Content.text(text) : Content.of(place).withText(text);
        return content.with(files);
    }

    private List<Attachment> attachments(String names) {
        if (names.isEmpty()) return List.of();
        var all = names.split(",");
        if (all.length > ATTACHMENTS) throw Replies.bad("too many attachments");
        var files = new ArrayList<Attachment>();
        for (var name : all) {
            files.add(uploads.find(name.strip()).orElseThrow(() -> Replies.bad("attachment " + name + " not found")));
        }
        if (files.size() > 1 && files.stream().anyMatch(file -> file.kind() == Kind.VOICE))
            throw Replies.bad("a voice message goes alone");
        return files;
    }

    private static Place place(Call call) {
        if (call.text("lat").isEmpty() && call.text("long").isEmpty()) return null;
        try {
            double lat = Double.parseDouble(call.text("lat"));
            double lon = Double.parseDouble(call.text("long"));
            if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return Place.at(lat, lon);
        } catch (NumberFormatException e) {
            // Refused below like a place out of range.
        }
        throw Replies.bad("lat or long is wrong");
    }

    /** The message answered: by its number within the community, or in a forward that is a reply. */
    static String replyTo(Call call, Chat chat) {
        var forward = Json.parse(call.text("forward"));
        if (forward.path("is_reply").asBoolean(false)
                || forward.path("is_reply").asInt(0) == 1) {
            var id = forward.path("conversation_message_ids").path(0).asString("");
            if (chat.find(id).isEmpty()) throw Replies.refusal(913, "Too many forwarded messages");
            return id;
        }
        var byId = call.text("reply_to");
        if (byId.isEmpty()) return "";
        return chat.find(
                        bubble -> Long.toString(Objects.messageId(chat, bubble)).equals(byId))
                .map(bubble -> bubble.id())
                .orElseThrow(() -> Replies.bad("reply_to not found"));
    }
}
