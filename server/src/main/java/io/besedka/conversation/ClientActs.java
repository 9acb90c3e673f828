package io.besedka.conversation;

import io.besedka.conversation.Bot.Stimulus;
import java.util.ArrayList;
import java.util.List;

/** What a client did. */
final class ClientActs {
    private ClientActs() {}

    static Result wrote(Dialogue dialogue, Act.Wrote act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, act.externalId());
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (act.content().isEmpty()) {
            return new Result.Declined(Refusal.EMPTY, "the message has no text and no part");
        }
        boolean first = dialogue.lastSeq == 0;
        if (act.tag() != null) {
            turn.writes().change(new Writes.ChangedClient(dialogue.key, null, act.tag()));
        }
        var answer = answerByNumber(dialogue, act.content());
        var content = answer == null ? act.content() : answer;
        var replyTo = turn.lookups().seqOf(dialogue.key, act.replyTo());
        var message = turn.append(
                dialogue, Author.CLIENT, false, content, replyTo == null ? 0 : replyTo, null, act.externalId());
        arrived(
                dialogue,
                answer == null ? new Stimulus.Said(message.content(), act.tag(), first) : pressed(answer),
                turn);
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    /** Where buttons were numbered, "2" is a press of the second; else null. */
    private static Content answerByNumber(Dialogue dialogue, Content content) {
        if (dialogue.menu == null
                || !content.parts().isEmpty()
                || !content.text().strip().matches("[1-9]\\d?")) {
            return null;
        }
        var menu = ContentJson.menu(dialogue.menu);
        int index = Integer.parseInt(content.text().strip()) - 1;
        return index < menu.buttons().size()
                ? pressOf(menu.seq(), index, menu.buttons().get(index))
                : null;
    }

    private static Content pressOf(long seq, int index, Part.Button button) {
        return Content.of(button.label(), new Part.Press(seq, index, button.value()));
    }

    private static Stimulus pressed(Content press) {
        return new Stimulus.Pressed(
                press.text(), press.first(Part.Press.class).orElseThrow().value());
    }

    /** Something came from the client: a closed conversation opens, the bot answers, and what it leaves waits for people. */
    private static void arrived(Dialogue dialogue, Stimulus stimulus, TurnContext turn) {
        if (dialogue.closed) {
            dialogue.close(false);
            dialogue.give(Owner.NOBODY);
        }
        if (dialogue.blocked) {
            dialogue.blocked = false;
            dialogue.marked = true;
        }
        dialogue.menu(null);
        int waiting = dialogue.unread;
        BotSteps.step(dialogue, stimulus, turn);
        if (!dialogue.owner.isBot() && dialogue.unread == waiting) {
            dialogue.count(waiting + 1);
        }
    }

    static Result pressed(Dialogue dialogue, Act.Pressed act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, act.externalId());
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        var press = PressKey.parse(act.payload()).orElse(null);
        var asked = press == null ? null : turn.lookups().messages.get(new Lookups.Place(dialogue.key, press.seq()));
        var buttons = asked == null ? List.<Part.Button>of() : asked.content().choices();
        if (press == null || press.index() >= buttons.size()) {
            return new Result.Declined(Refusal.NO_SUCH_MESSAGE, "the press names no button of ours");
        }
        var content = pressOf(press.seq(), press.index(), buttons.get(press.index()));
        var message = turn.append(dialogue, Author.CLIENT, false, content, 0, null, act.externalId());
        arrived(dialogue, pressed(content), turn);
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    static Result edited(Dialogue dialogue, Act.Edited act, TurnContext turn) {
        var seq = turn.lookups().seqOf(dialogue.key, act.externalId());
        if (seq == null) {
            return new Result.Declined(Refusal.NO_SUCH_MESSAGE, "the edited message is not known");
        }
        var content = turn.storedContent(dialogue, act.content());
        turn.writes().change(new Writes.ChangedMessage(dialogue.key, seq, content, turn.now(), null, null, null));
        if (seq == dialogue.lastSeq) {
            dialogue.lastText = content.preview();
            dialogue.moved = true;
        }
        turn.log(LogKind.CHANGED, dialogue, seq, null);
        return new Result.Taken(dialogue.key, seq, null);
    }

    static Result deleted(Dialogue dialogue, Act.Deleted act, TurnContext turn) {
        var found = new ArrayList<Long>();
        for (var externalId : act.externalIds()) {
            var seq = turn.lookups().seqOf(dialogue.key, externalId);
            if (seq != null) {
                found.add(seq);
                turn.writes().change(new Writes.ChangedMessage(dialogue.key, seq, null, null, turn.now(), null, null));
                turn.log(LogKind.CHANGED, dialogue, seq, null);
            }
        }
        return found.isEmpty()
                ? new Result.Declined(Refusal.NO_SUCH_MESSAGE, "none of the deleted messages is known")
                : new Result.Taken(dialogue.key, found.getLast(), null);
    }

    static Result reacted(Dialogue dialogue, Act.Reacted act, TurnContext turn) {
        var seq = turn.lookups().seqOf(dialogue.key, act.messageExternalId());
        if (seq == null) {
            return new Result.Declined(Refusal.NO_SUCH_MESSAGE, "the message reacted to is not known");
        }
        turn.writes().change(new Writes.ChangedMessage(dialogue.key, seq, null, null, null, act.emoji(), null));
        turn.log(LogKind.CHANGED, dialogue, seq, null);
        return new Result.Taken(dialogue.key, seq, null);
    }

    static Result blocked(Dialogue dialogue, Act.Blocked act, TurnContext turn) {
        if (dialogue.blocked == act.blocked()) {
            return new Result.Repeated(dialogue.key, 0);
        }
        dialogue.blocked = act.blocked();
        dialogue.marked = true;
        turn.system(dialogue, act.blocked() ? "system.blocked" : "system.unblocked", Author.CLIENT);
        return new Result.Taken(dialogue.key, dialogue.lastSeq, null);
    }

    /** The log's entry names the file: so readers know that what they remember of the client is out of date. */
    static Result pictured(Dialogue dialogue, Act.Pictured act, TurnContext turn) {
        turn.writes().pictures.add(new Writes.ArrivedPicture(dialogue.key, act.fileId()));
        turn.log(LogKind.CONVERSATION, dialogue, act.fileId(), List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }

    static Result saw(Dialogue dialogue, Act.Saw act, TurnContext turn) {
        long upTo = Math.min(act.seq(), dialogue.lastSeq);
        if (upTo <= (act.read() ? dialogue.clientReadSeq : dialogue.clientSeq)) {
            return new Result.Repeated(dialogue.key, 0);
        }
        dialogue.clientSeq = Math.max(dialogue.clientSeq, upTo);
        dialogue.clientReadSeq = act.read() ? upTo : dialogue.clientReadSeq;
        dialogue.marked = true;
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }
}
