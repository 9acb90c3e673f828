package io.besedka.channel.ok;

import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.ok.OkApi.Reply;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What OK's replies mean; docs/channels/ok.md has the table. */
final class OkOutcome {
    /** A subscription for polling that OK has forgotten. */
    static final int NO_SUBSCRIPTION = 5000;

    private static final Duration BLOCK = Duration.ofMinutes(1);
    private static final Duration IP_BLOCK = Duration.ofMinutes(5);

    private OkOutcome() {}

    static SendResult of(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> sent(done.json());
            case Reply.Failed failed -> failed(failed);
            case Reply.NotSent notSent -> new TryLater(null, Scope.CONNECTION, notSent.why());
            case Reply.Lost lost -> new Unknown(lost.why());
        };
    }

    /** Of a step before the send itself, such as an upload: nothing has reached the client yet, nor is a denial the client's. */
    static SendResult ofPreparation(Reply reply) {
        return switch (of(reply)) {
            case Unknown(var why) -> new TryLater(null, Scope.CHAT, why);
            case Unreachable(var why) -> new Refused(why);
            case SendResult result -> result;
        };
    }

    private static SendResult sent(JsonNode json) {
        var success = json.path("success");
        if (success.isArray() && !success.isEmpty() && !success.path(0).booleanValue(true)) {
            return new Unreachable("the user has not allowed the group's messages");
        }
        var id = json.path("message_id").stringValue("");
        return new Sent(id.isEmpty() ? List.of() : List.of(id));
    }

    private static SendResult failed(Reply.Failed failed) {
        var why = failed.said();
        return switch (failed.code()) {
            case 0 -> byStatus(failed, why);
            case 2, 4, 11, 9999 -> new TryLater(failed.retryAfter(), Scope.CONNECTION, why);
            case 7, 8 -> new TryLater(atLeast(BLOCK, failed.retryAfter()), Scope.CONNECTION, why);
            case 9 -> new TryLater(atLeast(IP_BLOCK, failed.retryAfter()), Scope.CONNECTION, why);
            case 26 -> new TryLater(failed.retryAfter(), Scope.CHAT, why);
            // Of a send this is about the one to whom it goes; a token without rights is found by the watchdog.
            case 10, 22, 23, 25, 110, 300, 455 -> new Unreachable(why);
            case 50, 101, 102, 103, 104, 105, 401 -> new Broken(why);
            case 1 -> new Unknown(why);
            default -> failed.status() >= 500 ? byStatus(failed, why) : new Refused(why);
        };
    }

    /** A proxy's answer, or the API's own without a number. */
    private static SendResult byStatus(Reply.Failed failed, String why) {
        return switch (failed.status()) {
            case 401 -> new Broken(why);
            case 403 -> new Unreachable(why);
            case 429 -> new TryLater(failed.retryAfter(), Scope.CONNECTION, why);
            // A gateway that gave up waiting says nothing of what went on behind it.
            case 504 -> new Unknown(why);
            default ->
                failed.status() >= 500 ? new TryLater(failed.retryAfter(), Scope.CONNECTION, why) : new Refused(why);
        };
    }

    private static Duration atLeast(Duration least, Duration told) {
        return told == null || told.compareTo(least) < 0 ? least : told;
    }

    /** Of a look-up or a registration, where a denial is about the token. */
    static Registration registration(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> new Registration.Unsure("OK answered in an unknown shape");
            case Reply.NotSent notSent -> new Registration.Unsure(notSent.why());
            case Reply.Lost lost -> new Registration.Unsure(lost.why());
            case Reply.Failed failed ->
                switch (failed(failed)) {
                    case TryLater later -> new Registration.Unsure(later.why());
                    case Unknown unknown -> new Registration.Unsure(unknown.why());
                    default -> new Registration.Broken(failed.said());
                };
        };
    }
}
