package io.besedka.deal;

import io.besedka.conversation.Stages;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The pipelines of projects, remembered so that a turn asks no database; what another process changed is seen after {@value #SECONDS} s.
 * A project's first pipeline is made when it is first asked for, named in the project's language.
 */
public final class Pipelines implements Stages {
    private static final int SECONDS = 10;

    private final PipelineStore store;
    private final Clock clock;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Pipeline> pipelines, Map<Long, Stage> stages, Instant until) {}

    public Pipelines(Jdbi jdbi, Clock clock) {
        this.store = new PipelineStore(jdbi);
        this.clock = clock;
    }

    /** In their order, each with its stages in theirs; never empty. */
    public List<Pipeline> of(long projectId) {
        return known(projectId).pipelines();
    }

    @Override
    public Stage first(long projectId) {
        return turned(of(projectId).getFirst().stages().getFirst());
    }

    @Override
    public Stage find(long projectId, long stageId) {
        return known(projectId).stages().get(stageId);
    }

    @Override
    public Stage after(long projectId, Stage stage) {
        var stages = of(projectId).stream()
                .filter(pipeline -> pipeline.id() == stage.pipelineId())
                .findFirst()
                .map(Pipeline::stages)
                .orElse(List.of());
        for (int i = 0; i < stages.size() - 1; i++) {
            if (stages.get(i).id() == stage.id()) {
                return turned(stages.get(i + 1));
            }
        }
        return null;
    }

    private static Stage turned(Pipeline.Stage stage) {
        return new Stage(stage.id(), stage.pipelineId(), stage.ending());
    }

    private Known known(long projectId) {
        var now = clock.now();
        return known.compute(
                projectId, (id, before) -> before != null && now.isBefore(before.until()) ? before : read(id, now));
    }

    private Known read(long projectId, Instant now) {
        var pipelines = store.list(projectId);
        if (pipelines.isEmpty()) {
            store.makeFirst(projectId, now);
            pipelines = store.list(projectId);
        }
        var stages = new java.util.HashMap<Long, Stage>();
        pipelines.forEach(pipeline -> pipeline.stages().forEach(stage -> stages.put(stage.id(), turned(stage))));
        return new Known(pipelines, stages, now.plus(Duration.ofSeconds(SECONDS)));
    }

    /** Something was changed: read anew when next asked. */
    void forget(long projectId) {
        known.remove(projectId);
    }
}
