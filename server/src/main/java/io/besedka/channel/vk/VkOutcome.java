package io.besedka.channel.vk;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.SendResult.WindowClosed;
import io.besedka.channel.vk.VkApi.Reply;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What VK's replies mean for a message; docs/channels/vk.md has the table. */
final class VkOutcome {
    private static final int TOO_MANY_COMMENTS = 223;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration FLOOD = Duration.ofSeconds(30);
    private static final Duration QUOTA = Duration.ofMinutes(10);
    private static final Duration CAPTCHA = Duration.ofMinutes(5);

    private VkOutcome() {}

    /** Of {@code messages.send} with {@code peer_ids}: a list with the outcome for each, here of one. */
    static SendResult ofSend(Reply reply) {
        if (!(reply instanceof Reply.Done(var response))) {
            return failure(reply);
        }
        var one = response.isArray() ? response.path(0) : response;
        if (one.path("error").isObject()) {
            return failed(one.path("error"));
        }
        var number = VkInbound.number(one);
        return number == null ? new Unknown("VK's answer does not name the message") : new Sent(List.of(number));
    }

    /** Of {@code wall.createComment}. What the key may not do there says nothing of messages. */
    static SendResult ofComment(Reply reply, VkComment answered) {
        if (reply instanceof Reply.Done(var response)) {
            long id = response.path("comment_id").longValue(0);
            return id > 0
                    ? new Sent(List.of(new VkComment(answered.post(), id).toString()))
                    : new Unknown("VK's answer does not name the comment");
        }
        if (reply instanceof Reply.Failed(var code, var message)) {
            switch (code) {
                case 7, 15, 27 -> {
                    return new Refused("VK: the key may not comment on the wall (" + message + ", " + code + ")");
                }
                case TOO_MANY_COMMENTS -> {
                    return new TryLater(FLOOD, Scope.CHAT, "VK: " + message + " (" + code + ")");
                }
                default -> {}
            }
        }
        return failure(reply);
    }

    /** Of a deed on a message that has its name already. */
    static SendResult ofDeed(Reply reply, List<String> ids) {
        return reply instanceof Reply.Done ? new Sent(ids) : failure(reply);
    }

    /** Of {@code messages.delete}: a list with the outcome for each. What is no more there is what was wanted. */
    static SendResult ofDelete(Reply reply, List<String> ids) {
        if (reply instanceof Reply.Done(var response)) {
            for (var one : response) {
                if (one.path("error").isObject()) {
                    return failed(one.path("error"));
                }
            }
        }
        return ofDeed(reply, ids);
    }

    private static SendResult failed(JsonNode error) {
        int code = error.path("code").intValue(error.path("error_code").intValue(0));
        return failed(
                code,
                error.path("description").stringValue(error.path("error_msg").stringValue("no reason given")));
    }

    /** Never {@code Sent}. */
    static SendResult failure(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> new Unknown("VK's answer is not understood");
            case Reply.Failed(var code, var message) -> failed(code, message);
            case Reply.Http(var status, var after)
            when status == 429 -> new TryLater(after, Scope.CONNECTION, "VK: too many requests");
            case Reply.Http http -> http(http);
            case Reply.NotSent(var why) -> new TryLater(null, Scope.CONNECTION, why);
            case Reply.Lost(var why) -> new Unknown(why);
        };
    }

    private static SendResult failed(int code, String message) {
        var why = "VK: " + message + " (" + code + ")";
        return switch (code) {
            // The token: invalid, revoked, without the right to write; an account that must be confirmed.
            case 5, 7, 17, 27, 28 -> new Broken(why);
            case 1, 10 -> new TryLater(null, Scope.CONNECTION, why);
            case 6 -> new TryLater(A_SECOND, Scope.CONNECTION, why);
            case 9 -> new TryLater(FLOOD, Scope.CHAT, why);
            case 14 -> new TryLater(CAPTCHA, Scope.CONNECTION, why);
            case 29 -> new TryLater(QUOTA, Scope.CONNECTION, why);
            // Deleted or banned; in the community's blacklist; never wrote, or forbade messages; privacy.
            case 18, 900, 901, 902 -> new Unreachable(why);
            case 950 -> new WindowClosed(why);
            case 912 -> new Refused(why + ": switch the bot's features on in the community's settings");
            default -> new Refused(why);
        };
    }

    /** A gateway that gave up waiting cannot say what became of the call. */
    private static SendResult http(Reply.Http http) {
        int status = http.status();
        var why = "VK answered HTTP " + status;
        if (status == 504) {
            return new Unknown(why);
        }
        if (status >= 500 || status == 408) {
            return new TryLater(http.retryAfter(), Scope.CONNECTION, why);
        }
        return status == 401
                ? new Broken(why)
                : status < 400 || status == 403 || status == 404 ? notVk(why) : new Refused(why);
    }

    private static SendResult notVk(String why) {
        return new Broken(why + ": is vk.api-url right?");
    }
}
