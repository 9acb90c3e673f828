package io.besedka.channel.telegram;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Intake.Reply;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An update as acts of the client. Only private chats have clients; what happens in groups and channels is skipped. Message ids are
 * unique within a chat, which is what an external id must be; a press has its own, {@code cb<callback id>}.
 */
final class TelegramInbound {
    static final String PRESS = "cb";
    /** The kinds to ask Telegram for. */
    static final List<String> KINDS =
            List.of("message", "edited_message", "callback_query", "message_reaction", "my_chat_member");

    private static final Pattern KIND_NAME = Pattern.compile("[a-z_]{1,40}");
    private static final int TAG_LIMIT = 64;

    private final Clock clock;

    TelegramInbound(Clock clock) {
        this.clock = clock;
    }

    /** Never throws: what cannot be understood is skipped, because a refusal would make Telegram hold back the whole chat. */
    Intake read(Connection connection, JsonNode update) {
        if (!update.isObject()) {
            return new Intake.Rejected(400, "an update is a JSON object");
        }
        var kind = kindOf(update);
        try {
            var input = input(connection, kind, update.path(kind));
            return input == null ? skipped(kind) : new Intake.Taken(List.of(input), List.of(), Reply.OK);
        } catch (Refused tooLong) {
            return skipped(kind + ".too_long");
        }
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), Reply.OK);
    }

    private static String kindOf(JsonNode update) {
        for (var name : update.propertyNames()) {
            if (!name.equals("update_id")) {
                return KIND_NAME.matcher(name).matches() ? name : "unknown";
            }
        }
        return "empty";
    }

    private Input input(Connection connection, String kind, JsonNode event) {
        var chat = kind.equals("callback_query") ? event.path("message").path("chat") : event.path("chat");
        long chatId = chat.path("id").longValue(0);
        if (chatId == 0 || !"private".equals(chat.path("type").stringValue(""))) {
            return null;
        }
        var act = act(kind, event);
        if (act == null) {
            return null;
        }
        var profile = profile(event.path(kind.equals("message_reaction") ? "user" : "from"), act);
        var client = new Address.OfClient(connection.projectId(), connection.id(), Long.toString(chatId), profile);
        return new Input(client, act);
    }

    private Act act(String kind, JsonNode event) {
        return switch (kind) {
            case "message" -> wrote(event);
            case "edited_message" -> edited(event);
            case "callback_query" -> pressed(event);
            case "message_reaction" -> reacted(event);
            case "my_chat_member" -> blocked(event);
            default -> null;
        };
    }

    private Act wrote(JsonNode message) {
        var id = id(message, "message_id");
        var content = TelegramContent.of(message);
        if (id == null || content == null || content.isEmpty()) {
            return null;
        }
        var replyTo = id(message.path("reply_to_message"), "message_id");
        return new Act.Wrote(id, content, replyTo, tag(content.text()), time(message, "date"));
    }

    /** The payload of {@code t.me/<bot>?start=<payload>}. */
    private static String tag(String text) {
        if (!text.startsWith("/start")) {
            return null;
        }
        int space = text.indexOf(' ');
        boolean command = space == "/start".length() || space > 0 && text.charAt("/start".length()) == '@';
        var tag = command ? text.substring(space).strip() : "";
        return tag.isEmpty() || tag.length() > TAG_LIMIT ? null : tag;
    }

    private Act edited(JsonNode message) {
        var id = id(message, "message_id");
        var content = TelegramContent.of(message);
        return id == null || content == null || content.isEmpty()
                ? null
                : new Act.Edited(id, content, time(message, "edit_date"));
    }

    /** Telegram does not say when the button was pressed; presses older than 150 s are not delivered, so now is near enough. */
    private Act pressed(JsonNode press) {
        var id = press.path("id").stringValue("");
        var payload = press.path("data").stringValue("");
        var messageId = id(press.path("message"), "message_id");
        return id.isEmpty() || payload.isEmpty() ? null : new Act.Pressed(PRESS + id, payload, messageId, clock.now());
    }

    private static Act reacted(JsonNode reaction) {
        var id = id(reaction, "message_id");
        return id == null
                ? null
                : new Act.Reacted(id, emoji(reaction.path("new_reaction").path(0)));
    }

    private static String emoji(JsonNode reaction) {
        return switch (reaction.path("type").stringValue("")) {
            case "" -> "";
            case "paid" -> "⭐";
            // A picture of somebody's own set: there is a reaction, but no character for it.
            case "custom_emoji" -> "🙂";
            default -> reaction.path("emoji").stringValue("🙂");
        };
    }

    private static Act blocked(JsonNode change) {
        return switch (change.path("new_chat_member").path("status").stringValue("")) {
            case "kicked" -> new Act.Blocked(true);
            case "member" -> new Act.Blocked(false);
            default -> null;
        };
    }

    private static Profile profile(JsonNode user, Act act) {
        var first = user.path("first_name").stringValue("");
        var last = user.path("last_name").stringValue("");
        var name = (first + " " + last).strip();
        return new Profile(
                name.isEmpty() ? null : name,
                user.path("username").stringValue(null),
                user.path("language_code").stringValue(null),
                act instanceof Act.Wrote wrote ? TelegramContent.ownPhone(wrote.content()) : null,
                null);
    }

    private static String id(JsonNode of, String name) {
        long id = of.path(name).longValue(0);
        return id == 0 ? null : Long.toString(id);
    }

    private Instant time(JsonNode message, String name) {
        long seconds = message.path(name).longValue(0);
        return seconds <= 0 || seconds > Instant.MAX.getEpochSecond() ? clock.now() : Instant.ofEpochSecond(seconds);
    }
}
