package io.besedka.channel.vk;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Intake.Reply;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An event, posted or polled, as acts of the client. A message's external id is its number within the dialog ({@code
 * conversation_message_id}), which every event and call knows and which a repeated event repeats.
 */
final class VkInbound {
    /** What we ask VK for of messages; {@code 1} each in the settings. */
    private static final List<String> KINDS = List.of(
            "message_new",
            "message_reply",
            "message_edit",
            "message_allow",
            "message_deny",
            "message_read",
            "message_typing_state",
            "message_event",
            "message_reaction_event");

    /** VK wants to read just this; anything else counts as undelivered. */
    static final Reply TAKEN = new Reply(200, "text/plain", "ok".getBytes(StandardCharsets.US_ASCII));

    private static final Pattern KIND_NAME = Pattern.compile("[a-z_]{1,40}");
    /** Group chats begin here. */
    private static final long FIRST_GROUP_CHAT = 2_000_000_000L;

    private final Clock clock;
    private final VkWall wall;

    VkInbound(Clock clock, VkWall wall) {
        this.clock = clock;
        this.wall = wall;
    }

    static List<String> kinds(Connection connection) {
        return VkComment.areOn(connection)
                ? Stream.concat(KINDS.stream(), VkWall.KINDS.stream()).toList()
                : KINDS;
    }

    /** Never throws: what cannot be understood is skipped, because a refusal would only make VK post it again. */
    Intake read(Connection connection, JsonNode event) {
        var kind = event.path("type").stringValue("");
        try {
            return read(connection, kind, event.path("object"));
        } catch (Refused tooLong) {
            return skipped(kind + ".too_long");
        }
    }

    private Intake read(Connection connection, String kind, JsonNode object) {
        var message = object.path("message").isObject() ? object.path("message") : object;
        return switch (kind) {
            case "message_new" -> of(kind, client(connection, message.path("from_id"), message), wrote(message));
            case "message_edit" -> of(kind, client(connection, message.path("from_id"), message), edited(message));
            case "message_reply" ->
                of(kind, client(connection, message.path("peer_id"), message), echoed(connection, message));
            case "message_event" -> of(kind, client(connection, object.path("user_id"), object), pressed(object));
            case "message_read" -> of(kind, client(connection, object.path("from_id"), object), read(object));
            case "message_reaction_event" ->
                of(kind, client(connection, object.path("reacted_id"), object), reacted(object));
            case "message_allow" ->
                of(kind, client(connection, object.path("user_id"), object), new Act.Blocked(false));
            case "message_deny" -> of(kind, client(connection, object.path("user_id"), object), new Act.Blocked(true));
            case "message_typing_state" -> types(kind, client(connection, object.path("from_id"), object));
            case "wall_reply_new", "wall_reply_edit", "wall_reply_delete" -> wall.intake(connection, kind, object);
            default -> skipped(KIND_NAME.matcher(kind).matches() ? kind : "unknown");
        };
    }

    private static Intake of(String kind, Address.OfClient client, Act act) {
        return client == null || act == null
                ? skipped(kind)
                : new Intake.Taken(List.of(new Input(answeredHere(client, act), act)), List.of(), TAKEN);
    }

    /** Who writes in the dialog is answered there, wherever the last word was. */
    private static Address answeredHere(Address.OfClient client, Act act) {
        return act instanceof Act.Wrote || act instanceof Act.Pressed
                ? new Address.OfClient(
                        client.projectId(),
                        client.connectionId(),
                        client.externalId(),
                        Profile.UNKNOWN.withReplyPath(VkComment.DIRECT))
                : client;
    }

    private static Intake types(String kind, Address.OfClient client) {
        return client == null
                ? skipped(kind)
                : new Intake.Taken(List.of(), List.of(), TAKEN, List.of(client.externalId()));
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), TAKEN);
    }

    /** Null for communities, which have negative ids, and for whatever is said in a group chat. */
    private static Address.OfClient client(Connection connection, JsonNode id, JsonNode event) {
        long user = id.longValue(0);
        long peer = event.path("peer_id").longValue(user);
        return user <= 0 || user >= FIRST_GROUP_CHAT || peer != user
                ? null
                : new Address.OfClient(connection.projectId(), connection.id(), Long.toString(user), Profile.UNKNOWN);
    }

    private Act wrote(JsonNode message) {
        var id = number(message);
        if (id == null || isOurs(message)) {
            return null;
        }
        var key = VkPress.key(message.path("payload"));
        if (key != null) {
            return new Act.Pressed(id, key, null, time(message.path("date")));
        }
        var content = VkContent.of(message);
        return content.isEmpty()
                ? null
                : new Act.Wrote(
                        id, content, number(message.path("reply_message")), tag(message), time(message.path("date")));
    }

    /** The {@code ref} of a link {@code vk.me/shop?ref=...} by which the client came. */
    private static String tag(JsonNode message) {
        var ref = message.path("ref").stringValue("").strip();
        return ref.isEmpty() || ref.length() > VkLimits.TAG ? null : ref;
    }

    /** VK also tells of our own edits. */
    private Act edited(JsonNode message) {
        var id = number(message);
        var content = VkContent.of(message);
        boolean told = message.path("update_time").isNumber();
        var at = time(told ? message.path("update_time") : message.path("date"));
        return id == null || isOurs(message) || content.isEmpty() ? null : new Act.Edited(id, content, at);
    }

    private static boolean isOurs(JsonNode message) {
        return message.path("out").intValue(0) == 1;
    }

    /** What we sent ourselves comes as well, often before the answer to the send, and maybe in other words than the message has here. */
    private Act echoed(Connection connection, JsonNode message) {
        var id = number(message);
        boolean own =
                VkRandomId.isOurs(connection.id(), message.path("random_id").longValue(0));
        return id == null || own ? null : new Act.Echoed(id, VkContent.of(message), time(message.path("date")));
    }

    private Act pressed(JsonNode event) {
        var key = VkPress.key(event.path("payload"));
        var name = event.path("event_id").stringValue("");
        if (key == null || name.isEmpty() || name.length() > 100) {
            return null;
        }
        var external = new VkPress.Name(event.path("user_id").longValue(0), name).toString();
        return new Act.Pressed(external, key, number(event), clock.now());
    }

    private static Act read(JsonNode event) {
        var upTo = number(event);
        return upTo == null ? null : new Act.ReportedUpTo(null, upTo, DeliveryStatus.READ);
    }

    private static Act reacted(JsonNode event) {
        var id = number(event);
        int reaction = event.path("reaction_id").intValue(0);
        return id == null ? null : new Act.Reacted(id, reaction <= 0 ? "" : VkReactions.emoji(reaction));
    }

    /** A message's number within its dialog, under either of its names; null where there is none. */
    static String number(JsonNode told) {
        long number =
                told.path("conversation_message_id").longValue(told.path("cmid").longValue(0));
        return number > 0 ? Long.toString(number) : null;
    }

    private Instant time(JsonNode seconds) {
        long told = seconds.longValue(0);
        return told <= 0 || told > clock.now().plusSeconds(86_400).getEpochSecond()
                ? clock.now()
                : Instant.ofEpochSecond(told);
    }
}
