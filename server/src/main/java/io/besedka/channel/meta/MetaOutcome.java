package io.besedka.channel.meta;

import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.SendResult.WindowClosed;
import io.besedka.channel.meta.GraphApi.Reply;
import java.util.List;

/** What Graph's replies mean for a message; docs/channels/messenger.md has the table. */
final class MetaOutcome {
    /** "This person isn't available right now": blocked, deactivated, or gone. */
    private static final int UNAVAILABLE = 1545041;

    private MetaOutcome() {}

    static SendResult of(Reply reply) {
        return switch (reply) {
            case Reply.Done(var json) -> {
                var id = json.path("message_id").stringValue("");
                yield new Sent(id.isEmpty() ? List.of() : List.of(id));
            }
            case Reply.Failed failed -> failed(failed);
            case Reply.NotSent(var why) -> new TryLater(null, Scope.CONNECTION, why);
            case Reply.Lost(var why) -> new Unknown(why);
        };
    }

    /** Of a step before the send itself, such as an upload: whatever became of it, nothing has reached the client yet. */
    static SendResult ofPreparation(Reply reply) {
        return of(reply) instanceof Unknown(var why) ? new TryLater(null, Scope.CHAT, why) : of(reply);
    }

    static boolean isWindowClosed(Reply reply) {
        return reply instanceof Reply.Failed failed && isWindow(failed);
    }

    private static boolean isWindow(Reply.Failed failed) {
        return switch (failed.subcode()) {
            case 2018278, 2018108, 2534022 -> true;
            // Other numbers than these have been seen: taken for a lack of rights they would stop the whole connection.
            default -> failed.code() == 10 && failed.why().contains("outside of allowed window");
        };
    }

    private static SendResult failed(Reply.Failed failed) {
        var why = failed.why();
        if (isWindow(failed)) {
            return new WindowClosed(why);
        }
        if (failed.subcode() == UNAVAILABLE) {
            return new Unreachable(why);
        }
        return switch (failed.code()) {
            case 0 -> byStatus(failed);
            // The token, the app's rights, the page: nothing will go out before somebody mends it.
            case 190, 102, 10, 3, 200, 230, 368, 10904 -> new Broken(why);
            case 4, 17, 32, 613, 80006 -> new TryLater(failed.retryAfter(), Scope.CONNECTION, why);
            case 551, 10903 -> new Unreachable(why);
            case 100 -> bad(failed);
            // A failure of Meta's own, before the message was taken.
            case 2, 1200 -> new TryLater(failed.retryAfter(), Scope.CHAT, why);
            // "An unknown error": what became of the message is unknown too.
            case 1 -> new Unknown(why);
            default -> failed.status() >= 500 || failed.status() == 429 ? byStatus(failed) : new Refused(why);
        };
    }

    private static SendResult bad(Reply.Failed failed) {
        return switch (failed.subcode()) {
            case 2018001 -> new Unreachable(failed.why());
            case 33 -> new Broken(failed.why());
            default -> new Refused(failed.why());
        };
    }

    /** A gateway's answer. One that gave up waiting says nothing of what went on behind it. */
    private static SendResult byStatus(Reply.Failed failed) {
        int status = failed.status();
        if (status == 504) {
            return new Unknown(failed.why());
        }
        if (status >= 500 || status == 429 || status == 408) {
            return new TryLater(failed.retryAfter(), Scope.CONNECTION, failed.why());
        }
        return status == 401 ? new Broken(failed.why()) : new Refused(failed.why());
    }

    /** Of a question about the connection itself, where any refusal is about the token. */
    static Registration registration(Reply reply) {
        return switch (of(reply)) {
            case Sent sent -> new Registration.Unsure("Meta answered in an unknown shape");
            case TryLater later -> new Registration.Unsure(later.why());
            case Unknown unknown -> new Registration.Unsure(unknown.why());
            case Broken(var why) -> new Registration.Broken(why);
            case Refused(var why) -> new Registration.Broken(why);
            case WindowClosed(var why) -> new Registration.Broken(why);
            case Unreachable(var why) -> new Registration.Broken(why);
        };
    }
}
