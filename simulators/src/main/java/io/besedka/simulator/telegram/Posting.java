package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What all sends share: finding the chat, refusing where the bot may not write, laying the message into the chat. */
final class Posting {
    private Posting() {}

    static Chat chat(Call call) {
        var text = call.text("chat_id").strip();
        if (text.isEmpty()) throw Refusal.badRequest("chat_id is empty");
        Chat chat = null;
        if (text.matches("-?\\d{1,18}")) {
            long id = Long.parseLong(text);
            chat = call.bot().chat(id);
            if (chat == null && id > 0 && call.bot().simulator().rules().welcomeStrangers()) {
                chat = call.bot().stranger(id);
            }
        }
        if (chat == null) throw Refusal.badRequest("chat not found");
        return chat;
    }

    /** The chat, if the bot may write there now. */
    static Chat writable(Call call) {
        var chat = chat(call);
        synchronized (chat) {
            if (chat.deactivated) throw Refusal.of(403, "Forbidden: user is deactivated");
            if (chat.blocked) throw Refusal.of(403, "Forbidden: bot was blocked by the user");
            if (!chat.started && call.bot().simulator().rules().welcomeStrangers()) chat.started = true;
            if (!chat.started) throw Refusal.of(403, "Forbidden: bot can't initiate conversation with a user");
        }
        return chat;
    }

    /** Sends one message: {@code content} holds the members that make its kind. */
    static ObjectNode post(Call call, ObjectNode content) {
        var chat = writable(call);
        var markup = Keyboards.of(call);
        takeRate(call, chat, 1);
        return lay(call, chat, content, markup);
    }

    static void takeRate(Call call, Chat chat, int messages) {
        var simulator = call.bot().simulator();
        if (simulator.rules().enforceRates())
            call.bot().rates.take(chat, messages, simulator.time().now());
    }

    static ObjectNode lay(Call call, Chat chat, ObjectNode content, Optional<ObjectNode> markup) {
        var simulator = call.bot().simulator();
        synchronized (chat) {
            var repliedTo = repliedTo(call, chat);
            var now = simulator.time().now();
            var message = envelope(chat, chat.nextMessageId(), call.bot().user(), now);
            if (repliedTo != null) message.set("reply_to_message", excerpt(repliedTo));
            message.setAll(content);
            if (call.flag("protect_content")) message.put("has_protected_content", true);
            markup.ifPresent(keyboard -> applyMarkup(chat, message, keyboard));
            long id = message.path("message_id").asLong(0);
            chat.add(new Line(id, call.bot().id(), true, message));
            chat.typingUntil = Instant.EPOCH;
            var text = message.path("text").asString(message.path("caption").asString(""));
            simulator.ledger().add(call.bot().id(), call.method(), chat.id, id, text, now);
            chat.changed();
            simulator.events().changed(call.bot().username(), Long.toString(chat.id));
            return message;
        }
    }

    static ObjectNode envelope(Chat chat, long id, User from, Instant now) {
        var message = Json.object().put("message_id", id);
        message.set("from", from.json());
        message.set("chat", chat.json());
        return message.put("date", now.getEpochSecond());
    }

    /** A message as it is quoted inside another: without its own quote. */
    static ObjectNode excerpt(Line line) {
        var copy = line.json.deepCopy();
        copy.remove("reply_to_message");
        return copy;
    }

    static void setText(ObjectNode content, FormattedText text) {
        content.put("text", text.text());
        if (!text.entities().isEmpty()) content.set("entities", text.entitiesJson());
    }

    private static Line repliedTo(Call call, Chat chat) {
        var parameters = call.structure("reply_parameters").orElse(null);
        long id = parameters == null
                ? call.number("reply_to_message_id", 0)
                : parameters.path("message_id").asLong(0);
        if (id == 0) return null;
        boolean anyway = parameters == null
                ? call.flag("allow_sending_without_reply")
                : parameters.path("allow_sending_without_reply").asBoolean(false);
        var line = chat.find(id);
        if (line == null && !anyway) throw Refusal.badRequest("message to be replied not found");
        return line;
    }

    private static void applyMarkup(Chat chat, ObjectNode message, ObjectNode markup) {
        if (Keyboards.isInline(markup)) {
            message.set("reply_markup", markup);
            return;
        }
        chat.keyboard = markup.has("keyboard") ? markup : null;
        chat.keyboardUsed = false;
    }
}
