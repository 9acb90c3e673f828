package io.besedka.channel.max;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.max.MaxApi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What MAX's replies mean for a message; docs/channels/max.md has the table. */
final class MaxOutcome {
    private static final Duration NOT_READY_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** Words in codes and messages that say that the person is not to be had; whichever of the two they stand in. */
    private static final List<String> NOBODY_THERE = List.of(
            "dialog.suspended",
            "dialog.notfound",
            "dialog.not.found",
            "chat.denied",
            "chat.not.found",
            "user.not.found",
            "chat not found",
            "user not found");

    private MaxOutcome() {}

    static SendResult ofSend(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> {
                var id = done.json().path("message").path("body").path("mid").stringValue("");
                yield new Sent(id.isEmpty() ? List.of() : List.of(id));
            }
            case Reply.Failed failed -> failed(failed);
            case Reply.NotSent notSent -> new TryLater(null, Scope.CONNECTION, notSent.why());
            case Reply.Lost lost -> new Unknown(lost.why());
        };
    }

    /** Of what does no harm when it is done twice: edits, deletions and asking for an upload. */
    static SendResult ofChange(Reply reply, List<String> ids) {
        return switch (reply) {
            case Reply.Done done -> new Sent(ids);
            case Reply.Failed failed when failed.status() == 504 -> new TryLater(null, Scope.CHAT, failed.said());
            // Of a send it says that the person is not to be had; here it may as well be about the message.
            case Reply.Failed failed
            when failed.status() == 403 && !isNobodyThere(failed) -> new Refused(failed.said());
            case Reply.Failed failed -> failed(failed);
            case Reply.NotSent notSent -> new TryLater(null, Scope.CONNECTION, notSent.why());
            case Reply.Lost lost -> new TryLater(null, Scope.CHAT, lost.why());
        };
    }

    /** Like a change, but a message that is not there any more is as good as deleted. */
    static SendResult ofDelete(Reply reply, List<String> ids) {
        boolean gone = reply instanceof Reply.Failed failed && isMessageGone(failed);
        return gone ? new Sent(ids) : ofChange(reply, ids);
    }

    static boolean isNotReady(Reply reply) {
        return reply instanceof Reply.Failed failed && isNotReady(failed);
    }

    private static boolean isNotReady(Reply.Failed failed) {
        return failed.code().equals("attachment.not.ready") || failed.message().contains("not.processed");
    }

    private static boolean isMessageGone(Reply.Failed failed) {
        var words = words(failed);
        return (failed.status() == 404 || failed.status() == 200 || failed.status() == 400)
                && (words.contains("message.not.found")
                        || words.contains("message not found")
                        || words.contains("message.notfound"));
    }

    static SendResult failed(Reply.Failed failed) {
        var why = failed.said();
        if (isNotReady(failed)) {
            return new TryLater(NOT_READY_PAUSE, Scope.CHAT, why);
        }
        if (failed.isStranger()) {
            return new Broken(why);
        }
        return switch (failed.status()) {
            case 401 -> new Broken(why);
            case 408, 429 -> new TryLater(pause(failed.retryAfter()), Scope.CONNECTION, why);
            // A gateway gave up on a call that the server behind it may have done.
            case 504 -> new Unknown(why);
            case 200, 400, 404 -> isNobodyThere(failed) ? new Unreachable(why) : new Refused(why);
            case 403 -> new Unreachable(why);
            default ->
                failed.status() >= 500
                        ? new TryLater(pause(failed.retryAfter()), Scope.CONNECTION, why)
                        : new Refused(why);
        };
    }

    private static boolean isNobodyThere(Reply.Failed failed) {
        var words = words(failed);
        return NOBODY_THERE.stream().anyMatch(words::contains);
    }

    private static String words(Reply.Failed failed) {
        return (failed.code() + " " + failed.message()).toLowerCase(Locale.ROOT);
    }

    private static Duration pause(Duration asked) {
        return asked == null || asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }
}
