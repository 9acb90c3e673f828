package io.besedka.api.deal;

import io.besedka.deal.DealCard;
import io.besedka.deal.Pipeline;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deals as lines of a table. What a spreadsheet would take for a formula gets an apostrophe before it: names come from strangers. */
final class DealCsv {
    /** By it spreadsheets know UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "pipeline",
            "stage",
            "status",
            "budget",
            "responsible",
            "client_id",
            "client",
            "channel",
            "description",
            "created_at",
            "moved_at",
            "closed_at");

    private final String separator;
    private final long projectId;
    private final Known known;
    private final Map<Long, String> pipelines = new HashMap<>();
    private final Map<Long, String> stages = new HashMap<>();
    private final Map<Long, String> users = new HashMap<>();

    DealCsv(String separator, long projectId, List<Pipeline> pipelines, Known known) {
        this.separator = separator;
        this.projectId = projectId;
        this.known = known;
        for (var pipeline : pipelines) {
            this.pipelines.put(pipeline.id(), pipeline.name());
            pipeline.stages().forEach(stage -> stages.put(stage.id(), stage.name()));
        }
    }

    String head() {
        return BYTE_ORDER_MARK + String.join(separator, COLUMNS) + "\r\n";
    }

    String line(DealCard card) {
        var deal = card.deal();
        var connection = known.connection(projectId, card.connectionId());
        return Stream.of(
                        Long.toString(deal.id()),
                        deal.name(),
                        pipelines.get(deal.pipelineId()),
                        stages.get(deal.stageId()),
                        deal.status().name().toLowerCase(Locale.ROOT),
                        deal.budget() == null ? null : deal.budget().toPlainString(),
                        deal.responsibleId() == 0 ? null : users.computeIfAbsent(deal.responsibleId(), known::userName),
                        Long.toString(deal.conversationId()),
                        card.clientName(),
                        connection == null ? null : connection.channel(),
                        deal.description(),
                        time(deal.createdAt()),
                        time(deal.movedAt()),
                        time(deal.closedAt()))
                .map(this::cell)
                .collect(Collectors.joining(separator, "", "\r\n"));
    }

    private static String time(Instant at) {
        return at == null ? null : at.toString();
    }

    private String cell(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        var safe = "=+-@\t\r".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        boolean plain = !safe.contains(separator) && safe.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
