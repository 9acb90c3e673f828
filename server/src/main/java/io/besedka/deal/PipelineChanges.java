package io.besedka.deal;

import static io.besedka.deal.PipelineRefused.Why.HAS_DEALS;
import static io.besedka.deal.PipelineRefused.Why.LAST_OPEN_STAGE;
import static io.besedka.deal.PipelineRefused.Why.LAST_PIPELINE;
import static io.besedka.deal.PipelineRefused.Why.NO_SUCH_PIPELINE;
import static io.besedka.deal.PipelineRefused.Why.NO_SUCH_STAGE;
import static io.besedka.deal.PipelineRefused.Why.SAME_STAGE;
import static io.besedka.deal.PipelineRefused.Why.TOO_MANY;

import io.besedka.conversation.Author;
import io.besedka.conversation.Stages.Ending;
import io.besedka.conversation.Turns;
import io.besedka.deal.Pipeline.Stage;
import io.besedka.platform.clock.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes pipelines and their stages. What a change means for deals is done by turns, a deal each: so it stands in their history and in the
 * log, closes and reopens as any move does, and nobody else learns how deals are written. A crash in the middle leaves the stage where it
 * was, with fewer deals; the same call goes on.
 */
public final class PipelineChanges {
    /** In a project at most. */
    public static final int PIPELINES = 50;
    /** In a pipeline at most. */
    public static final int STAGES = 50;

    private final PipelineStore store;
    private final Pipelines pipelines;
    private final Relocation relocation;
    private final Clock clock;

    public PipelineChanges(Jdbi jdbi, Pipelines pipelines, Turns turns, Clock clock) {
        this.store = new PipelineStore(jdbi);
        this.pipelines = pipelines;
        this.relocation = new Relocation(jdbi, turns);
        this.clock = clock;
    }

    public Pipeline find(long projectId, long pipelineId) {
        return of(pipelines.of(projectId), pipelineId);
    }

    private static Pipeline of(List<Pipeline> all, long pipelineId) {
        return all.stream()
                .filter(pipeline -> pipeline.id() == pipelineId)
                .findFirst()
                .orElseThrow(
                        () -> new PipelineRefused(NO_SUCH_PIPELINE, "no pipeline " + pipelineId + " in this project"));
    }

    private static Stage stage(Pipeline pipeline, long stageId) {
        return pipeline.stages().stream()
                .filter(stage -> stage.id() == stageId)
                .findFirst()
                .orElseThrow(() -> new PipelineRefused(NO_SUCH_STAGE, "no stage " + stageId + " in this pipeline"));
    }

    /** @param stages in their order; at least one of them is open */
    public Pipeline create(long projectId, String name, List<StageDraft> stages) {
        if (stages.size() > STAGES) {
            throw tooManyStages();
        }
        if (stages.stream().noneMatch(StageDraft::isOpen)) {
            throw lastOpen();
        }
        pipelines.of(projectId);
        long id = store.changing(projectId, tx -> {
            if (tx.list().size() >= PIPELINES) {
                throw new PipelineRefused(TOO_MANY, "a project has at most " + PIPELINES + " pipelines");
            }
            return tx.insert(name, stages, clock.now());
        });
        return changed(projectId, id);
    }

    /** Null members stay as they are. @param position among the project's pipelines, 0 = the first */
    public Pipeline change(long projectId, long pipelineId, String name, Integer position) {
        store.changing(projectId, tx -> {
            var all = tx.list();
            of(all, pipelineId);
            if (name != null) {
                tx.rename(pipelineId, name);
            }
            if (position != null) {
                tx.order("pipelines", Order.moved(all.stream().map(Pipeline::id).toList(), pipelineId, position));
            }
            return pipelineId;
        });
        return changed(projectId, pipelineId);
    }

    public Pipeline addStage(long projectId, long pipelineId, StageDraft draft) {
        store.changing(projectId, tx -> {
            var pipeline = of(tx.list(), pipelineId);
            if (pipeline.stages().size() >= STAGES) {
                throw tooManyStages();
            }
            long id = tx.insert(pipelineId, draft, pipeline.stages().size());
            var ids = new java.util.ArrayList<>(
                    pipeline.stages().stream().map(Stage::id).toList());
            ids.add(id);
            int place =
                    draft.position() != null ? draft.position() : draft.isOpen() ? behindOpen(pipeline) : ids.size();
            tx.order("stages", Order.moved(ids, id, place));
            return id;
        });
        return changed(projectId, pipelineId);
    }

    private static int behindOpen(Pipeline pipeline) {
        int place = 0;
        for (int i = 0; i < pipeline.stages().size(); i++) {
            if (pipeline.stages().get(i).ending() == Ending.OPEN) {
                place = i + 1;
            }
        }
        return place;
    }

    /** Another ending closes or reopens the deals that are there. */
    public Pipeline changeStage(long projectId, long pipelineId, long stageId, StageDraft draft, Author by) {
        var before = store.changing(projectId, tx -> {
            var pipeline = of(tx.list(), pipelineId);
            var stage = stage(pipeline, stageId);
            if (draft.ending() != null && draft.ending() != Ending.OPEN) {
                mustKeepOpenStage(pipeline, stageId);
            }
            tx.change(stageId, draft);
            if (draft.position() != null) {
                tx.order(
                        "stages",
                        Order.moved(pipeline.stages().stream().map(Stage::id).toList(), stageId, draft.position()));
            }
            return stage;
        });
        var after = changed(projectId, pipelineId);
        if (draft.ending() != null && draft.ending() != before.ending()) {
            relocation.settled(projectId);
            relocation.reclose(projectId, stageId, draft.ending(), by);
        }
        return after;
    }

    private static void mustKeepOpenStage(Pipeline pipeline, long without) {
        if (pipeline.stages().stream().noneMatch(stage -> stage.id() != without && stage.ending() == Ending.OPEN)) {
            throw lastOpen();
        }
    }

    /** @param to the stage of the project that takes the deals; null = there must be none */
    public Pipeline deleteStage(long projectId, long pipelineId, long stageId, Long to, Author by) {
        var pipeline = find(projectId, pipelineId);
        stage(pipeline, stageId);
        mustKeepOpenStage(pipeline, stageId);
        clear(projectId, List.of(stageId), to, by);
        store.changing(projectId, tx -> {
            mustKeepOpenStage(of(tx.list(), pipelineId), stageId);
            return tx.delete("stages", stageId);
        });
        var left = changed(projectId, pipelineId);
        sweep(projectId, List.of(stageId), to, by);
        return left;
    }

    public void deletePipeline(long projectId, long pipelineId, Long to, Author by) {
        var stages =
                find(projectId, pipelineId).stages().stream().map(Stage::id).toList();
        mustNotBeLast(pipelines.of(projectId));
        clear(projectId, stages, to, by);
        store.changing(projectId, tx -> {
            mustNotBeLast(tx.list());
            return tx.delete("pipelines", pipelineId);
        });
        pipelines.forget(projectId);
        sweep(projectId, stages, to, by);
    }

    private static void mustNotBeLast(List<Pipeline> all) {
        if (all.size() < 2) {
            throw new PipelineRefused(LAST_PIPELINE, "a project keeps at least one pipeline");
        }
    }

    private void clear(long projectId, List<Long> stages, Long to, Author by) {
        if (to == null) {
            if (relocation.isAny(projectId, stages)) {
                throw new PipelineRefused(HAS_DEALS, "there are deals: name the stage that takes them");
            }
            return;
        }
        if (stages.contains(to)) {
            throw new PipelineRefused(SAME_STAGE, "stage " + to + " is to be deleted itself");
        }
        if (pipelines.find(projectId, to) == null) {
            throw new PipelineRefused(NO_SUCH_STAGE, "no stage " + to + " in this project");
        }
        relocation.move(projectId, stages, to, by);
    }

    /** A turn that was under way while the stage was deleted may have put a deal there. */
    private void sweep(long projectId, List<Long> stages, Long to, Author by) {
        relocation.settled(projectId);
        relocation.move(
                projectId, stages, to == null ? pipelines.first(projectId).id() : to, by);
    }

    private Pipeline changed(long projectId, long pipelineId) {
        pipelines.forget(projectId);
        return find(projectId, pipelineId);
    }

    private static PipelineRefused tooManyStages() {
        return new PipelineRefused(TOO_MANY, "a pipeline has at most " + STAGES + " stages");
    }

    private static PipelineRefused lastOpen() {
        return new PipelineRefused(LAST_OPEN_STAGE, "a pipeline keeps at least one open stage");
    }
}
