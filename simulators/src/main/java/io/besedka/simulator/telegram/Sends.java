package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends without files: text, places, contacts, the typing notice. */
final class Sends {
    static final int TEXT_LIMIT = 4096;
    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "record_audio",
            "upload_audio",
            "upload_document",
            "choose_sticker",
            "find_location",
            "record_video_note",
            "upload_video_note");

    void addTo(Map<String, Function<Call, JsonNode>> methods) {
        methods.put("sendmessage", Sends::sendMessage);
        methods.put("sendlocation", call -> Posting.post(call, location(call)));
        methods.put("sendvenue", Sends::sendVenue);
        methods.put("sendcontact", Sends::sendContact);
        methods.put("sendchataction", Sends::sendChatAction);
    }

    static FormattedText text(Call call) {
        var entities = call.structure("entities").orElse(MissingNode.getInstance());
        var text = FormattedText.of(call.text("text"), call.text("parse_mode"), entities);
        if (text.text().isEmpty()) throw Refusal.badRequest("message text is empty");
        return text.atMost(TEXT_LIMIT, "message is too long");
    }

    private static JsonNode sendMessage(Call call) {
        Posting.chat(call);
        var content = Json.object();
        Posting.setText(content, text(call));
        call.structure("link_preview_options").ifPresent(options -> content.set("link_preview_options", options));
        return Posting.post(call, content);
    }

    private static ObjectNode location(Call call) {
        double latitude = call.decimal("latitude");
        double longitude = call.decimal("longitude");
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
            throw Refusal.badRequest("wrong latitude or longitude");
        var content = Json.object();
        content.putObject("location").put("latitude", latitude).put("longitude", longitude);
        return content;
    }

    private static JsonNode sendVenue(Call call) {
        var content = location(call);
        var venue = Json.object();
        venue.set("location", content.get("location"));
        content.set("venue", venue.put("title", call.required("title")).put("address", call.required("address")));
        return Posting.post(call, content);
    }

    private static JsonNode sendContact(Call call) {
        var content = Json.object();
        var contact = content.putObject("contact")
                .put("phone_number", call.required("phone_number"))
                .put("first_name", call.required("first_name"));
        if (call.has("last_name")) contact.put("last_name", call.text("last_name"));
        if (call.has("vcard")) {
            if (call.text("vcard").getBytes(StandardCharsets.UTF_8).length > 2048) {
                throw Refusal.badRequest("vCard is too long");
            }
            contact.put("vcard", call.text("vcard"));
        }
        return Posting.post(call, content);
    }

    private static JsonNode sendChatAction(Call call) {
        var chat = Posting.writable(call);
        var action = call.required("action");
        if (!ACTIONS.contains(action)) throw Refusal.badRequest("wrong parameter action in request");
        synchronized (chat) {
            chat.typingUntil = call.bot().simulator().time().now().plus(Duration.ofSeconds(5));
            chat.typingAction = action;
            chat.changed();
        }
        call.bot().simulator().events().changed(call.bot().username(), Long.toString(chat.id));
        return BooleanNode.TRUE;
    }
}
