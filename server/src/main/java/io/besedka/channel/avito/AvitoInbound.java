package io.besedka.channel.avito;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Variables;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Messages as acts. A client is a chat, that is a buyer asking about one item: what the account itself says names no buyer, and what is
 * answered must go to the chat asked in.
 */
final class AvitoInbound {
    private static final Pattern KIND_NAME = Pattern.compile("[a-z_]{1,40}");
    /** Chats in which Avito itself speaks to the account; nobody to answer there. */
    private static final String FROM_AVITO = "a2u";
    /** Avito as an author, for want of a document. */
    private static final Set<String> NOBODY = Set.of("", "0", "1");

    private final Clock clock;
    private final AvitoEchoes echoes;
    private final Seen once = new Seen();

    AvitoInbound(Clock clock, AvitoEchoes echoes) {
        this.clock = clock;
        this.echoes = echoes;
    }

    /** A webhook's body. Never throws: a refusal would only make Avito post it again. */
    Intake read(Connection connection, JsonNode update) {
        if (!update.isObject()) {
            return new Intake.Rejected(400, "an update is a JSON object");
        }
        var kind = update.path("payload").path("type").stringValue("");
        var value = update.path("payload").path("value");
        if (!kind.equals("message")) {
            return skipped(KIND_NAME.matcher(kind).matches() ? kind : "unknown");
        }
        if (value.path("chat_type").stringValue("").equals(FROM_AVITO)) {
            return skipped(FROM_AVITO);
        }
        var client = client(connection, value.path("chat_id").stringValue(""), Profile.UNKNOWN);
        boolean own = value.path("author_id")
                .asString("")
                .equals(value.path("user_id").asString("-"));
        if (client == null || !isMessage(value)) {
            return skipped("message");
        }
        return taken(connection, client, List.of(new Told(value, own)), item(value));
    }

    /** A message, and whether the account itself wrote it. */
    record Told(JsonNode message, boolean own) {}

    /** @param item what is known of the item asked about, as variables */
    Intake taken(Connection connection, Address.OfClient client, List<Told> messages, Map<String, String> item) {
        var inputs = new ArrayList<Input>();
        var skipped = new ArrayList<String>();
        for (var told : messages) {
            try {
                var act = act(connection, client, told);
                if (act != null) {
                    inputs.add(new Input(client, act));
                }
            } catch (Refused tooLong) {
                skipped.add("message.too_long");
            }
        }
        if (!inputs.isEmpty()
                && !item.isEmpty()
                && once.add(client.connectionId() + " " + client.externalId() + item)) {
            inputs.add(new Input(client, new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, item)));
        }
        return new Intake.Taken(inputs, skipped, Intake.Reply.OK);
    }

    private Act act(Connection connection, Address.OfClient client, Told told) {
        var message = told.message;
        var id = message.path("id").stringValue("");
        var type = message.path("type").stringValue("");
        if (!isMessage(message)) {
            return null;
        }
        if (type.equals("deleted")) {
            boolean fresh = once.add(connection.id() + " deleted " + id);
            return fresh ? new Act.Deleted(List.of(id), clock.now()) : null;
        }
        if (told.own) {
            boolean ours = echoes.isKnown(connection.id(), id) || echoes.mustWait(connection.id(), client.externalId());
            var content = ours ? null : AvitoContent.of(message);
            return content == null || content.isEmpty() ? null : new Act.Echoed(id, content, time(message));
        }
        if (isSystem(message) && connection.setting("system", "client").equals("skip")) {
            return null;
        }
        var content = AvitoContent.of(message);
        var quoted = message.path("quote").path("id").stringValue(null);
        return content == null || content.isEmpty() ? null : new Act.Wrote(id, content, quoted, null, time(message));
    }

    /** We took it back ourselves: that Avito tells of it is nothing new. */
    void withdrew(Connection connection, String id) {
        once.add(connection.id() + " deleted " + id);
    }

    private static boolean isSystem(JsonNode message) {
        return message.path("type").stringValue("").equals("system")
                || NOBODY.contains(message.path("author_id").asString(""));
    }

    private static boolean isMessage(JsonNode message) {
        var id = message.path("id").stringValue("");
        return !id.isEmpty() && id.length() <= AvitoLimits.ID;
    }

    private static Map<String, String> item(JsonNode value) {
        var id = value.path("item_id").asString("");
        return id.isEmpty() || id.equals("0") || id.length() > AvitoLimits.ID ? Map.of() : Map.of("avito_item_id", id);
    }

    /** Null where the id is none. */
    static Address.OfClient client(Connection connection, String chat, Profile profile) {
        return chat.isEmpty() || chat.length() > AvitoLimits.ID
                ? null
                : new Address.OfClient(connection.projectId(), connection.id(), chat, profile);
    }

    private static Intake skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), Intake.Reply.OK);
    }

    /** Seconds; a moment far ahead is none. */
    private Instant time(JsonNode message) {
        long seconds = message.path("created").longValue(0);
        boolean sane = seconds > 0 && seconds < clock.now().plusSeconds(86_400).getEpochSecond();
        return sane ? Instant.ofEpochSecond(seconds) : clock.now();
    }
}
