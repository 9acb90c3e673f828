package io.besedka.deal;

import io.besedka.conversation.Author;
import io.besedka.conversation.Stages.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A deal as it is read. Its client has the conversation's number.
 *
 * @param responsibleId a user, 0 = nobody
 * @param budget null = not stated
 * @param closedAt null while it is open
 */
public record Deal(
        long id,
        long conversationId,
        long pipelineId,
        long stageId,
        Ending status,
        String name,
        String description,
        BigDecimal budget,
        long responsibleId,
        Map<String, String> variables,
        Instant createdAt,
        Instant movedAt,
        Instant changedAt,
        Instant closedAt) {

    /**
     * What happened to it.
     *
     * @param kind {@code opened}, {@code moved} or {@code changed}
     * @param from the stage before, 0 = none
     * @param detail JSON of what changed, by member; may be null
     */
    public record Event(long id, Instant at, Author author, String kind, long from, long to, String detail) {}
}
