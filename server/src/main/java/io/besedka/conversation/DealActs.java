package io.besedka.conversation;

import io.besedka.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What happens to a client's deals. Under the conversation's lock, so that there is one current deal. */
final class DealActs {
    private DealActs() {}

    static Result opened(Dialogue dialogue, Act.DealOpened act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (act.onlyIfNone() && dialogue.dealId != 0) {
            return new Result.Repeated(dialogue.key, dialogue.dealId);
        }
        long id = open(dialogue, act.author(), act.draft(), turn);
        turn.name(dialogue, Lookups.keyName(act.key()), id);
        return new Result.Taken(dialogue.key, id, null);
    }

    /** The first deal takes over what was collected for it; a further one begins with nothing. */
    private static long open(Dialogue dialogue, Author author, DealDraft draft, TurnContext turn) {
        var stage = draft.stageId() == null
                ? turn.stages().first(dialogue.key.projectId())
                : stage(dialogue, draft.stageId(), turn);
        long id = turn.ids().next();
        boolean first = dialogue.dealId == 0;
        if (first) {
            turn.adopt(dialogue, id);
            dialogue.turnTo(id, null);
        }
        turn.keepVariables(dialogue);
        var variables = first ? dialogue.dealVariables().view() : Map.<String, String>of();
        turn.writes()
                .deals
                .add(new Writes.NewDeal(
                        dialogue.key,
                        id,
                        stage,
                        named(draft, dialogue),
                        variables.isEmpty() ? null : ContentJson.variables(variables)));
        boolean ends = stage.ending() != Stages.Ending.OPEN;
        if (!first && !ends) {
            leave(dialogue, turn);
            dialogue.turnTo(id, "");
        } else if (first && ends) {
            dialogue.turnTo(0, "");
        }
        turn.tell(dialogue, author, id, "opened", 0, stage.id(), null);
        return id;
    }

    private static DealDraft named(DealDraft draft, Dialogue dialogue) {
        if (draft.name() != null && !draft.name().isBlank()) {
            return draft;
        }
        var name = dialogue.clientName == null || dialogue.clientName.isBlank() ? "" : dialogue.clientName.strip();
        var cut = name.length() > DealDraft.NAME_LIMIT ? name.substring(0, DealDraft.NAME_LIMIT) : name;
        return new DealDraft(cut, draft.description(), draft.budget(), draft.stageId(), draft.responsibleId());
    }

    private static Stages.Stage stage(Dialogue dialogue, long stageId, TurnContext turn) {
        var stage = turn.stages().find(dialogue.key.projectId(), stageId);
        if (stage == null) {
            throw new Refused(Refusal.NO_SUCH_STAGE, "no stage " + stageId + " in this project");
        }
        return stage;
    }

    static Result moved(Dialogue dialogue, Act.DealMoved act, TurnContext turn) {
        return move(dialogue, act.author(), act.dealId(), act.stageId(), turn);
    }

    static Result move(Dialogue dialogue, Author author, long dealId, long stageId, TurnContext turn) {
        var stage = stage(dialogue, stageId, turn);
        if (dealId == 0 && dialogue.dealId == 0) {
            long id = open(dialogue, author, new DealDraft(null, null, null, stageId, null), turn);
            return new Result.Taken(dialogue.key, id, null);
        }
        long id = dealId == 0 ? dialogue.dealId : dealId;
        var known = id == dialogue.dealId
                ? turn.lookups().deals.get(new Lookups.Place(dialogue.key, id))
                : named(dialogue, id, turn);
        if (known != null
                && known.stageId() == stageId
                && known.status() == stage.ending().ordinal()) {
            return new Result.Repeated(dialogue.key, id);
        }
        // A bot's move names no deal beforehand, so nothing was looked up: the statement that writes it notes where the
        // deal was.
        long from = known == null ? turn.writes().stageOf(dialogue.key, id) : known.stageId();
        if (known == null && from == stageId) {
            return new Result.Repeated(dialogue.key, id);
        }
        turn.keepVariables(dialogue);
        turn.writes().change(new Writes.ChangedDeal(dialogue.key, id, stage, DealDraft.EMPTY, null));
        turn.tell(dialogue, author, id, "moved", from, stageId, null);
        turnAfter(dialogue, id, stage, known, turn);
        note(
                dialogue,
                id,
                turn,
                deal -> new Lookups.Deal(id, stageId, stage.ending().ordinal(), deal.variables()));
        return new Result.Taken(dialogue.key, id, null);
    }

    /** A deal that ends is current no more; one that goes on is, where there is no other. */
    private static void turnAfter(
            Dialogue dialogue, long id, Stages.Stage stage, Lookups.Deal known, TurnContext turn) {
        boolean ends = stage.ending() != Stages.Ending.OPEN;
        if (ends && dialogue.dealId == id) {
            leave(dialogue, turn);
            dialogue.turnTo(0, "");
        } else if (!ends && dialogue.dealId == 0 && known != null) {
            reopen(dialogue, id, known.variables(), turn);
        }
    }

    /** The current deal's variables stand with the conversation; once it is current no more, a later act of the batch asks the look-up. */
    private static void leave(Dialogue dialogue, TurnContext turn) {
        var variables = ContentJson.variables(dialogue.dealVariables().view());
        note(
                dialogue,
                dialogue.dealId,
                turn,
                deal -> new Lookups.Deal(deal.id(), deal.stageId(), deal.status(), variables));
    }

    private static void note(Dialogue dialogue, long id, TurnContext turn, UnaryOperator<Lookups.Deal> change) {
        turn.lookups().deals.computeIfPresent(new Lookups.Place(dialogue.key, id), (place, deal) -> change.apply(deal));
    }

    /** What awaited a deal is this one's now, where it has no such variable itself. */
    private static void reopen(Dialogue dialogue, long id, String stored, TurnContext turn) {
        var awaiting = Map.copyOf(dialogue.dealVariables().view());
        awaiting.keySet().forEach(name -> dialogue.dealVariables().set(name, null));
        turn.keepVariables(dialogue);
        dialogue.turnTo(id, stored == null ? "" : stored);
        var own = dialogue.dealVariables();
        awaiting.forEach((name, value) -> {
            if (own.get(name) == null) {
                own.set(name, value);
            }
        });
    }

    private static Lookups.Deal named(Dialogue dialogue, long id, TurnContext turn) {
        var deal = turn.lookups().deals.get(new Lookups.Place(dialogue.key, id));
        if (deal == null) {
            throw new Refused(Refusal.NO_SUCH_DEAL, "this client has no deal " + id);
        }
        return deal;
    }

    static Result changed(Dialogue dialogue, Act.DealChanged act, TurnContext turn) {
        long id = existing(dialogue, act.author(), act.dealId(), turn);
        turn.writes().change(new Writes.ChangedDeal(dialogue.key, id, null, act.draft(), null));
        turn.tell(dialogue, act.author(), id, "changed", 0, 0, Json.text(detail(act.draft())));
        return new Result.Taken(dialogue.key, id, null);
    }

    static Result deleted(Dialogue dialogue, Act.DealDeleted act, TurnContext turn) {
        var deal = named(dialogue, act.dealId(), turn);
        long id = deal.id();
        turn.forget(
                dialogue.key,
                id,
                dialogue.dealId == id
                        ? dialogue.dealVariables()
                        : new Variables(deal.variables(), ContentJson::variables));
        turn.lookups().forget(dialogue.key, id);
        turn.writes().goneDeals.add(new Writes.GoneDeal(dialogue.key, id));
        if (dialogue.dealId == id) {
            var next = turn.lookups().newestOpen(dialogue.key);
            dialogue.turnTo(
                    next == null ? 0 : next.id(), next == null || next.variables() == null ? "" : next.variables());
        }
        turn.log(LogKind.DEAL, dialogue, id, List.of());
        return new Result.Taken(dialogue.key, id, null);
    }

    private static Map<String, Object> detail(DealDraft draft) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("name", draft.name());
        detail.put("description", draft.description());
        detail.put("budget", draft.takesBudgetAway() ? "" : draft.budget());
        detail.put("responsibleId", draft.responsibleId());
        detail.values().removeIf(value -> value == null);
        return detail;
    }

    private static long existing(Dialogue dialogue, Author author, long dealId, TurnContext turn) {
        if (dealId == 0) {
            return dialogue.dealId == 0 ? open(dialogue, author, DealDraft.EMPTY, turn) : dialogue.dealId;
        }
        return dealId == dialogue.dealId
                ? dealId
                : named(dialogue, dealId, turn).id();
    }

    static Result variablesSet(Dialogue dialogue, Act.DealVariablesSet act, TurnContext turn) {
        if (act.dealId() == 0) {
            // Before a deal is opened for them.
            dialogue.dealVariables().checkAll(act.values());
        }
        long id = existing(dialogue, act.author(), act.dealId(), turn);
        if (id == dialogue.dealId) {
            dialogue.dealVariables().setAll(act.values());
        } else {
            setOf(dialogue, named(dialogue, id, turn), act.values(), turn);
        }
        turn.log(LogKind.DEAL, dialogue, id, List.of());
        return new Result.Taken(dialogue.key, id, null);
    }

    /** Of a deal that is not the current one. */
    private static void setOf(Dialogue dialogue, Lookups.Deal deal, Map<String, String> values, TurnContext turn) {
        var variables = new Variables(deal.variables(), ContentJson::variables);
        variables.setAll(values);
        var stored = ContentJson.variables(variables.view());
        turn.writes().change(new Writes.ChangedDeal(dialogue.key, deal.id(), null, DealDraft.EMPTY, stored));
        turn.keep(Variables.Scope.DEAL, dialogue.key, deal.id(), variables);
        turn.lookups()
                .deals
                .put(
                        new Lookups.Place(dialogue.key, deal.id()),
                        new Lookups.Deal(deal.id(), deal.stageId(), deal.status(), stored));
    }
}
