package io.besedka.channel.telegram;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.telegram.TelegramApi.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What Telegram's replies mean for a message; docs/channels/telegram.md has the table. */
final class TelegramOutcome {
    private static final List<String> NOBODY_THERE =
            List.of("chat not found", "user not found", "peer_id_invalid", "user is deactivated");
    private static final List<String> ALREADY_SO = List.of("message is not modified", "message to delete not found");
    private static final long LONGEST_WAIT = 86_400;

    private TelegramOutcome() {}

    /** @param ids what is in the chat when the reply tells no ids of its own (edits, deletions) */
    static SendResult of(Reply reply, long chat, List<String> ids) {
        return switch (reply) {
            case Reply.Done done -> new Sent(ids.isEmpty() ? sentIds(done.result()) : ids);
            case Reply.Failed failed -> failed(failed, chat, ids);
            case Reply.NotSent notSent -> new TryLater(null, Scope.CONNECTION, notSent.why());
            case Reply.NoFile noFile -> new Refused(noFile.why());
            case Reply.Lost lost -> new Unknown(lost.why());
        };
    }

    private static SendResult failed(Reply.Failed failed, long chat, List<String> ids) {
        var why = failed.description();
        var lower = why.toLowerCase(Locale.ROOT);
        return switch (failed.code()) {
            case 400 -> badRequest(failed, lower, ids);
            case 401 -> new Broken(why);
            case 403 -> new Unreachable(why);
            // A method that is not there is our mistake; anything else not found is the token.
            case 404 -> lower.contains("method") ? new Refused(why) : new Broken(why);
            case 409 -> new TryLater(null, Scope.CONNECTION, why);
            // Groups have a limit of their own; in private chats the bot's is the likelier one, and the costlier to
            // pass.
            case 429 -> new TryLater(pause(failed.retryAfter()), chat < 0 ? Scope.CHAT : Scope.CONNECTION, why);
            default -> failed.code() >= 500 ? new TryLater(null, Scope.CONNECTION, why) : new Refused(why);
        };
    }

    private static SendResult badRequest(Reply.Failed failed, String lower, List<String> ids) {
        if (ALREADY_SO.stream().anyMatch(lower::contains)) {
            return new Sent(ids);
        }
        if (NOBODY_THERE.stream().anyMatch(lower::contains)) {
            return new Unreachable(failed.description());
        }
        return new Refused(
                failed.migratedTo() == 0
                        ? failed.description()
                        : failed.description() + " (the chat is now " + failed.migratedTo() + ")");
    }

    private static Duration pause(long seconds) {
        return seconds <= 0 ? null : Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT));
    }

    private static List<String> sentIds(JsonNode result) {
        var ids = new ArrayList<String>();
        for (var message : result.isArray() ? result : List.of(result)) {
            long id = message.path("message_id").longValue(0);
            if (id != 0) {
                ids.add(Long.toString(id));
            }
        }
        return ids;
    }
}
