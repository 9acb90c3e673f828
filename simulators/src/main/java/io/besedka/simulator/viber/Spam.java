package io.besedka.simulator.viber;

import io.besedka.simulator.messenger.Chat;
import java.time.Duration;
import java.time.Instant;

/** At most 100 messages to a person within an hour without an answer. Call under the chat's lock. */
final class Spam {
    private static final int MOST = 100;
    private static final Duration WITHIN = Duration.ofHours(1);

    private Spam() {}

    static void answered(Chat chat) {
        chat.extra().remove("unanswered");
    }

    /** Counts one more, or refuses with status 12. */
    static void count(Chat chat) {
        var now = chat.account().messenger().time().now();
        var since = Instant.parse(chat.extra().path("unansweredSince").asString(now.toString()));
        int sent = chat.extra().path("unanswered").asInt(0);
        if (sent == 0 || Duration.between(since, now).compareTo(WITHIN) > 0) {
            sent = 0;
            chat.extra().put("unansweredSince", now.toString());
        }
        if (sent >= MOST) throw Replies.refusal(Status.TOO_MANY_REQUESTS);
        chat.extra().put("unanswered", sent + 1);
    }
}
