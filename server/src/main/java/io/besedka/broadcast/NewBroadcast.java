package io.besedka.broadcast;

import io.besedka.conversation.Author;
import java.time.Duration;
import java.time.Instant;

/**
 * A broadcast as somebody wants it.
 *
 * @param shift between two messages, 0 to an hour
 * @param at when it starts; null = at once
 * @param quiet null = at any time of the day
 * @param oncePerPerson of the clients who are one contact only the one who wrote last gets it
 * @param optOutWords whether a lone "stop" within three days after it takes the client off broadcasts
 */
public record NewBroadcast(
        long projectId,
        String name,
        Author author,
        Audience audience,
        Saying saying,
        Duration shift,
        Instant at,
        QuietHours quiet,
        boolean oncePerPerson,
        boolean optOutWords) {

    /** At once, at the usual pace, day and night. */
    public NewBroadcast(long projectId, String name, Author author, Audience audience, Saying saying) {
        this(projectId, name, author, audience, saying, BroadcastLimits.USUAL_SHIFT, null, null, false, false);
    }

    public NewBroadcast with(Duration pause) {
        return new NewBroadcast(
                projectId, name, author, audience, saying, pause, at, quiet, oncePerPerson, optOutWords);
    }

    /** What it was made from, as it is now. */
    static NewBroadcast of(Broadcast broadcast) {
        var plan = broadcast.plan();
        return new NewBroadcast(
                broadcast.projectId(),
                broadcast.name(),
                broadcast.author(),
                plan.audience(),
                plan.saying(),
                plan.shift(),
                broadcast.startsAt(),
                plan.quiet(),
                plan.oncePerPerson(),
                plan.optOutWords());
    }
}
