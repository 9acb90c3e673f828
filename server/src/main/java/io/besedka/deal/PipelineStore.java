package io.besedka.deal;

import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.Pipeline.Stage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The tables {@code pipelines} and {@code stages}. */
final class PipelineStore {
    private final Jdbi jdbi;

    PipelineStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Pipeline> list(long projectId) {
        return jdbi.withHandle(handle -> list(handle, projectId));
    }

    private static List<Pipeline> list(Handle handle, long projectId) {
        var stages = handle.createQuery(
                        "select id, pipeline_id, name, ending, color from stages where project_id = :project order by position, id")
                .bind("project", projectId)
                .map((row, context) -> new Stage(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        Ending.values()[row.getInt(4)],
                        row.getString(5)))
                .collect(Collectors.groupingBy(Stage::pipelineId));
        return handle
                .createQuery("select id, name from pipelines where project_id = :project order by position, id")
                .bind("project", projectId)
                .map((row, context) ->
                        new Pipeline(row.getLong(1), row.getString(2), stages.getOrDefault(row.getLong(1), List.of())))
                .list()
                .stream()
                .filter(pipeline -> !pipeline.stages().isEmpty())
                .toList();
    }

    /** One change at a time in a project: its row is locked. What the work throws undoes the change. */
    <T> T changing(long projectId, Function<Changing, T> work) {
        return jdbi.inTransaction(handle -> {
            handle.createQuery("select id from projects where id = :project for no key update")
                    .bind("project", projectId)
                    .mapTo(Long.class)
                    .list();
            return work.apply(new Changing(handle, projectId));
        });
    }

    /** The pipelines of one project, locked. */
    record Changing(Handle handle, long projectId) {
        List<Pipeline> list() {
            return PipelineStore.list(handle, projectId);
        }

        long insert(String name, List<StageDraft> stages, Instant now) {
            long pipeline = handle.createQuery("""
                            insert into pipelines (project_id, name, position, created_at)
                            select :project, :name, coalesce(max(position) + 1, 0), :now from pipelines where project_id = :project
                            returning id""")
                    .bind("project", projectId)
                    .bind("name", name)
                    .bind("now", Timestamp.from(now))
                    .mapTo(Long.class)
                    .one();
            for (int i = 0; i < stages.size(); i++) {
                insert(pipeline, stages.get(i), i);
            }
            return pipeline;
        }

        long insert(long pipelineId, StageDraft draft, int position) {
            return handle.createQuery("""
                            insert into stages (project_id, pipeline_id, name, ending, color, position)
                            values (:project, :pipeline, :name, :ending, :color, :position) returning id""")
                    .bind("project", projectId)
                    .bind("pipeline", pipelineId)
                    .bind("name", draft.name())
                    .bind("ending", draft.ending() == null ? 0 : draft.ending().ordinal())
                    .bind("color", draft.colorOrUsual())
                    .bind("position", position)
                    .mapTo(Long.class)
                    .one();
        }

        void rename(long pipelineId, String name) {
            handle.createUpdate("update pipelines set name = :name where project_id = :project and id = :id")
                    .bind("project", projectId)
                    .bind("id", pipelineId)
                    .bind("name", name)
                    .execute();
        }

        void change(long stageId, StageDraft draft) {
            handle.createUpdate("""
                            update stages set name = coalesce(:name, name), ending = coalesce(:ending, ending), color = coalesce(:color, color)
                            where project_id = :project and id = :id""")
                    .bind("project", projectId)
                    .bind("id", stageId)
                    .bind("name", draft.name())
                    .bind(
                            "ending",
                            draft.ending() == null ? null : draft.ending().ordinal())
                    .bind("color", draft.color())
                    .execute();
        }

        /** @param table {@code pipelines} or {@code stages} */
        void order(String table, List<Long> ids) {
            handle.createUpdate("update " + table
                            + " t set position = i.place from unnest(:ids) with ordinality i(id, place)"
                            + " where t.project_id = :project and t.id = i.id")
                    .bind("project", projectId)
                    .bindArray("ids", Long.class, ids)
                    .execute();
        }

        boolean delete(String table, long id) {
            return handle.createUpdate("delete from " + table + " where project_id = :project and id = :id")
                            .bind("project", projectId)
                            .bind("id", id)
                            .execute()
                    > 0;
        }
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
        var names = russian
                ? List.of("Новая", "В работе", "Ждём оплату", "Успешно", "Не состоялась")
                : List.of("New", "In progress", "Awaiting payment", "Won", "Lost");
        var colors = List.of("grey", "blue", "yellow", "green", "red");
        var stages = IntStream.range(0, names.size())
                .mapToObj(i -> new StageDraft(names.get(i), Ending.values()[Math.max(0, i - 2)], colors.get(i), null))
                .toList();
        new Changing(handle, projectId).insert(russian ? "Продажи" : "Sales", stages, now);
    }
}
