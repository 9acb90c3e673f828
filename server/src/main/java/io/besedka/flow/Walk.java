package io.besedka.flow;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Bot.Step;
import java.util.List;

/** One step through a flow: enters blocks until one waits. Lives for one step. */
final class Walk {
    private final Published flow;
    private final Situation situation;
    private final Outcome outcome;
    private final String question;
    private FlowVersion version;
    private Block place;
    private int steps;
    private boolean stopped;

    /** @param question what is remembered of the client's words, or null */
    Walk(Published flow, Situation situation, Session session, Outcome outcome, String question) {
        this.flow = flow;
        this.situation = situation;
        this.outcome = outcome;
        this.question = question;
        this.version = flow.versionOf(session);
        this.place = flow.blockOf(session);
    }

    FlowVersion version() {
        return version;
    }

    /** Where the client is, or null. */
    Block place() {
        return place;
    }

    boolean holds(Comparison compare) {
        return compare == null || compare.holds(outcome);
    }

    Step follow(FlowVersion of, Arrow arrow) {
        return enter(of, of.block(arrow.to()));
    }

    Step enter(FlowVersion of, Block first) {
        for (var block = first; block != null; block = next(of, block)) {
            if (++steps > FlowLimits.STEPS) {
                return trouble("more than " + FlowLimits.STEPS + " blocks in one step, the last was " + block.id);
            }
            if (!block.isAside()) {
                move(of, block);
            }
            run(block);
        }
        return done();
    }

    Step done() {
        return step(true);
    }

    /** Nobody answers; what the client said is remembered all the same. */
    Step ignored() {
        return step(false);
    }

    private Step step(boolean taken) {
        var at = place == null ? null : place.id;
        var session = new Session(flow.newest().flowId(), version.number(), at, question);
        return new Step(taken, session.json(), outcome.effects());
    }

    /** Nothing of a step that went wrong is carried out, or a loop would flood the client. */
    private Step trouble(String what) {
        return new Step(
                true, null, List.of(new Effect.Trouble("flow " + flow.newest().flowId() + ": " + what)));
    }

    private void move(FlowVersion of, Block block) {
        if (place != null) {
            place.timers.stream()
                    .filter(timer -> timer.cancelWhenLeft() && !timer.isAtOnce())
                    .forEach(timer -> outcome.forget(timerName(timer)));
        }
        version = of;
        place = block;
    }

    /** Variables first, so that the text may use them; a change of owner last, so that the text comes before it. */
    private void run(Block block) {
        for (var action : block.actions) {
            switch (action) {
                case Action.SetVariable(var name, var value) ->
                    outcome.set(name, value == null ? null : value.render(outcome));
                case Action.Retag(var add, var remove) -> outcome.add(new Effect.Tag(add, remove));
                case Action.MoveDeal(var stage) -> outcome.add(new Effect.MoveDeal(stage));
                case Action.OptOut(var out) -> outcome.add(new Effect.OptOut(out));
                case Action.HandOver _, Action.Close _ -> {}
            }
        }
        if (block.message != null) {
            outcome.say(block.message.render(block.id, outcome), flow.numberOf(block));
        }
        for (var timer : block.timers) {
            if (!timer.isAtOnce()) {
                outcome.wake(timerName(timer), situation.now().plusSeconds(timer.seconds()));
            }
        }
        block.actions.forEach(this::changeOwner);
    }

    private void changeOwner(Action action) {
        switch (action) {
            case Action.HandOver(var team) -> {
                outcome.add(new Effect.HandOver(team));
                stopped = true;
            }
            case Action.Close _ -> {
                outcome.add(new Effect.Close());
                outcome.forgetAll();
                place = null;
                stopped = true;
            }
            case Action.SetVariable _, Action.Retag _, Action.MoveDeal _, Action.OptOut _ -> {}
        }
    }

    /** Where an arrow leads on at once, or null. */
    private Block next(FlowVersion of, Block block) {
        if (stopped) {
            return null;
        }
        return block.timers.stream()
                .filter(timer -> timer.isAtOnce() && holds(timer.compare()))
                .findFirst()
                .map(timer -> of.block(timer.to()))
                .orElse(null);
    }

    /** Arrows of another flow may have the same ids. */
    private String timerName(Arrow.Timer timer) {
        return timerPrefix(flow) + timer.id();
    }

    static String timerPrefix(Published flow) {
        return flow.newest().flowId() + ":";
    }
}
