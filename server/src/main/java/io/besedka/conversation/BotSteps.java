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
        var situation = new Bot.Situation(
                dialogue.key, dialogue.connectionId, dialogue.session, dialogue.variables(), Profile.named(dialogue.clientName), turn.now());
        var step = turn.bot().step(situation, stimulus);
        dialogue.give(step.taken() ? Owner.BOT : Owner.NOBODY);
        dialogue.keep(step.session());
        step.effects().forEach(effect -> carryOut(effect, dialogue, turn));
    }

    private static void carryOut(Effect effect, Dialogue dialogue, TurnContext turn) {
        switch (effect) {
            case Effect.Say(var content) -> say(content, dialogue, turn);
            case Effect.Set(var name, var value) -> set(name, value, dialogue, turn);
            case Effect.WakeAt(var timer, var at) ->
                turn.writes().put(new Writes.NewTimer(dialogue.key, turn.ids().next(), true, timer, at, null));
            case Effect.Forget(var names) -> forget(names, dialogue, turn);
            case Effect.HandOver(var team) -> handOver(team, dialogue, turn);
            case Effect.Close() -> {
                dialogue.close(true);
                turn.system(dialogue, "system.closed", Author.BOT);
            }
            case Effect.Tag(var add, var remove) -> dialogue.retag(add, remove);
            case Effect.Trouble(var what) -> trouble(dialogue, turn);
        }
    }

    private static void say(Content content, Dialogue dialogue, TurnContext turn) {
        if (!content.isEmpty()) {
            turn.say(dialogue, Author.BOT, content, 0, null);
        }
    }

    private static void set(String name, String value, Dialogue dialogue, TurnContext turn) {
        try {
            dialogue.variables().set(name, value);
        } catch (Refused overLimit) {
            trouble(dialogue, turn);
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
