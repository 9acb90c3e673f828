package io.besedka.api.deal;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.DealDraft;
import io.besedka.conversation.Input;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.conversation.Turns;
import io.besedka.deal.Deal;
import io.besedka.deal.DealCard;
import io.besedka.deal.DealLists;
import io.besedka.deal.Pipelines;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deals: read from their tables, changed by turns. */
final class DealCalls {
    private final Pipelines pipelines;
    private final DealLists lists;
    private final Turns turns;
    private final Known known;
    private final DealViews views;

    DealCalls(DealRoutes.Rooms rooms) {
        this.pipelines = rooms.pipelines();
        this.lists = rooms.lists();
        this.turns = rooms.turns();
        this.known = rooms.known();
        this.views = new DealViews(known);
    }

    Answer list(Call call) {
        int limit = call.limit();
        var found = lists.page(call.projectId(), new DealQuery(call.exchange()).filter(), call.before(), limit + 1);
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        var next = more ? Long.toString(page.getLast().deal().id()) : null;
        return Answer.json(new DealView.Page(views.wholes(call.projectId(), page), next));
    }

    Answer one(Call call) {
        return answer(200, call, found(call).deal().id());
    }

    private DealCard found(Call call) {
        return lists.find(call.projectId(), call.id("deal"))
                .orElseThrow(() -> new Refused(Refusal.NO_SUCH_DEAL, "no such deal"));
    }

    private Answer answer(int status, Call call, long deal) {
        var card =
                lists.find(call.projectId(), deal).orElseThrow(() -> new Refused(Refusal.NO_SUCH_DEAL, "no such deal"));
        return Answer.json(status, views.one(call.projectId(), card));
    }

    Answer history(Call call) {
        int limit = call.limit();
        var found = lists.history(call.projectId(), found(call).deal().id(), call.before(), limit + 1);
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        var next = more ? Long.toString(page.getLast().id()) : null;
        return Answer.json(new DealView.History(page.stream().map(views::event).toList(), next));
    }

    /** The variables are a turn of their own: the call repeated with its key sets what a crash between the two left out. */
    Answer create(Call call) throws IOException {
        var body = DealBody.of(call.exchange());
        var conversation = body.number("conversationId");
        if (conversation == null) {
            throw Problem.unprocessable("conversationId", "conversationId is needed");
        }
        var variables = body.variables("variables");
        var address = Address.of(call.projectId(), conversation);
        var opened = Refusals.taken(
                turns.take(address, new Act.DealOpened(call.author(), body.key(), draft(call, body), false)));
        return switch (opened) {
            case Result.Taken(var key, var deal, var message) -> {
                set(call, address, deal, variables);
                yield answer(201, call, deal);
            }
            case Result.Repeated(var key, var deal) -> {
                set(call, address, deal, missing(call, deal, variables));
                yield answer(200, call, deal);
            }
            case Result.Declined declined -> throw new IllegalStateException("told above");
        };
    }

    private Map<String, String> missing(Call call, long deal, Map<String, String> wanted) {
        var there = lists.find(call.projectId(), deal)
                .map(card -> card.deal().variables())
                .orElse(Map.of());
        var missing = new java.util.LinkedHashMap<>(wanted);
        missing.keySet().removeAll(there.keySet());
        return missing;
    }

    private void set(Call call, Address address, long deal, Map<String, String> variables) {
        if (!variables.isEmpty()) {
            Refusals.taken(turns.take(address, new Act.DealVariablesSet(call.author(), deal, variables)));
        }
    }

    private DealDraft draft(Call call, DealBody body) {
        return new DealDraft(
                body.name(DealDraft.NAME_LIMIT),
                body.text("description", DealDraft.DESCRIPTION_LIMIT),
                body.budget(),
                stage(call, body),
                body.responsible(call.projectId(), known));
    }

    /** Asked before anything is done, so that a change with an unknown stage changes nothing. */
    private Long stage(Call call, DealBody body) {
        var stage = body.number("stageId");
        if (stage != null && pipelines.find(call.projectId(), stage) == null) {
            throw new Refused(Refusal.NO_SUCH_STAGE, "no stage " + stage + " in this project");
        }
        return stage;
    }

    Answer change(Call call) throws IOException {
        var deal = found(call).deal();
        var draft = draft(call, DealBody.of(call.exchange()));
        turns.take(inputs(call, deal, draft)).forEach(Refusals::taken);
        return answer(200, call, deal.id());
    }

    /** What differs alone: a history of changes that changed nothing would tell nothing. */
    private static List<Input> inputs(Call call, Deal deal, DealDraft draft) {
        var address = Address.of(call.projectId(), deal.conversationId());
        var inputs = new ArrayList<Input>();
        var change = Differing.of(deal, draft);
        if (!change.equals(DealDraft.EMPTY)) {
            inputs.add(new Input(address, new Act.DealChanged(call.author(), deal.id(), change)));
        }
        if (draft.stageId() != null) {
            inputs.add(new Input(address, new Act.DealMoved(call.author(), deal.id(), draft.stageId())));
        }
        return inputs;
    }

    Answer delete(Call call) {
        var deal = found(call).deal();
        var address = Address.of(call.projectId(), deal.conversationId());
        Refusals.taken(turns.take(address, new Act.DealDeleted(call.author(), deal.id())));
        return Answer.ok();
    }

    Answer setVariables(Call call) throws IOException {
        var deal = found(call).deal();
        var variables = DealBody.of(call.exchange()).variables();
        set(call, Address.of(call.projectId(), deal.conversationId()), deal.id(), variables);
        return answer(200, call, deal.id());
    }
}
