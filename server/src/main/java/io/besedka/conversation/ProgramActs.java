package io.besedka.conversation;

import io.besedka.conversation.Bot.Stimulus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What programs do through the API beside what members do. */
final class ProgramActs {
    static final String CLIENT_PREFIX = "client.";

    private ProgramActs() {}

    static Result loaded(Dialogue dialogue, Act.Loaded act, TurnContext turn) {
        if (act.tag() != null) {
            turn.writes().change(new Writes.ChangedClient(dialogue.key, null, act.tag()));
        }
        return new Result.Repeated(dialogue.key, 0);
    }

    /** A note of what was said to the bot; where the bot may not speak, the note and the variables are all. */
    static Result called(Dialogue dialogue, Act.Called act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        var content = Content.text(act.text());
        set(dialogue, act.variables());
        var author = new Author(Author.Kind.CALLBACK, act.author().id());
        var message = turn.append(dialogue, author, true, content, 0, act.key(), Lookups.keyName(act.key()));
        if (act.resume() && !BotSteps.maySpeak(dialogue)) {
            dialogue.give(Owner.BOT);
        }
        BotSteps.stepIfTaken(dialogue, new Stimulus.Called(act.text()), turn);
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    /** All of both, or none. */
    private static void set(Dialogue dialogue, Map<String, String> variables) {
        var ofClient = new LinkedHashMap<String, String>();
        var ofDeal = new LinkedHashMap<String, String>();
        variables.forEach((name, value) -> {
            if (name.startsWith(CLIENT_PREFIX)) {
                ofClient.put(name.substring(CLIENT_PREFIX.length()), value);
            } else {
                ofDeal.put(name, value);
            }
        });
        dialogue.dealVariables().checkAll(ofDeal);
        dialogue.variables().setAll(ofClient);
        dialogue.dealVariables().setAll(ofDeal);
    }

    static Result entered(Dialogue dialogue, Act.Entered act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (dialogue.blocked) {
            return new Result.Declined(Refusal.CLIENT_UNREACHABLE, "the client has blocked this connection");
        }
        if (!BotSteps.maySpeak(dialogue)) {
            return new Result.Declined(
                    Refusal.NOT_YOURS, "the conversation is an operator's: the bot does not speak over people");
        }
        long before = dialogue.lastSeq;
        if (!BotSteps.stepIfTaken(dialogue, new Stimulus.Entered(act.block()), turn)) {
            return new Result.Declined(
                    Refusal.NO_SUCH_BLOCK, "no block " + act.block() + " in the flow of this connection");
        }
        long said = dialogue.lastSeq > before ? before + 1 : 0;
        turn.name(dialogue, Lookups.keyName(act.key()), said);
        return new Result.Taken(dialogue.key, said, null);
    }

    static Result optedOut(Dialogue dialogue, Act.OptedOut act, TurnContext turn) {
        if (!dialogue.optOut(act.out())) {
            return new Result.Repeated(dialogue.key, 0);
        }
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }

    static Result cleared(Dialogue dialogue, Act.Cleared act, TurnContext turn) {
        turn.writes().cleared.add(dialogue.key);
        dialogue.lastText = "";
        dialogue.moved = true;
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }
}
