package io.besedka.channel.whatsapp;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.conversation.PressKey;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A batch of changes as acts of clients. A client is known by the business-scoped id where there is one, else by the phone's digits;
 * external ids are wamids. One batch may hold changes of other numbers of the same application: they are counted and left alone.
 */
final class WhatsAppInbound {
    private static final Pattern WORD = Pattern.compile("[a-z_0-9]{1,40}");
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9.]{2,128}");
    private static final int ID_LENGTH = 256;
    private static final int TAG_LENGTH = 64;

    private final Clock clock;
    private final Latest latest;

    WhatsAppInbound(Clock clock, Latest latest) {
        this.clock = clock;
        this.latest = latest;
    }

    /** Never throws: a refusal would have the whole batch posted again for days. */
    Intake read(Connection connection, JsonNode batch) {
        if (!batch.isObject()) {
            return new Intake.Rejected(400, "a batch is a JSON object");
        }
        var reading = new Reading(connection);
        for (var entry : batch.path("entry")) {
            for (var change : entry.path("changes")) {
                reading.change(change.path("field").stringValue(""), change.path("value"));
            }
        }
        if (reading.inputs.isEmpty() && reading.skipped.isEmpty()) {
            reading.skip("empty");
        }
        return new Intake.Taken(reading.inputs, reading.skipped, Intake.Reply.OK);
    }

    private final class Reading {
        final Connection connection;
        final List<Input> inputs = new ArrayList<>();
        final List<String> skipped = new ArrayList<>();

        Reading(Connection connection) {
            this.connection = connection;
        }

        void skip(String kind) {
            skipped.add(WORD.matcher(kind).matches() ? kind : "unknown");
        }

        void change(String field, JsonNode value) {
            boolean spoken = field.equals("messages") || field.equals("smb_message_echoes");
            var number = value.path("metadata").path("phone_number_id").asString("");
            if (!spoken) {
                skip(field);
            } else if (!number.equals(connection.setting("phone_number_id", ""))) {
                skip("other_number");
            } else {
                value.path("messages").forEach(message -> each("message", () -> message(value, message)));
                value.path("statuses").forEach(status -> each("status", () -> status(value, status)));
                value.path("message_echoes").forEach(echo -> each("echo", () -> echo(value, echo)));
                value.path("errors").forEach(error -> skip("errors"));
            }
        }

        private void each(String kind, Runnable reading) {
            try {
                reading.run();
            } catch (Refused tooLong) {
                skip(kind + "_too_long");
            }
        }

        private void message(JsonNode value, JsonNode message) {
            var type = message.path("type").stringValue("");
            var contact = contact(
                    value,
                    message.path("from_user_id").stringValue(""),
                    message.path("from").asString(""));
            var client = client(
                    contact,
                    message.path("from_user_id").stringValue(""),
                    message.path("from").asString(""));
            var act = message.has("group_id") ? null : act(message);
            if (act == null || !CLIENT.matcher(client).matches()) {
                skip(type.isEmpty() ? "message" : type);
                return;
            }
            if (act instanceof Act.Wrote || act instanceof Act.Pressed) {
                latest.heard(connection.id(), client, id(message.path("id")));
            }
            add(client, profile(contact, message), act);
        }

        private void status(JsonNode value, JsonNode status) {
            var reached = reached(status.path("status").stringValue(""));
            var id = id(status.path("id"));
            var user = status.path("recipient_user_id").stringValue("");
            var phone = status.path("recipient_id").asString("");
            // What we wrote beside the message tells best whom we meant.
            var noted = WhatsAppOutbound.clientOf(
                    status.path("biz_opaque_callback_data").stringValue(""));
            var client = noted == null ? client(contact(value, user, phone), user, phone) : noted;
            if (reached == null || id == null || !CLIENT.matcher(client).matches()) {
                skip("status");
                return;
            }
            var act = reached == DeliveryStatus.FAILED ? failed(id, status) : new Act.Reported(id, reached, null);
            add(client, Profile.UNKNOWN, act);
        }

        /** What the codes mean for the client is told by the same table as of an answer to a send. */
        private Act failed(String id, JsonNode status) {
            var error = status.path("errors").path(0);
            if (!error.isObject()) {
                return new Act.Reported(id, DeliveryStatus.FAILED, "not delivered");
            }
            boolean unreachable = WhatsAppOutcome.of(GraphError.inStatus(error)) instanceof SendResult.Unreachable;
            return new Act.Reported(
                    id, DeliveryStatus.FAILED, GraphError.said(error), unreachable ? time(status) : null);
        }

        /** Written in the phone's own application where number and API coexist. */
        private void echo(JsonNode value, JsonNode echo) {
            var user = echo.path("to_user_id").stringValue("");
            var phone = echo.path("to").asString("");
            var client = client(contact(value, user, phone), user, phone);
            var act = echoed(echo);
            if (act == null || !CLIENT.matcher(client).matches()) {
                skip("echo");
                return;
            }
            add(client, Profile.UNKNOWN, act);
        }

        private void add(String client, Profile profile, Act act) {
            inputs.add(new Input(new Address.OfClient(connection.projectId(), connection.id(), client, profile), act));
        }
    }

    private Act echoed(JsonNode echo) {
        var type = echo.path("type").stringValue("");
        if (type.equals("edit") || type.equals("revoke")) {
            return act(echo);
        }
        var id = id(echo.path("id"));
        var content = WhatsAppContent.of(echo);
        return id == null || content == null || content.isEmpty() ? null : new Act.Echoed(id, content, time(echo));
    }

    private Act act(JsonNode message) {
        return switch (message.path("type").stringValue("")) {
            case "reaction" -> reacted(message.path("reaction"));
            case "edit" -> edited(message);
            case "revoke" -> revoked(message);
            case "system" -> system(message.path("system"));
            default -> said(message);
        };
    }

    private Act said(JsonNode message) {
        var id = id(message.path("id"));
        var content = WhatsAppContent.of(message);
        if (id == null || content == null || content.isEmpty()) {
            return null;
        }
        var context = id(message.path("context").path("id"));
        var payload = payload(message);
        if (PressKey.parse(payload).isPresent()) {
            return new Act.Pressed(id, payload, context, time(message));
        }
        return new Act.Wrote(id, content, context, tag(message.path("referral")), time(message));
    }

    /** Of a reply button, a list's row or a template's quick reply. */
    private static String payload(JsonNode message) {
        var interactive = message.path("interactive");
        var reply = interactive.path(interactive.path("type").stringValue(""));
        return reply.path("id")
                .stringValue(message.path("button").path("payload").stringValue(""));
    }

    /** The advertisement by which the client came. */
    private static String tag(JsonNode referral) {
        var source = referral.path("source_id").asString("");
        return source.isEmpty() || source.length() > TAG_LENGTH ? null : source;
    }

    private static Act reacted(JsonNode reaction) {
        var id = id(reaction.path("message_id"));
        return id == null ? null : new Act.Reacted(id, reaction.path("emoji").stringValue(""));
    }

    private Act edited(JsonNode message) {
        var id = id(message.path("edit").path("original_message_id"));
        var content = WhatsAppContent.of(message.path("edit").path("message"));
        return id == null || content == null || content.isEmpty() ? null : new Act.Edited(id, content, time(message));
    }

    private Act revoked(JsonNode message) {
        var id = id(message.path("revoke").path("original_message_id"));
        return id == null ? null : new Act.Deleted(List.of(id), time(message));
    }

    private static Act system(JsonNode notice) {
        return notice.path("type").stringValue("").equals("user_changed_number") ? new Act.Met() : null;
    }

    private static DeliveryStatus reached(String status) {
        return switch (status) {
            case "sent" -> DeliveryStatus.SENT;
            case "delivered" -> DeliveryStatus.DELIVERED;
            case "read", "played" -> DeliveryStatus.READ;
            case "failed" -> DeliveryStatus.FAILED;
            default -> null;
        };
    }

    /** Whose message it is; the only contact where nothing matches. */
    private static JsonNode contact(JsonNode value, String user, String phone) {
        var contacts = value.path("contacts");
        for (var contact : contacts) {
            boolean same = !user.isEmpty()
                            && user.equals(contact.path("user_id").stringValue(""))
                    || !phone.isEmpty() && phone.equals(contact.path("wa_id").asString(""));
            if (same) {
                return contact;
            }
        }
        return contacts.size() == 1 && user.isEmpty() && phone.isEmpty() ? contacts.path(0) : contacts.path(-1);
    }

    private static String client(JsonNode contact, String user, String phone) {
        if (!user.isEmpty()) {
            return user;
        }
        var known = contact.path("user_id").stringValue("");
        return known.isEmpty() ? phone.isEmpty() ? contact.path("wa_id").asString("") : phone : known;
    }

    private static Profile profile(JsonNode contact, JsonNode message) {
        var profile = contact.path("profile");
        var changed = message.path("system").path("wa_id").asString("");
        var phone = changed.isEmpty()
                ? message.path("from").asString(contact.path("wa_id").asString(""))
                : changed;
        return new Profile(
                profile.path("name").stringValue(null),
                profile.path("username").stringValue(null),
                null,
                phone.matches("\\d{5,15}") ? "+" + phone : null,
                null);
    }

    private static String id(JsonNode id) {
        var text = id.stringValue("");
        return text.isEmpty() || text.length() > ID_LENGTH ? null : text;
    }

    /** Unix seconds, as text or as a number. */
    private Instant time(JsonNode message) {
        var seconds = message.path("timestamp").asString("");
        return seconds.matches("\\d{9,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : clock.now();
    }
}
