package io.besedka.channel.meta;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.conversation.PressKey;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A webhook's batch as acts. Nothing in it is refused: Meta would repeat it for hours, and drop the app in the end. */
final class MetaInbound {
    private static final int MOST = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int MESSAGE_ID = 400;
    private static final int TAG = 128;

    private final Network network;
    private final Clock clock;
    private final Watermarks watermarks;

    MetaInbound(Network network, Clock clock, Watermarks watermarks) {
        this.network = network;
        this.clock = clock;
        this.watermarks = watermarks;
    }

    Intake read(Connection connection, JsonNode batch) {
        if (!batch.isObject()) {
            return new Intake.Rejected(400, "an update is a JSON object");
        }
        var reading = new Reading(connection);
        if (batch.path("object").stringValue("").equals(network.object())) {
            batch.path("entry").forEach(reading::entry);
        } else {
            reading.skipped.add("object");
        }
        return new Intake.Taken(reading.inputs, reading.skipped, Intake.Reply.OK);
    }

    private final class Reading {
        private final Connection connection;
        private final Set<String> accounts;
        private final List<Input> inputs = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();

        Reading(Connection connection) {
            this.connection = connection;
            this.accounts =
                    Set.of(connection.setting(MetaRegistration.ACCOUNTS, "").split(" "));
        }

        /** One app may serve several pages and posts everything to one address. */
        void entry(JsonNode entry) {
            var id = entry.path("id").asString("");
            if (!accounts.contains("") && !accounts.contains(id)) {
                skipped.add("another_account");
                return;
            }
            entry.path("messaging").forEach(this::event);
            entry.path("changes").forEach(change -> change(id, change));
            if (entry.path("standby").isArray()) {
                skipped.add("standby");
            }
        }

        private void event(JsonNode event) {
            if (inputs.size() >= MOST) {
                skipped.add("too_many");
                return;
            }
            try {
                readEvent(event);
            } catch (Refused tooLong) {
                skipped.add("too_long");
            }
        }

        private void readEvent(JsonNode event) {
            var message = event.path("message");
            boolean echo = message.path("is_echo").booleanValue(false);
            var client = event.path(echo ? "recipient" : "sender").path("id").asString("");
            if (!ID.matcher(client).matches()) {
                skipped.add("nobody");
            } else if (echo) {
                echo(client, message, time(event));
            } else if (message.isObject()) {
                take("message", client, message(message, time(event)));
            } else {
                other(client, event, time(event));
            }
        }

        private void other(String client, JsonNode event, Instant at) {
            if (event.path("postback").isObject()) {
                take("postback", client, postback(event.path("postback"), at));
            } else if (event.path("reaction").isObject()) {
                take("reaction", client, reaction(event.path("reaction")));
            } else if (event.path("message_edit").isObject()) {
                take("message_edit", client, edit(event.path("message_edit"), at));
            } else if (event.path("referral").isObject()) {
                take("referral", client, opened(event.path("referral"), at));
            } else if (event.path("delivery").isObject()) {
                delivered(client, event.path("delivery"));
            } else if (event.path("read").isObject()) {
                read(client, event.path("read"));
            } else {
                skipped.add(event.propertyNames().stream()
                        .filter(name -> name.matches("[a-z_]{1,40}"))
                        .filter(name ->
                                !Set.of("sender", "recipient", "timestamp").contains(name))
                        .findFirst()
                        .orElse("unknown"));
            }
        }

        private void take(String kind, String client, Act act) {
            if (act == null) {
                skipped.add(kind);
                return;
            }
            // Who writes here is answered here, wherever the last word was.
            var profile = act.opens() || act instanceof Act.Pressed
                    ? Profile.UNKNOWN.withReplyPath(Answering.DIRECT)
                    : Profile.UNKNOWN;
            inputs.add(new Input(address(client, profile), act));
        }

        private Address address(String client, Profile profile) {
            return new Address.OfClient(connection.projectId(), connection.id(), client, profile);
        }

        /** Our own words come back too: they tell when Meta's clock saw them, and that a send arrived whose answer was lost. */
        private void echo(String client, JsonNode message, Instant at) {
            var id = id(message.path("mid"));
            if (id == null || message.path("is_deleted").booleanValue(false)) {
                skipped.add("echo");
                return;
            }
            watermarks.saw(connection.id(), client, id, at);
            var content = MetaContent.of(message);
            boolean ours = Answering.isOurs(connection, message);
            if (content.isEmpty() || ours && content.text().isBlank()) {
                skipped.add("echo");
            } else {
                inputs.add(new Input(
                        address(client, Profile.UNKNOWN),
                        new Act.Echoed(id, ours ? Content.text(content.text()) : content, at)));
            }
        }

        private void delivered(String client, JsonNode delivery) {
            for (var mid : delivery.path("mids")) {
                if (id(mid) != null && inputs.size() < MOST) {
                    inputs.add(new Input(
                            address(client, Profile.UNKNOWN),
                            new Act.Reported(id(mid), DeliveryStatus.DELIVERED, null)));
                }
            }
            upTo(client, delivery.path("watermark"), DeliveryStatus.DELIVERED);
        }

        private void read(String client, JsonNode read) {
            var mid = id(read.path("mid"));
            if (mid != null) {
                inputs.add(new Input(
                        address(client, Profile.UNKNOWN), new Act.ReportedUpTo(null, mid, DeliveryStatus.READ)));
            } else {
                upTo(client, read.path("watermark"), DeliveryStatus.READ);
            }
        }

        /** The mark is by Meta's clock: where a message is known that was sent before it by that clock, the message says it better. */
        private void upTo(String client, JsonNode mark, DeliveryStatus status) {
            if (!isTime(mark)) {
                skipped.add("watermark");
                return;
            }
            var until = Instant.ofEpochMilli(mark.longValue(0));
            var known = watermarks.latest(connection.id(), client, until);
            known.ifPresent(mid ->
                    inputs.add(new Input(address(client, Profile.UNKNOWN), new Act.ReportedUpTo(null, mid, status))));
            inputs.add(new Input(address(client, Profile.UNKNOWN), new Act.ReportedUpTo(until, null, status)));
        }

        private void change(String account, JsonNode change) {
            var field = change.path("field").asString("");
            var comment = Comment.of(field, change.path("value"), account);
            if (comment == null || inputs.size() >= MOST) {
                skipped.add(field.matches("[a-z_]{1,40}") ? field : "change");
                return;
            }
            try {
                var wrote =
                        new Act.Wrote("comment:" + comment.id(), Content.text(comment.text()), null, null, clock.now());
                inputs.add(new Input(address(comment.client(), comment.profile()), wrote));
            } catch (Refused tooLong) {
                skipped.add("too_long");
            }
        }
    }

    private static Act message(JsonNode message, Instant at) {
        var id = id(message.path("mid"));
        if (id == null) {
            return null;
        }
        if (message.path("is_deleted").booleanValue(false)) {
            return new Act.Deleted(List.of(id), at);
        }
        var payload = message.at("/quick_reply/payload").stringValue("");
        if (PressKey.parse(payload).isPresent()) {
            return new Act.Pressed(id, payload, null, at);
        }
        var content = MetaContent.of(message);
        var tag = tag(message.path("referral"));
        return content.isEmpty() ? null : new Act.Wrote(id, content, id(message.at("/reply_to/mid")), tag, at);
    }

    /** A press; "Get started" and the ice breakers are presses too, but of no message of ours. */
    private static Act postback(JsonNode postback, Instant at) {
        var payload = postback.path("payload").stringValue("");
        var told = id(postback.path("mid"));
        var id = told == null ? "postback" + at.toEpochMilli() : told;
        if (PressKey.parse(payload).isPresent()) {
            return new Act.Pressed(id, payload, null, at);
        }
        var tag = tag(postback.path("referral"));
        if (tag != null || payload.equals(MetaRegistration.GET_STARTED)) {
            return new Act.Wrote(id, Content.text(tag == null ? "/start" : "/start " + tag), null, tag, at);
        }
        var title = postback.path("title").stringValue(payload);
        return title.isBlank() ? null : new Act.Wrote(id, Content.text(title), null, null, at);
    }

    private static Act opened(JsonNode referral, Instant at) {
        var tag = tag(referral);
        return tag == null
                ? null
                : new Act.Wrote("referral" + at.toEpochMilli(), Content.text("/start " + tag), null, tag, at);
    }

    private static String tag(JsonNode referral) {
        var ref = referral.path("ref").asString("").strip();
        return ref.isEmpty() || ref.length() > TAG ? null : ref;
    }

    private static Act reaction(JsonNode reaction) {
        var id = id(reaction.path("mid"));
        if (id == null) {
            return null;
        }
        boolean taken = reaction.path("action").stringValue("").equals("unreact");
        var emoji = Reactions.emoji(
                reaction.path("emoji").stringValue(""),
                reaction.path("reaction").stringValue(""));
        return new Act.Reacted(id, taken ? "" : emoji);
    }

    /** Instagram tells that a message was edited, but not always how it reads now. */
    private static Act edit(JsonNode edit, Instant at) {
        var id = id(edit.path("mid"));
        var text = edit.path("text").stringValue("");
        return id == null || text.isBlank() ? null : new Act.Edited(id, Content.text(text), at);
    }

    private static String id(JsonNode node) {
        var id = node.stringValue("");
        return id.isBlank() || id.length() > MESSAGE_ID ? null : id;
    }

    private static boolean isTime(JsonNode millis) {
        return millis.isIntegralNumber() && millis.longValue(0) > 0 && millis.longValue(0) < 253_402_300_799_000L;
    }

    private Instant time(JsonNode event) {
        var millis = event.path("timestamp");
        return isTime(millis) ? Instant.ofEpochMilli(millis.longValue(0)) : clock.now();
    }
}
