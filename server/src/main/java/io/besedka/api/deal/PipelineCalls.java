package io.besedka.api.deal;

import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.DealLists;
import io.besedka.deal.Pipeline;
import io.besedka.deal.PipelineChanges;
import io.besedka.deal.Pipelines;
import io.besedka.deal.StageDraft;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.util.List;

/** Pipelines, their stages, and their deals as a board. */
final class PipelineCalls {
    private static final int CARDS = 30;

    private final Pipelines pipelines;
    private final PipelineChanges changes;
    private final DealLists lists;
    private final DealViews views;

    PipelineCalls(DealRoutes.Rooms rooms) {
        this.pipelines = rooms.pipelines();
        this.changes = rooms.changes();
        this.lists = rooms.lists();
        this.views = new DealViews(rooms.known());
    }

    Answer list(Call call) {
        return Answer.json(new DealView.Pipelines(
                pipelines.of(call.projectId()).stream().map(DealViews::pipeline).toList()));
    }

    Answer create(Call call) throws IOException {
        var body = DealBody.of(call.exchange());
        var stages = body.stages();
        var made = changes.create(call.projectId(), body.wantedName(), stages == null ? usual(call) : stages);
        return Answer.json(201, DealViews.pipeline(made));
    }

    /** As those of the project's first pipeline, so that they are named in the project's language. */
    private List<StageDraft> usual(Call call) {
        var first = pipelines.of(call.projectId()).getFirst().stages();
        return java.util.stream.Stream.of(Ending.values())
                .flatMap(ending ->
                        first.stream().filter(stage -> stage.ending() == ending).limit(1))
                .map(stage -> new StageDraft(stage.name(), stage.ending(), stage.color(), null))
                .toList();
    }

    Answer change(Call call) throws IOException {
        var body = DealBody.of(call.exchange());
        return answer(changes.change(call.projectId(), call.id("pipeline"), body.pipelineName(), body.position()));
    }

    Answer delete(Call call) {
        changes.deletePipeline(call.projectId(), call.id("pipeline"), to(call), call.author());
        return Answer.ok();
    }

    Answer addStage(Call call) throws IOException {
        var body = DealBody.of(call.exchange());
        return answer(201, changes.addStage(call.projectId(), call.id("pipeline"), body.stage(body.wantedName())));
    }

    Answer changeStage(Call call) throws IOException {
        var body = DealBody.of(call.exchange());
        var draft = body.stage(body.pipelineName());
        return answer(
                changes.changeStage(call.projectId(), call.id("pipeline"), call.id("stage"), draft, call.author()));
    }

    Answer deleteStage(Call call) {
        return answer(
                changes.deleteStage(call.projectId(), call.id("pipeline"), call.id("stage"), to(call), call.author()));
    }

    private static Long to(Call call) {
        return call.exchange().query("to").isEmpty() ? null : call.exchange().queryNumber("to", 0);
    }

    Answer board(Call call) {
        var pipeline = changes.find(call.projectId(), call.id("pipeline"));
        var filter = new DealQuery(call.exchange()).boardFilter();
        var columns = lists.board(call.projectId(), pipeline, filter, call.limit(0, CARDS));
        return Answer.json(views.board(call.projectId(), pipeline, columns));
    }

    Answer column(Call call) {
        var pipeline = changes.find(call.projectId(), call.id("pipeline"));
        long stage = call.id("stage");
        if (pipeline.stages().stream().noneMatch(known -> known.id() == stage)) {
            throw Problem.notFound("stage");
        }
        var query = new DealQuery(call.exchange());
        var page = lists.column(call.projectId(), query.boardFilter().ofStage(stage), query.place(), call.limit());
        var next = page.next() == null ? null : DealQuery.opaque(page.next());
        return Answer.json(new DealView.Page(views.cards(call.projectId(), page.cards()), next));
    }

    private static Answer answer(Pipeline pipeline) {
        return answer(200, pipeline);
    }

    private static Answer answer(int status, Pipeline pipeline) {
        return Answer.json(status, DealViews.pipeline(pipeline));
    }
}
