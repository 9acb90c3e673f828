package io.besedka.channel.avito;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.avito.AvitoApi.Reply;
import java.util.List;
import java.util.regex.Pattern;

/** What Avito's replies mean for a message; docs/channels/avito.md has the table. */
final class AvitoOutcome {
    /** A 403 that is about the account and not about this one chat. */
    private static final Pattern ABOUT_ACCOUNT =
            Pattern.compile("(?iu)scope|subscription|tariff|permission|подписк|тариф|прав");

    private AvitoOutcome() {}

    static SendResult of(Reply reply) {
        return switch (reply) {
            case Reply.Done(var answer) -> {
                var id = answer.path("id").asString("");
                yield new Sent(id.isEmpty() || id.length() > AvitoLimits.ID ? List.of() : List.of(id));
            }
            case Reply.Failed failed -> failed(failed);
            case Reply.Denied(var why) -> new Broken(why);
            case Reply.NotSent(var why, var after) -> new TryLater(after, Scope.CONNECTION, why);
            case Reply.Lost(var why) -> new Unknown(why);
        };
    }

    /** Of a call that may be done twice without anybody noticing: an upload. */
    static SendResult repeatable(Reply reply) {
        return reply instanceof Reply.Lost(var why) ? new TryLater(null, Scope.CHAT, why) : of(reply);
    }

    private static SendResult failed(Reply.Failed failed) {
        int status = failed.status();
        var why = failed.message().isEmpty()
                ? "Avito answered HTTP " + status
                : "Avito: " + failed.message() + " (" + status + ")";
        if (status == 429) {
            return new TryLater(failed.retryAfter(), Scope.CONNECTION, "Avito: too many requests");
        }
        // A gateway that gave up waiting cannot say what became of the call.
        if (status == 504) {
            return new Unknown(why);
        }
        if (status >= 500 || status == 408 || failed.isPage() && status == 403) {
            return new TryLater(failed.retryAfter(), Scope.CONNECTION, why);
        }
        return switch (status) {
            case 401 -> new Broken(why);
            case 402 -> new Broken("Avito: the account's tariff does not include the API");
            case 403 -> ABOUT_ACCOUNT.matcher(failed.message()).find() ? new Broken(why) : new Unreachable(why);
            case 404 -> failed.isPage() ? new Broken(why + ": is avito.api-url right?") : new Unreachable(why);
            default -> status < 400 ? new Broken(why + ": is avito.api-url right?") : new Refused(why);
        };
    }
}
