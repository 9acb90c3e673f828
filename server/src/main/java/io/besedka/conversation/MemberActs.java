package io.besedka.conversation;

import io.besedka.conversation.Bot.Stimulus;
import java.util.List;

/** What operators and integrations did. */
final class MemberActs {
    public static final int TAG_LIMIT = 50;

    private MemberActs() {}

    static Result replied(Dialogue dialogue, Act.Replied act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (act.content().isEmpty()) {
            return new Result.Declined(Refusal.EMPTY, "the message has no text and no part");
        }
        if (dialogue.blocked) {
            return new Result.Declined(Refusal.CLIENT_UNREACHABLE, "the client has blocked this connection");
        }
        turn.outlets().check(dialogue.connectionId, act.content());
        if (isShut(dialogue, act.content(), turn)) {
            return new Result.Declined(
                    Refusal.WINDOW_CLOSED,
                    "the client was silent for too long: the channel lets us write again after the client does");
        }
        if (act.author().kind() == Author.Kind.OPERATOR) {
            takeOver(dialogue, act.author());
        }
        var message = turn.say(dialogue, act.author(), act.content(), act.replyTo(), act.key());
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    /** Outside the channel's window only an approved template may be sent. A moment that is not known is left to the provider. */
    private static boolean isShut(Dialogue dialogue, Content content, TurnContext turn) {
        var window = turn.outlets().window(dialogue.connectionId);
        return window != null
                && dialogue.heardAt != null
                && !turn.now().isBefore(dialogue.heardAt.plus(window))
                && content.first(Part.Template.class).isEmpty();
    }

    /** Whoever answers where no person does yet becomes the owner; a colleague's conversation stays the colleague's. */
    private static void takeOver(Dialogue dialogue, Author operator) {
        dialogue.close(false);
        dialogue.count(0);
        readUpTo(dialogue, dialogue.lastSeq);
        if (dialogue.owner.kind() != Owner.Kind.OPERATOR) {
            dialogue.give(Owner.operator(operator.id()));
        }
    }

    private static void readUpTo(Dialogue dialogue, long seq) {
        if (seq > dialogue.readSeq) {
            dialogue.readSeq = seq;
            dialogue.marked = true;
        }
    }

    static Result noted(Dialogue dialogue, Act.Noted act, TurnContext turn) {
        var known = turn.lookups().seqOf(dialogue.key, Lookups.keyName(act.key()));
        if (known != null) {
            return new Result.Repeated(dialogue.key, known);
        }
        if (act.text().isBlank()) {
            return new Result.Declined(Refusal.EMPTY, "the note has no text");
        }
        var message = turn.append(
                dialogue, act.author(), true, Content.text(act.text()), 0, act.key(), Lookups.keyName(act.key()));
        return new Result.Taken(dialogue.key, message.seq(), message);
    }

    static Result changed(Dialogue dialogue, Act.Changed act, TurnContext turn) {
        var message = own(dialogue, act.seq(), turn);
        if (act.content().isEmpty()) {
            return new Result.Declined(Refusal.EMPTY, "the message has no text and no part");
        }
        if (!message.note()) {
            turn.outlets().check(dialogue.connectionId, act.content());
        }
        amend(dialogue, act.seq(), false, turn);
        turn.writes()
                .change(new Writes.ChangedMessage(
                        dialogue.key, act.seq(), act.content(), turn.now(), null, null, null));
        if (act.seq() == dialogue.lastSeq && !message.note()) {
            dialogue.lastText = act.content().preview();
            dialogue.moved = true;
        }
        turn.log(LogKind.CHANGED, dialogue, act.seq(), null);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    static Result withdrew(Dialogue dialogue, Act.Withdrew act, TurnContext turn) {
        own(dialogue, act.seq(), turn);
        amend(dialogue, act.seq(), true, turn);
        turn.writes().change(new Writes.ChangedMessage(dialogue.key, act.seq(), null, null, turn.now(), null, null));
        turn.log(LogKind.CHANGED, dialogue, act.seq(), null);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    /** Our reaction goes the way of an edit: after what the conversation has still to send, again when the answer is lost. */
    static Result reactedBack(Dialogue dialogue, Act.ReactedBack act, TurnContext turn) {
        var place = new Lookups.Place(dialogue.key, act.seq());
        var message = theirs(act.seq(), turn.lookups().messages.get(place));
        if (!turn.outlets().hasReactions(dialogue.connectionId)) {
            return new Result.Declined(Refusal.CHANNEL_CANNOT, "the channel has no reactions");
        }
        if (dialogue.blocked) {
            return new Result.Declined(Refusal.CLIENT_UNREACHABLE, "the client has blocked this connection");
        }
        boolean failed = message.delivery() != null && message.delivery().error() != null;
        if (act.emoji().equals(message.ourReaction() == null ? "" : message.ourReaction()) && !failed) {
            return new Result.Repeated(dialogue.key, act.seq());
        }
        carry(dialogue, place, turn);
        turn.writes().change(Writes.ChangedMessage.reactedTo(dialogue.key, act.seq(), act.emoji()));
        turn.lookups().messages.put(place, message.reactedTo(act.emoji().isEmpty() ? null : act.emoji()));
        turn.log(LogKind.CHANGED, dialogue, act.seq(), null);
        return new Result.Taken(dialogue.key, act.seq(), null);
    }

    private static Message theirs(long seq, Message message) {
        if (message == null || message.deletedAt() != null) {
            throw new Refused(Refusal.NO_SUCH_MESSAGE, "no message " + seq + " in this conversation");
        }
        if (message.author().kind() != Author.Kind.CLIENT) {
            throw new Refused(Refusal.NOT_YOURS, "only the client's messages can be reacted to");
        }
        if (message.content().first(Part.Press.class).isPresent()) {
            throw new Refused(Refusal.CHANNEL_CANNOT, "a press of a button cannot be reacted to");
        }
        return message;
    }

    private static void carry(Dialogue dialogue, Lookups.Place place, TurnContext turn) {
        var known = turn.lookups().deliveries.get(place);
        if (known == null) {
            turn.writes().reactions.add(new Writes.NewReaction(dialogue.key, place.seq(), dialogue.connectionId));
            turn.lookups()
                    .deliveries
                    .put(place, new Lookups.Delivery(place, dialogue.connectionId, DeliveryStatus.SENT, 0, 0, 1));
        } else {
            known.amend();
            DeliveryActs.write(known, turn.now(), List.of(), null, turn);
        }
    }

    private static Message own(Dialogue dialogue, long seq, TurnContext turn) {
        var message = turn.lookups().messages.get(new Lookups.Place(dialogue.key, seq));
        if (message == null || message.deletedAt() != null) {
            throw new Refused(Refusal.NO_SUCH_MESSAGE, "no message " + seq + " in this conversation");
        }
        if (message.author().kind() == Author.Kind.CLIENT || message.author().kind() == Author.Kind.SYSTEM) {
            throw new Refused(Refusal.NOT_YOURS, "only our own messages can be changed");
        }
        return message;
    }

    /**
     * What was sent is changed at the provider too; what was not sent yet goes as it is now, or not at all: the mark tells the lanes that
     * what they have in memory is stale.
     */
    private static void amend(Dialogue dialogue, long seq, boolean withdrawn, TurnContext turn) {
        var delivery = turn.lookups().deliveries.get(new Lookups.Place(dialogue.key, seq));
        if (delivery == null
                || delivery.status == DeliveryStatus.CANCELLED
                || delivery.status == DeliveryStatus.FAILED && delivery.parts == 0) {
            return;
        }
        if (withdrawn && delivery.status == DeliveryStatus.QUEUED && delivery.parts == 0) {
            delivery.status = DeliveryStatus.CANCELLED;
            delivery.amend = 0;
        } else {
            delivery.amend();
        }
        DeliveryActs.write(delivery, turn.now(), List.of(), null, turn);
    }

    static Result assigned(Dialogue dialogue, Act.Assigned act, TurnContext turn) {
        if (dialogue.owner.equals(act.owner())) {
            return new Result.Repeated(dialogue.key, 0);
        }
        dialogue.give(act.owner());
        dialogue.close(false);
        turn.system(dialogue, lineFor(act), act.author());
        if (act.owner().isBot()) {
            dialogue.count(0);
            BotSteps.step(dialogue, new Stimulus.HandedBack(), turn);
            dialogue.give(Owner.BOT);
        }
        return new Result.Taken(dialogue.key, dialogue.lastSeq, null);
    }

    private static String lineFor(Act.Assigned act) {
        return switch (act.owner().kind()) {
            case BOT -> "system.handed_back";
            case OPERATOR ->
                act.author().equals(Author.operator(act.owner().id())) ? "system.taken" : "system.assigned";
            case TEAM, DESK, NOBODY -> "system.handed_over";
        };
    }

    static Result closed(Dialogue dialogue, Act.Closed act, TurnContext turn) {
        if (dialogue.closed) {
            return new Result.Repeated(dialogue.key, 0);
        }
        dialogue.close(true);
        dialogue.count(0);
        dialogue.give(Owner.NOBODY);
        turn.writes().forget(dialogue.key, null);
        turn.system(dialogue, "system.closed", act.author());
        return new Result.Taken(dialogue.key, dialogue.lastSeq, null);
    }

    static Result reopened(Dialogue dialogue, Act.Reopened act, TurnContext turn) {
        if (!dialogue.closed) {
            return new Result.Repeated(dialogue.key, 0);
        }
        dialogue.close(false);
        if (act.author().kind() == Author.Kind.OPERATOR) {
            dialogue.give(Owner.operator(act.author().id()));
        }
        turn.system(dialogue, "system.reopened", act.author());
        return new Result.Taken(dialogue.key, dialogue.lastSeq, null);
    }

    static Result read(Dialogue dialogue, Act.Read act, TurnContext turn) {
        long upTo = Math.min(act.seq(), dialogue.lastSeq);
        boolean all = upTo == dialogue.lastSeq;
        if (upTo <= dialogue.readSeq && !(all && dialogue.unread > 0)) {
            return new Result.Repeated(dialogue.key, 0);
        }
        readUpTo(dialogue, upTo);
        dialogue.count(all ? 0 : dialogue.unread);
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }

    static Result tagged(Dialogue dialogue, Act.Tagged act, TurnContext turn) {
        if (dialogue.tags.size() + act.add().size() > TAG_LIMIT) {
            return new Result.Declined(Refusal.TOO_LONG, "a conversation holds at most " + TAG_LIMIT + " tags");
        }
        if (!dialogue.retag(act.add(), act.remove())) {
            return new Result.Repeated(dialogue.key, 0);
        }
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }

    static Result variablesSet(Dialogue dialogue, Act.VariablesSet act, TurnContext turn) {
        var variables = act.scope() == Variables.Scope.DEAL ? dialogue.dealVariables() : dialogue.variables();
        variables.setAll(act.values());
        turn.log(LogKind.CONVERSATION, dialogue, 0, List.of());
        return new Result.Taken(dialogue.key, 0, null);
    }
}
