package io.besedka.channel.ok;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Intake.Reply;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An event as an act of the client. The client is the user; where to answer is the chat, told as the reply path. OK's page leaves parts of
 * the shapes open, so several are read; the guesses are all here and in {@link OkContent}.
 */
final class OkInbound {
    private static final Pattern KIND_NAME = Pattern.compile("[A-Z_]{1,40}");
    private static final Pattern ID = Pattern.compile("[a-z]{1,10}:[A-Za-z0-9._:-]{1,120}");
    private static final int ID_LIMIT = 200;
    private static final int TAG_LIMIT = 128;
    private static final Reply TAKEN =
            new Reply(200, "application/json", "{\"success\":true}".getBytes(StandardCharsets.UTF_8));

    private final Clock clock;

    OkInbound(Clock clock) {
        this.clock = clock;
    }

    /** Never throws: what cannot be understood is skipped, because a refusal would be repeated for hours. */
    Intake read(Connection connection, JsonNode event) {
        if (!event.isObject()) {
            return new Intake.Rejected(400, "an event is a JSON object");
        }
        var kind = kindOf(event);
        try {
            var act = act(kind, event);
            var client = act == null ? null : client(connection, event);
            return client == null ? skipped(kind) : new Intake.Taken(List.of(new Input(client, act)), List.of(), TAKEN);
        } catch (Refused tooLong) {
            return skipped(kind + ".too_long");
        }
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), TAKEN);
    }

    /** Older events name no kind: they are messages. */
    private static String kindOf(JsonNode event) {
        var told = event.path("webhookType").stringValue(event.path("message").isObject() ? "MESSAGE_CREATED" : "");
        return KIND_NAME.matcher(told).matches() ? told.toLowerCase(Locale.ROOT) : "unknown";
    }

    private Act act(String kind, JsonNode event) {
        return switch (kind) {
            case "message_created" -> wrote(event);
            case "message_callback" -> pressed(event);
            case "chat_system" -> opened(event);
            default -> null;
        };
    }

    /** Null for the group's own words and for nobody's. */
    private static Address client(Connection connection, JsonNode event) {
        var sender = event.path("sender").isObject() ? event.path("sender") : event.at("/callback/user");
        var chat = id(event.path("recipient"), "chat_id");
        var user = id(sender, "user_id");
        var client = user == null ? chat : user;
        if (client == null || client.startsWith("group:")) {
            return null;
        }
        var name = sender.path("name").stringValue("").strip();
        var profile = Profile.named(name.isEmpty() ? null : name).withReplyPath(chat);
        return new Address.OfClient(connection.projectId(), connection.id(), client, profile);
    }

    private Act wrote(JsonNode event) {
        var message = event.path("message");
        var id = anyId(message.path("mid"));
        var content = OkContent.of(message);
        var replyTo = message.path("reply_to");
        return id == null || content.isEmpty()
                ? null
                : new Act.Wrote(
                        id, content, anyId(replyTo.isObject() ? replyTo.path("mid") : replyTo), null, time(event));
    }

    private Act pressed(JsonNode event) {
        var inner = event.path("callback");
        var payload = first(event.path("payload"), inner.path("payload"));
        var message = first(event.path("mid"), event.at("/message/mid"), inner.path("mid"));
        var call = first(
                event.path("callbackId"),
                event.path("callback_id"),
                inner.path("callbackId"),
                inner.path("callback_id"));
        if (payload.isEmpty() || call.isEmpty() && message.isEmpty()) {
            return null;
        }
        var at = time(event);
        var id = call.isEmpty() ? message + "@" + at.toEpochMilli() : call;
        return id.length() > ID_LIMIT
                ? null
                : new Act.Pressed("cb" + id, payload, message.isEmpty() ? null : message, at);
    }

    /** Of what the system tells of a chat, one thing is of use: that a client opened it by a link with a mark. */
    private Act opened(JsonNode event) {
        var ref = first(
                event.path("ref"),
                event.at("/payload/ref"),
                event.at("/system/ref"),
                event.at("/message/ref"),
                event.at("/chat/ref"),
                event.at("/chat_control/ref"));
        if (ref.isBlank() || ref.length() > TAG_LIMIT) {
            return null;
        }
        var at = time(event);
        return new Act.Wrote("start" + at.toEpochMilli(), Content.text("/start " + ref.strip()), null, ref.strip(), at);
    }

    private static String first(JsonNode... candidates) {
        for (var candidate : candidates) {
            var text = candidate.isString() || candidate.isIntegralNumber() ? candidate.asString("") : "";
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String anyId(JsonNode node) {
        var id = first(node);
        return id.isBlank() || id.length() > ID_LIMIT ? null : id;
    }

    private static String id(JsonNode of, String name) {
        var id = of.path(name).stringValue("");
        return isId(id) ? id : null;
    }

    /** Whether it is one of OK's ids with a prefix: nothing else may become a part of an address we call. */
    static boolean isId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    private Instant time(JsonNode event) {
        long millis = event.path("timestamp").longValue(0);
        return millis <= 0 || millis > 253_402_300_799_000L ? clock.now() : Instant.ofEpochMilli(millis);
    }
}
