package io.besedka.broadcast;

import io.besedka.conversation.Author;
import java.time.Duration;
import java.time.Instant;

/**
 * A broadcast as it stands.
 *
 * @param startsAt null = a draft
 * @param error why it could not be planned; null = it could, or was not yet
 * @param counts of its recipients; all 0 until it has started
 */
public record Broadcast(
        long projectId,
        long id,
        String name,
        BroadcastState state,
        Author author,
        Plan plan,
        Instant startsAt,
        Instant plannedAt,
        Instant endedAt,
        String error,
        Counts counts,
        Instant createdAt) {

    /** What is said to whom and when. Times of a day are by the client's wall clock. */
    public record Plan(
            Audience audience,
            Saying saying,
            Duration shift,
            QuietHours quiet,
            boolean oncePerPerson,
            boolean optOutWords) {}

    /** @param total all of them, the excluded too; @param handed those whose message stands in the conversation */
    public record Counts(long total, long excluded, long handed, long declined) {
        /** Still to be handed over; or, of a cancelled broadcast, never to be. */
        public long left() {
            return total - excluded - handed - declined;
        }
    }
}
