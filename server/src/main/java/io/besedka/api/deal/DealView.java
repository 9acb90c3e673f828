package io.besedka.api.deal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Deals and pipelines as they stand in JSON; absent members are left out. Kinds and states are words in lower case. */
final class DealView {
    private DealView() {}

    record Stage(long id, String name, String ending, String color) {}

    record Pipeline(long id, String name, List<Stage> stages) {}

    record Pipelines(List<Pipeline> pipelines) {}

    record Responsible(long id, String name) {}

    record Client(String name, String channel, long connectionId, String connectionName, Instant lastMessageAt) {}

    /** @param description null, as the variables are, on a card */
    record Deal(
            long id,
            long conversationId,
            long pipelineId,
            long stageId,
            String status,
            String name,
            String description,
            BigDecimal budget,
            Responsible responsible,
            Map<String, String> variables,
            Client client,
            Instant createdAt,
            Instant movedAt,
            Instant changedAt,
            Instant closedAt) {}

    record One(Deal deal, boolean current) {}

    /** @param next null on the last page */
    record Page(List<Deal> deals, String next) {}

    record Column(long stageId, long count, BigDecimal sum, List<Deal> deals, String next) {}

    record Board(Pipeline pipeline, List<Column> columns) {}

    record Author(String kind, Long id, String name) {}

    record Event(long id, Instant at, Author author, String kind, Long fromStageId, Long toStageId, JsonNode changes) {}

    record History(List<Event> events, String next) {}
}
