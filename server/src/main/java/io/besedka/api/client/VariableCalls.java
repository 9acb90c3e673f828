package io.besedka.api.client;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Variables;
import io.besedka.face.Body;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;

/** Variables of clients and of the project. */
final class VariableCalls {
    private final Rooms rooms;

    VariableCalls(Rooms rooms) {
        this.rooms = rooms;
    }

    Answer ofClient(Call call) {
        if (rooms.clients().one(call.client()).isEmpty()) {
            throw Problem.notFound("client");
        }
        return Answer.json(new Shown.Values(rooms.conversations().variables(call.client(), Variables.Scope.CLIENT)));
    }

    Answer setOfClient(Call call) throws IOException {
        var values = Body.of(call.exchange()).variables();
        var set = new Act.VariablesSet(call.author(), Variables.Scope.CLIENT, values);
        Refusals.taken(rooms.turns().take(new Address.OfConversation(call.client()), set));
        return ofClient(call);
    }

    Answer ofProject(Call call) {
        return Answer.json(new Shown.Values(rooms.variables().all(call.projectId())));
    }

    Answer setOfProject(Call call) throws IOException {
        rooms.variables().set(call.projectId(), Body.of(call.exchange()).variables());
        return ofProject(call);
    }
}
