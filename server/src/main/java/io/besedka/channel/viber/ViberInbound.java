package io.besedka.channel.viber;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Intake.Reply;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.conversation.Part.ContactCard;
import io.besedka.conversation.PressKey;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A callback as acts of the client. Message tokens are 64-bit numbers, unique within the bot, and name what the client wrote as well as what
 * we sent; a repeated callback bears the same.
 */
final class ViberInbound {
    private static final Pattern KIND_NAME = Pattern.compile("[a-z_]{1,40}");
    private static final Pattern TOKEN = Pattern.compile("-?\\d{1,20}");
    private static final int ID_LIMIT = 200;
    private static final int DESC_LIMIT = 300;

    private final Clock clock;

    ViberInbound(Clock clock) {
        this.clock = clock;
    }

    /** Never throws: what cannot be understood is skipped, because a refusal would only make Viber post it again for an hour. */
    Intake read(Connection connection, JsonNode event) {
        if (!event.isObject()) {
            return new Intake.Rejected(400, "an event is a JSON object");
        }
        var kind = event.path("event").stringValue("");
        try {
            return switch (kind) {
                // What set_webhook tries the address with.
                case "webhook" -> taken(List.of(), Reply.OK);
                case "conversation_started" -> started(connection, event);
                case "message" -> of(kind, client(connection, event.path("sender"), event), message(event));
                case "subscribed" -> of(kind, client(connection, event.path("user"), event), new Act.Blocked(false));
                case "unsubscribed" -> of(kind, client(connection, event), new Act.Blocked(true));
                case "delivered" -> of(kind, client(connection, event), reported(event, DeliveryStatus.DELIVERED));
                case "seen" -> of(kind, client(connection, event), reported(event, DeliveryStatus.READ));
                case "failed" -> of(kind, client(connection, event), reported(event, DeliveryStatus.FAILED));
                default -> skipped(KIND_NAME.matcher(kind).matches() ? kind : "unknown");
            };
        } catch (Refused tooLong) {
            return skipped(kind + ".too_long");
        }
    }

    private static Intake of(String kind, Address.OfClient client, Act act) {
        return client == null || act == null ? skipped(kind) : taken(List.of(new Input(client, act)), Reply.OK);
    }

    private static Intake taken(List<Input> inputs, Reply reply) {
        return new Intake.Taken(inputs, List.of(), reply);
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), Reply.OK);
    }

    private static Address.OfClient client(Connection connection, JsonNode event) {
        return client(connection, event.path("user_id"), Profile.UNKNOWN);
    }

    private static Address.OfClient client(Connection connection, JsonNode user, JsonNode event) {
        var card =
                event.path("message").path("type").stringValue("").equals("contact") ? ViberContent.card(event) : null;
        return client(connection, user.path("id"), profile(user, card));
    }

    private static Address.OfClient client(Connection connection, JsonNode id, Profile profile) {
        var known = id.stringValue("");
        return known.isEmpty() || known.length() > ID_LIMIT
                ? null
                : new Address.OfClient(connection.projectId(), connection.id(), known, profile);
    }

    /** @param card what came with it, or null; its number is the client's where it is the client's own */
    static Profile profile(JsonNode user, ContactCard card) {
        var name = user.path("name").stringValue("").strip();
        var avatar = user.path("avatar").stringValue("");
        var phone = card != null && card.own() ? card.phone() : null;
        return new Profile(
                        name.isEmpty() ? null : name,
                        null,
                        user.path("language").stringValue(null),
                        phone,
                        null)
                .withAvatar(avatar.isEmpty() || avatar.length() > ViberLimits.ADDRESS ? null : avatar);
    }

    /**
     * Somebody opened the chat. Who never wrote gets the welcome, which alone may be said now, and it keeps the link's mark for the first
     * message; of who is subscribed already, following a link is the message.
     */
    private Intake started(Connection connection, JsonNode event) {
        var context = event.path("context").stringValue("").strip();
        var tag = context.isEmpty() || context.length() > ViberTracking.TAG_LIMIT ? null : context;
        if (!event.path("subscribed").booleanValue(false)) {
            var welcome = connection.setting("welcome", "");
            return taken(List.of(), welcome.isBlank() ? Reply.OK : welcome(connection, welcome, tag));
        }
        var id = token(event);
        if (tag == null || id == null) {
            return taken(List.of(), Reply.OK);
        }
        var wrote = new Act.Wrote(id, Content.text("/start " + tag), null, tag, time(event));
        return of("conversation_started", client(connection, event.path("user"), event), wrote);
    }

    private static Reply welcome(Connection connection, String text, String tag) {
        var message = ViberOutbound.welcome(connection, text);
        if (tag != null) {
            message.put("tracking_data", ViberTracking.ofTag(tag));
        }
        return new Reply(200, "application/json", Json.write(message));
    }

    private Act message(JsonNode event) {
        var id = token(event);
        if (id == null) {
            return null;
        }
        var message = event.path("message");
        var text = message.path("text").stringValue("");
        boolean isText = message.path("type").stringValue("").equals("text");
        if (isText && PressKey.parse(text).isPresent()) {
            return new Act.Pressed(id, text, null, time(event));
        }
        // A silent text was not typed: a button of ours that opens a page says its address so.
        if (isText && event.path("silent").booleanValue(false)) {
            return null;
        }
        var content = ViberContent.of(event);
        var tag = ViberTracking.tag(message.path("tracking_data").stringValue(""));
        return content == null || content.isEmpty() ? null : new Act.Wrote(id, content, null, tag, time(event));
    }

    private static Act reported(JsonNode event, DeliveryStatus status) {
        var id = token(event);
        var why = event.path("desc").stringValue("");
        boolean failed = status == DeliveryStatus.FAILED;
        return id == null ? null : new Act.Reported(id, status, failed ? said(why) : null);
    }

    private static String said(String why) {
        return why.isBlank()
                ? "Viber could not show the message"
                : why.substring(0, Math.min(DESC_LIMIT, why.length()));
    }

    /** As a text, because no double holds it; null where there is none. */
    static String token(JsonNode answer) {
        var token = answer.path("message_token");
        var text = token.isIntegralNumber() || token.isString() ? token.asString("") : "";
        return TOKEN.matcher(text).matches() ? text : null;
    }

    private Instant time(JsonNode event) {
        long millis = event.path("timestamp").longValue(0);
        return millis <= 0 || millis > clock.now().plusSeconds(86_400).toEpochMilli()
                ? clock.now()
                : Instant.ofEpochMilli(millis);
    }
}
