package io.besedka.deal;

import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.Pipeline.Stage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The tables {@code pipelines} and {@code stages}. */
final class PipelineStore {
    private final Jdbi jdbi;

    PipelineStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Pipeline> list(long projectId) {
        return jdbi.withHandle(handle -> {
            var stages = handle.createQuery(
                            "select id, pipeline_id, name, ending, color from stages where project_id = :project order by position, id")
                    .bind("project", projectId)
                    .map((row, context) -> new Stage(
                            row.getLong(1), row.getLong(2), row.getString(3), Ending.values()[row.getInt(4)], row.getString(5)))
                    .collect(Collectors.groupingBy(Stage::pipelineId));
            return handle.createQuery("select id, name from pipelines where project_id = :project order by position, id")
                    .bind("project", projectId)
                    .map((row, context) -> new Pipeline(row.getLong(1), row.getString(2), stages.getOrDefault(row.getLong(1), List.of())))
                    .list()
                    .stream()
                    .filter(pipeline -> !pipeline.stages().isEmpty())
                    .toList();
        });
    }

    /** Two processes may ask at once: the project's row lets one of them make it. */
    void makeFirst(long projectId, Instant now) {
        jdbi.useTransaction(handle -> {
            var locale = handle.createQuery("select locale from projects where id = :project for no key update")
                    .bind("project", projectId)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("en");
            boolean made = handle.createQuery("select exists (select from pipelines where project_id = :project)")
                    .bind("project", projectId)
                    .mapTo(Boolean.class)
                    .one();
            if (!made) {
                make(handle, projectId, locale.equals("ru"), now);
            }
        });
    }

    private static void make(Handle handle, long projectId, boolean russian, Instant now) {
        long pipeline = handle.createQuery(
                        "insert into pipelines (project_id, name, position, created_at) values (:project, :name, 0, :now) returning id")
                .bind("project", projectId)
                .bind("name", russian ? "Продажи" : "Sales")
                .bind("now", Timestamp.from(now))
                .mapTo(Long.class)
                .one();
        var names = russian
                ? List.of("Новая", "В работе", "Ждём оплату", "Успешно", "Не состоялась")
                : List.of("New", "In progress", "Awaiting payment", "Won", "Lost");
        var colors = List.of("grey", "blue", "yellow", "green", "red");
        for (int i = 0; i < names.size(); i++) {
            handle.createUpdate(
                            """
                            insert into stages (project_id, pipeline_id, name, ending, color, position)
                            values (:project, :pipeline, :name, :ending, :color, :position)""")
                    .bind("project", projectId)
                    .bind("pipeline", pipeline)
                    .bind("name", names.get(i))
                    .bind("ending", Math.max(0, i - 2))
                    .bind("color", colors.get(i))
                    .bind("position", i)
                    .execute();
        }
    }
}
