package io.besedka.channel.max;

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
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An update as an act of the client. The client is the person's {@code user_id}; only dialogs have clients, what happens in groups and
 * channels is skipped. Updates have no id of their own: messages are known by their {@code mid}, a press by {@code cb<callback id>}, a
 * start by {@code start<timestamp>}.
 */
final class MaxInbound {
    static final String PRESS = "cb";
    /** {@code Profile.avatar} is this and the dialog's id: the picture's address is asked for when it is fetched. */
    static final String AVATAR = "avatar:";
    /** The kinds to ask MAX for. */
    static final List<String> KINDS = List.of(
            "message_created", "message_edited", "message_removed", "message_callback", "bot_started", "bot_stopped");

    private static final Pattern KIND_NAME = Pattern.compile("[a-z_]{1,40}");
    private static final int TAG_LIMIT = 512;
    private static final long LAST_MILLI = 253_402_300_799_999L;

    private final Clock clock;

    MaxInbound(Clock clock) {
        this.clock = clock;
    }

    /** Never throws: what cannot be understood is skipped, because a refusal would only make MAX repeat it. */
    Intake read(Connection connection, JsonNode update) {
        if (!update.isObject()) {
            return new Intake.Rejected(400, "an update is a JSON object");
        }
        var kind = update.path("update_type").stringValue("");
        var known = KIND_NAME.matcher(kind).matches() ? kind : "unknown";
        try {
            var input = input(connection, kind, update);
            return input == null ? skipped(known) : new Intake.Taken(List.of(input), List.of(), Reply.OK);
        } catch (Refused tooLong) {
            return skipped(known + ".too_long");
        }
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), Reply.OK);
    }

    private Input input(Connection connection, String kind, JsonNode update) {
        return switch (kind) {
            case "message_created" -> said(connection, update, false);
            case "message_edited" -> said(connection, update, true);
            case "message_removed" -> removed(connection, update);
            case "message_callback" -> pressed(connection, update);
            case "bot_started" -> started(connection, update);
            case "bot_stopped" -> ofUser(connection, update, new Act.Blocked(true));
            default -> null;
        };
    }

    private Input said(Connection connection, JsonNode update, boolean edited) {
        var message = update.path("message");
        var mid = mid(message);
        var sender = message.path("sender");
        // Without a chat type it is a dialog: MAX always tells it, and a group would have one.
        boolean dialog = message.path("recipient")
                .path("chat_type")
                .stringValue("dialog")
                .equals("dialog");
        if (mid.isEmpty() || !dialog || sender.path("is_bot").booleanValue(false)) {
            return null;
        }
        var content = MaxContent.of(message, MaxAdapter.token(connection));
        if (content == null) {
            return null;
        }
        var act = edited ? new Act.Edited(mid, content, time(update.path("timestamp"))) : wrote(mid, message, content);
        return input(
                connection,
                sender,
                message.path("recipient").path("chat_id"),
                update,
                MaxContent.ownPhone(content),
                act);
    }

    /** A pure forward has no body: it is known by what was forwarded and when, for the same may be forwarded again. */
    private static String mid(JsonNode message) {
        var own = message.path("body").path("mid").stringValue("");
        var forwarded = message.path("link").path("message").path("mid").stringValue("");
        return own.isEmpty() && !forwarded.isEmpty()
                ? forwarded + "@" + message.path("timestamp").longValue(0)
                : own;
    }

    private Act wrote(String mid, JsonNode message, Content content) {
        var link = message.path("link");
        boolean reply = "reply".equals(link.path("type").stringValue(""));
        var replyTo = reply ? link.path("message").path("mid").stringValue(null) : null;
        var at = message.path("timestamp").isNumber()
                ? message.path("timestamp")
                : message.path("body").path("timestamp");
        return new Act.Wrote(mid, content, replyTo, null, time(at));
    }

    private Input removed(Connection connection, JsonNode update) {
        var mid = update.path("message_id").stringValue("");
        long user = update.path("user_id").longValue(0);
        if (mid.isEmpty() || user == 0) {
            return null;
        }
        var client =
                new Address.OfClient(connection.projectId(), connection.id(), Long.toString(user), Profile.UNKNOWN);
        return new Input(client, new Act.Deleted(List.of(mid), time(update.path("timestamp"))));
    }

    /** The message is null when it was deleted meanwhile. */
    private Input pressed(Connection connection, JsonNode update) {
        var callback = update.path("callback");
        var id = callback.path("callback_id").stringValue("");
        var payload = callback.path("payload").stringValue("");
        var recipient = update.path("message").path("recipient");
        boolean dialog = recipient.path("chat_type").stringValue("dialog").equals("dialog");
        if (id.isEmpty() || payload.isEmpty() || !dialog) {
            return null;
        }
        var mid = update.path("message").path("body").path("mid").stringValue(null);
        var at = callback.path("timestamp").isNumber() ? callback.path("timestamp") : update.path("timestamp");
        var act = new Act.Pressed(PRESS + id, payload, mid, time(at));
        return input(connection, callback.path("user"), recipient.path("chat_id"), update, null, act);
    }

    /** As where a person sends the command itself, so that one flow serves every channel. */
    private Input started(Connection connection, JsonNode update) {
        var payload = update.path("payload").stringValue("").strip();
        boolean tagged = !payload.isEmpty() && payload.length() <= TAG_LIMIT;
        var content = Content.text(tagged ? "/start " + payload : "/start");
        var at = time(update.path("timestamp"));
        return ofUser(
                connection,
                update,
                new Act.Wrote("start" + at.toEpochMilli(), content, null, tagged ? payload : null, at));
    }

    private Input ofUser(Connection connection, JsonNode update, Act act) {
        return input(connection, update.path("user"), update.path("chat_id"), update, null, act);
    }

    private static Input input(
            Connection connection, JsonNode user, JsonNode chat, JsonNode update, String phone, Act act) {
        long id = user.path("user_id").longValue(0);
        if (id == 0) {
            return null;
        }
        var chatId = chat.longValue(0) == 0 ? null : Long.toString(chat.longValue(0));
        var told = new Profile(
                name(user),
                user.path("username").stringValue(null),
                update.path("user_locale").stringValue(null),
                phone,
                null,
                chatId == null ? null : AVATAR + chatId,
                chatId);
        return new Input(new Address.OfClient(connection.projectId(), connection.id(), Long.toString(id), told), act);
    }

    private static String name(JsonNode user) {
        var name = (user.path("first_name").stringValue("") + " "
                        + user.path("last_name").stringValue(""))
                .strip();
        var told = name.isEmpty() ? user.path("name").stringValue("").strip() : name;
        return told.isEmpty() ? null : told;
    }

    private Instant time(JsonNode millis) {
        long told = millis.longValue(0);
        return told <= 0 || told > LAST_MILLI ? clock.now() : Instant.ofEpochMilli(told);
    }
}
