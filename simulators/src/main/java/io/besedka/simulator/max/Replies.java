package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;

/** Answers in MAX's shape: an HTTP status with {@code code} and {@code message}, or {@code success} within 200. */
final class Replies {
    private static final double PER_SECOND = 30;
    private static final double PER_CHAT = 2;

    private Replies() {}

    static Answer success() {
        return Answer.json(Json.object().put("success", true));
    }

    /** Understood and not done: HTTP 200 all the same. */
    static Refusal unsuccessful(String why) {
        return new Refusal(Answer.json(Json.object().put("success", false).put("message", why)));
    }

    static Refusal refusal(int status, String code, String message) {
        return new Refusal(error(status, code, message));
    }

    /** The request is not what it must be. */
    static Refusal bad(String message) {
        return refusal(400, "proto.payload", message);
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, Json.object().put("code", code).put("message", message));
    }

    static Answer struck(Misfortune.Refused refused) {
        var answer = switch (refused.status()) {
            case 429 -> error(429, "too.many.requests", "Too many requests");
            case 401 -> invalidToken();
            case 403 -> error(403, "chat.denied", "Key: error.dialog.suspended, args: [0,].");
            case 503 -> error(503, "service.unavailable", "Service unavailable");
            default -> error(refused.status(), "internal.error", refused.description());
        };
        var after = refused.retryAfter().toSeconds();
        return refused.status() == 429 && after > 0 ? answer.with("Retry-After", Long.toString(after)) : answer;
    }

    private static Answer invalidToken() {
        return error(401, "verify.token", "Invalid access_token");
    }

    /** The bot of the bare token in the header; every call counts into its thirty a second. */
    static Account authorised(Messenger messenger, Call call) {
        var bot = messenger
                .accountWith("token", call.header("Authorization").strip())
                .orElseThrow(() -> new Refusal(invalidToken()));
        limit(messenger, new Limit("bot " + bot.id(), PER_SECOND, PER_SECOND));
        return bot;
    }

    /** Two messages a second to one chat. */
    static void limitChat(Messenger messenger, Chat chat) {
        limit(messenger, new Limit("chat " + chat.account().id() + " " + chat.id(), PER_CHAT, PER_CHAT));
    }

    private static void limit(Messenger messenger, Limit limit) {
        if (messenger.rules().enforcesRates() && !messenger.rates().take(limit).isZero())
            throw refusal(429, "too.many.requests", "Too many requests");
    }

    /** The chat, if it may be written to: its person has started the bot and not stopped it. */
    static Chat open(Chat chat) {
        if (chat.blocked()) throw denied("suspended", chat);
        if (!chat.started()) throw denied("notfound", chat);
        return chat;
    }

    private static Refusal denied(String key, Chat chat) {
        return refusal(
                403,
                "chat.denied",
                "Key: error.dialog." + key + ", args: [" + chat.person().id() + ",].");
    }
}
