package io.besedka.conversation;

/** What was said to the client beside us: in the provider's own app, or by another program. */
final class OutsideActs {
    private OutsideActs() {}

    /** An echo of our own send is known by its id or its words; anything else a person said, and a bot does not speak over a person. */
    static Result echoed(Dialogue dialogue, Act.Echoed act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, act.externalId());
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        var ours = DeliveryActs.sentAfterAll(dialogue, act, turn);
        if (ours != null) {
            return new Result.Taken(dialogue.key, ours, null);
        }
        if (act.content().isEmpty()) {
            return new Result.Declined(Refusal.EMPTY, "the message has no text and no part");
        }
        var message = turn.append(dialogue, Author.OUTSIDE, false, act.content(), 0, null, act.externalId());
        if (BotSteps.maySpeak(dialogue)) {
            dialogue.give(BotSteps.EVERYBODY);
        }
        dialogue.count(0);
        return new Result.Taken(dialogue.key, message.seq(), message);
    }
}
