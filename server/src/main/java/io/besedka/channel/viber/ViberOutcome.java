package io.besedka.channel.viber;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.viber.ViberApi.Reply;
import java.util.List;

/** What Viber's replies mean for a message; docs/channels/viber.md has the table. */
final class ViberOutcome {
    private ViberOutcome() {}

    static SendResult of(Reply reply) {
        return switch (reply) {
            case Reply.Done(var answer) -> {
                var token = ViberInbound.token(answer);
                yield new Sent(token == null ? List.of() : List.of(token));
            }
            case Reply.Failed(var status, var message) -> failed(status, "Viber: " + message);
            case Reply.Http(var status, var after)
            when status == 429 -> new TryLater(after, Scope.CONNECTION, "Viber: too many requests");
            case Reply.Http http -> http(http);
            case Reply.NotSent(var why) -> new TryLater(null, Scope.CONNECTION, why);
            case Reply.Lost(var why) -> new Unknown(why);
        };
    }

    private static SendResult failed(int status, String why) {
        return switch (status) {
            // The token; the bot blocked, gone or suspended; no webhook; the bot not authorised, without its public
            // chat, without money.
            case 2, 7, 8, 9, 10, 15, 18, 23, 24 -> new Broken(why);
            // Not registered, not subscribed any more, no device that shows bots.
            case 5, 6, 11 -> new Unreachable(why);
            // A hundred messages within an hour to somebody who does not answer, for one.
            case 12 -> new TryLater(null, Scope.CHAT, why);
            default -> new Refused(why + " (" + status + ")");
        };
    }

    /** A gateway that gave up waiting cannot say what became of the call. */
    private static SendResult http(Reply.Http http) {
        int status = http.status();
        var why = "Viber answered HTTP " + status;
        if (status == 504) {
            return new Unknown(why);
        }
        if (status >= 500 || status == 408) {
            return new TryLater(http.retryAfter(), Scope.CONNECTION, why);
        }
        return status == 401
                ? new Broken(why)
                : status < 400 || status == 403 || status == 404 ? notViber(why) : new Refused(why);
    }

    private static SendResult notViber(String why) {
        return new Broken(why + ": is viber.api-url right?");
    }
}
