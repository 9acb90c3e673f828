package io.besedka.deal;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Input;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.conversation.Stages.Ending;
import io.besedka.conversation.Turns;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Moves all deals of stages, each by a turn of its own; many turns share a commit. */
final class Relocation {
    private static final int AT_ONCE = 200;

    private final Jdbi jdbi;
    private final Turns turns;

    private record Found(long conversationId, long id) {}

    Relocation(Jdbi jdbi, Turns turns) {
        this.jdbi = jdbi;
        this.turns = turns;
    }

    boolean isAny(long projectId, List<Long> stages) {
        return !page(projectId, stages, null, 0, 1).isEmpty();
    }

    void move(long projectId, List<Long> stages, long to, Author by) {
        all(projectId, stages, null, to, by);
    }

    /** Moves deals into the stage they are in, as their ending is not the stage's. */
    void reclose(long projectId, long stageId, Ending ending, Author by) {
        all(projectId, List.of(stageId), ending, stageId, by);
    }

    private void all(long projectId, List<Long> stages, Ending butNot, long to, Author by) {
        long after = 0;
        List<Found> page;
        do {
            page = page(projectId, stages, butNot, after, AT_ONCE);
            var inputs = page.stream()
                    .map(deal -> new Input(
                            Address.of(projectId, deal.conversationId()), new Act.DealMoved(by, deal.id(), to)))
                    .toList();
            turns.take(inputs).forEach(Relocation::taken);
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == AT_ONCE);
    }

    /** A client deleted meanwhile took the deals along. */
    private static void taken(Result result) {
        if (result instanceof Result.Declined(var refusal, var why)
                && refusal != Refusal.NO_SUCH_CONVERSATION
                && refusal != Refusal.NO_SUCH_DEAL) {
            throw new Refused(refusal, why);
        }
    }

    private List<Found> page(long projectId, List<Long> stages, Ending butNot, long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select conversation_id, id from deals where project_id = :project and stage_id = any(:stages)
                        and id > :after and status <> :butNot order by id limit :limit""")
                .bind("project", projectId)
                .bindArray("stages", Long.class, stages)
                .bind("after", after)
                .bind("butNot", butNot == null ? -1 : butNot.ordinal())
                .bind("limit", limit)
                .map((row, context) -> new Found(row.getLong(1), row.getLong(2)))
                .list());
    }

    /**
     * Returns when every turn that may have seen the project's stages as they were has ended: a project's turns are taken one after
     * another, and this one, which touches nothing, stands behind them.
     */
    void settled(long projectId) {
        turns.take(Address.of(projectId, 0), new Act.DealMoved(Author.SYSTEM, 0, 0));
    }
}
