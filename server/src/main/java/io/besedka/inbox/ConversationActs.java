package io.besedka.inbox;

import io.besedka.conversation.Act;
import io.besedka.conversation.Owner;
import io.besedka.conversation.Variables;
import io.besedka.face.Body;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;

/** What operators do with a conversation as a whole; each answers how it stands then. */
final class ConversationActs {
    private final Rooms rooms;

    ConversationActs(Rooms rooms) {
        this.rooms = rooms;
    }

    Answer take(Call call) {
        return done(
                call,
                new Act.Assigned(call.author(), Owner.operator(call.member().userId())));
    }

    Answer handBack(Call call) {
        return done(call, new Act.Assigned(call.author(), Owner.BOT));
    }

    Answer close(Call call) {
        return done(call, new Act.Closed(call.author()));
    }

    Answer reopen(Call call) {
        return done(call, new Act.Reopened(call.author()));
    }

    Answer assign(Call call) throws IOException {
        var body = Body.of(call.exchange());
        if (!body.json().has("userId")) {
            throw Problem.unprocessable("userId", "userId must be a user's id, or null for nobody");
        }
        var user = body.optionalNumber("userId");
        if (user.isPresent() && !rooms.members().isOperator(call.projectId(), user.getAsLong())) {
            throw Problem.unprocessable("userId", "userId is of no operator of this project");
        }
        return done(
                call,
                new Act.Assigned(call.author(), user.isPresent() ? Owner.operator(user.getAsLong()) : Owner.NOBODY));
    }

    Answer read(Call call) throws IOException {
        return done(
                call,
                new Act.Read(call.member().userId(), Body.of(call.exchange()).number("seq")));
    }

    Answer tag(Call call) throws IOException {
        var body = Body.of(call.exchange());
        return done(call, new Act.Tagged(call.author(), body.tags("add"), body.tags("remove")));
    }

    Answer setVariables(Call call) throws IOException {
        return done(
                call,
                new Act.VariablesSet(
                        call.author(),
                        Variables.Scope.CLIENT,
                        Body.of(call.exchange()).variables()));
    }

    private Answer done(Call call, Act act) {
        Refusals.taken(rooms.turns().take(call.address(), act));
        var conversation = rooms.conversations().one(call.key()).orElseThrow();
        return Answer.json(new InboxView.OneConversation(rooms.views().summary(conversation)));
    }
}
