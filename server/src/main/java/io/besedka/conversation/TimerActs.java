package io.besedka.conversation;

import io.besedka.conversation.Bot.Stimulus;
import io.besedka.platform.json.Json;

/** What waits for a time: the bot's timers and scheduled messages. */
final class TimerActs {
    private TimerActs() {}

    /** What a scheduled message keeps until its time. */
    record Waiting(Author author, String key, Content content) {}

    static ConversationStore.Scheduled scheduled(long id, java.time.Instant at, String payload) {
        var waiting = Json.read(payload, Waiting.class);
        return new ConversationStore.Scheduled(id, at, waiting.author(), waiting.content());
    }

    static Result scheduled(Dialogue dialogue, Act.Scheduled act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (act.content().isEmpty()) {
            return new Result.Declined(Refusal.EMPTY, "the message has no text and no part");
        }
        turn.outlets().check(dialogue.connectionId, act.content());
        long id = turn.ids().next();
        var payload = Json.text(new Waiting(act.author(), "timer-" + id, act.content()));
        turn.writes()
                .put(new Writes.NewTimer(
                        dialogue.key, id, Writes.TimerKind.MESSAGE, Long.toString(id), act.at(), payload));
        turn.name(dialogue, Lookups.keyName(act.key()), id);
        turn.log(LogKind.CONVERSATION, dialogue, 0, java.util.List.of());
        return new Result.Taken(dialogue.key, id, null);
    }

    /** Exactly one is given. */
    private record Later(Act.Called called, Act.Entered entered) {}

    static Result scheduled(Dialogue dialogue, Act.ScheduledAct act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        long id = turn.ids().next();
        var later = act.later() instanceof Act.Called called
                ? new Later(called, null)
                : new Later(null, (Act.Entered) act.later());
        turn.writes()
                .put(new Writes.NewTimer(
                        dialogue.key, id, Writes.TimerKind.ACT, Long.toString(id), act.at(), Json.text(later)));
        turn.name(dialogue, Lookups.keyName(act.key()), id);
        return new Result.Taken(dialogue.key, id, null);
    }

    /** The timer's row was taken out when it was looked up: a second ring finds nothing. */
    static Result rang(Dialogue dialogue, Act.Rang act, TurnContext turn) {
        var timer = turn.lookups().timers.remove(act.timerId());
        if (timer == null) {
            return new Result.Repeated(dialogue.key, 0);
        }
        return switch (timer.kind()) {
            case MESSAGE -> send(dialogue, timer, turn);
            case ACT -> act(dialogue, timer, turn);
            case BOT -> ring(dialogue, timer, turn);
        };
    }

    private static Result act(Dialogue dialogue, Lookups.Timer timer, TurnContext turn) {
        var later = Json.read(timer.payload(), Later.class);
        return later.called() == null
                ? ProgramActs.entered(dialogue, later.entered(), turn)
                : ProgramActs.called(dialogue, later.called(), turn);
    }

    private static Result ring(Dialogue dialogue, Lookups.Timer timer, TurnContext turn) {
        if (dialogue.owner.isBot()) {
            BotSteps.step(dialogue, new Stimulus.Rang(timer.name()), turn);
            dialogue.give(dialogue.owner.equals(Owner.NOBODY) ? Owner.BOT : dialogue.owner);
        }
        return new Result.Taken(dialogue.key, 0, null);
    }

    private static Result send(Dialogue dialogue, Lookups.Timer timer, TurnContext turn) {
        var waiting = Json.read(timer.payload(), Waiting.class);
        var message = turn.say(dialogue, waiting.author(), waiting.content(), 0, waiting.key());
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    static Result cancelled(Dialogue dialogue, Act.Cancelled act, TurnContext turn) {
        if (turn.lookups().timers.remove(act.timerId()) == null) {
            return new Result.Declined(Refusal.NO_SUCH_TIMER, "no such scheduled message");
        }
        turn.log(LogKind.CONVERSATION, dialogue, 0, java.util.List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }
}
