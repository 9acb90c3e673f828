package io.besedka.conversation;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Stimulus;
import java.util.List;

/** Lets the bot take a step where it may speak, and carries out what it decided. */
final class BotSteps {
    static final Owner EVERYBODY = new Owner(Owner.Kind.TEAM, 0);

    private BotSteps() {}

    /** The bot never speaks over a person: it steps only where it owns the conversation or nobody does. */
    static boolean maySpeak(Dialogue dialogue) {
        return dialogue.owner.isBot() || dialogue.owner.equals(Owner.NOBODY);
    }

    static void step(Dialogue dialogue, Stimulus stimulus, TurnContext turn) {
        if (!maySpeak(dialogue)) {
            return;
        }
        var step = ask(dialogue, stimulus, turn);
        dialogue.give(step.taken() ? Owner.BOT : Owner.NOBODY);
        carryOut(step, dialogue, turn);
    }

    /** Takes the step only if the bot has an answer; false when it has none. */
    static boolean stepIfTaken(Dialogue dialogue, Stimulus stimulus, TurnContext turn) {
        if (!maySpeak(dialogue)) {
            return false;
        }
        var step = ask(dialogue, stimulus, turn);
        if (step.taken()) {
            dialogue.give(Owner.BOT);
            carryOut(step, dialogue, turn);
        }
        return step.taken();
    }

    private static Bot.Step ask(Dialogue dialogue, Stimulus stimulus, TurnContext turn) {
        var situation = new Bot.Situation(
                dialogue.key,
                dialogue.connectionId,
                dialogue.dealId,
                dialogue.session,
                dialogue.dealVariables(),
                dialogue.variables(),
                turn.projectVariables(dialogue.key.projectId()),
                Profile.named(dialogue.clientName),
                turn.now());
        return turn.bot().step(situation, stimulus);
    }

    private static void carryOut(Bot.Step step, Dialogue dialogue, TurnContext turn) {
        dialogue.keep(step.session());
        step.effects().forEach(effect -> carryOut(effect, dialogue, turn));
    }

    private static void carryOut(Effect effect, Dialogue dialogue, TurnContext turn) {
        switch (effect) {
            case Effect.Say(var content, var block) -> say(content, block, dialogue, turn);
            case Effect.Set set -> set(set, dialogue, turn);
            case Effect.WakeAt(var timer, var at) ->
                turn.writes()
                        .put(new Writes.NewTimer(
                                dialogue.key, turn.ids().next(), Writes.TimerKind.BOT, timer, at, null));
            case Effect.Forget(var names) -> forget(names, dialogue, turn);
            case Effect.HandOver(var team) -> handOver(team, dialogue, turn);
            case Effect.Close() -> {
                dialogue.close(true);
                turn.system(dialogue, "system.closed", Author.BOT);
            }
            case Effect.Tag(var add, var remove) -> dialogue.retag(add, remove);
            case Effect.MoveDeal(var stage) -> moveDeal(stage, dialogue, turn);
            case Effect.OptOut(var out) -> dialogue.optOut(out);
            case Effect.Trouble(var what) -> trouble(dialogue, turn);
        }
    }

    private static void say(Content content, long block, Dialogue dialogue, TurnContext turn) {
        if (!content.isEmpty()) {
            turn.say(dialogue, Author.bot(block), content, 0, null);
        }
    }

    private static void set(Effect.Set set, Dialogue dialogue, TurnContext turn) {
        try {
            switch (set.scope()) {
                case DEAL -> dialogue.dealVariables().set(set.name(), set.value());
                case CLIENT -> dialogue.variables().set(set.name(), set.value());
                case PROJECT -> turn.setProjectVariable(dialogue.key.projectId(), set.name(), set.value());
            }
        } catch (Refused overLimit) {
            trouble(dialogue, turn);
        }
    }

    /** A stage that is no more is the bot maker's to mend, not the client's to wait for. */
    private static void moveDeal(long stageId, Dialogue dialogue, TurnContext turn) {
        try {
            DealActs.move(dialogue, Author.BOT, 0, stageId, turn);
        } catch (Refused gone) {
            turn.system(dialogue, "system.no_stage", Author.BOT);
        }
    }

    private static void forget(List<String> names, Dialogue dialogue, TurnContext turn) {
        if (names.isEmpty()) {
            turn.writes().forget(dialogue.key, null);
        }
        names.forEach(name -> turn.writes().forget(dialogue.key, name));
    }

    private static void handOver(long teamId, Dialogue dialogue, TurnContext turn) {
        dialogue.give(teamId == 0 ? EVERYBODY : new Owner(Owner.Kind.TEAM, teamId));
        dialogue.count(dialogue.unread + 1);
        turn.system(dialogue, "system.handed_over", Author.BOT);
    }

    /** People are called where the bot cannot go on. */
    private static void trouble(Dialogue dialogue, TurnContext turn) {
        if (maySpeak(dialogue)) {
            dialogue.give(EVERYBODY);
            dialogue.count(dialogue.unread + 1);
            turn.system(dialogue, "system.bot_trouble", Author.BOT);
        }
    }
}
