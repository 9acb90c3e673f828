package io.besedka.inbox;

import io.besedka.conversation.Act;
import io.besedka.conversation.Content;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.face.Body;
import io.besedka.face.Contents;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import java.io.IOException;
import java.util.List;

/** Writing to the client and to colleagues, and changing what was written. */
final class MessageRoutes {
    private final Rooms rooms;
    private final Contents contents;

    MessageRoutes(Rooms rooms, Contents contents) {
        this.rooms = rooms;
        this.contents = contents;
    }

    Answer post(Call call) throws IOException {
        var body = Body.of(call.exchange());
        var content = call.worded(contents.read(call.projectId(), body.member("content")), rooms);
        var reply = new Act.Replied(
                call.author(),
                call.saidOnce(body),
                content,
                Math.max(0, body.optionalNumber("replyTo").orElse(0)));
        return written(call, rooms.turns().take(call.address(), reply), content);
    }

    Answer note(Call call) throws IOException {
        var body = Body.of(call.exchange());
        var text = body.text("text", Body.NOTE_LIMIT);
        var note = new Act.Noted(call.author(), call.saidOnce(body), text);
        return written(call, rooms.turns().take(call.address(), note), Content.text(text));
    }

    /** 201 for what was made now; 200 for what the same key made before, if it was the same. */
    private Answer written(Call call, Result result, Content content) {
        return switch (Refusals.taken(result)) {
            case Result.Taken taken -> Answer.json(201, shown(call, taken.message()));
            case Result.Repeated repeated -> {
                var known = at(call, repeated.seq());
                if (known == null || (known.editedAt() == null && !isSame(known.content(), content))) {
                    throw new Refused(Refusal.KEY_REUSED, "this key came before with another content");
                }
                yield Answer.json(shown(call, known));
            }
            case Result.Declined declined -> throw Refusals.problem(declined.refusal(), declined.why());
        };
    }

    /** What a template says may not have been known the first time. */
    private static boolean isSame(Content known, Content asked) {
        boolean template = asked.first(Part.Template.class).isPresent();
        return template ? known.parts().equals(asked.parts()) : known.equals(asked);
    }

    Answer change(Call call) throws IOException {
        var content = contents.read(call.projectId(), Body.of(call.exchange()).member("content"));
        Refusals.taken(rooms.turns().take(call.address(), new Act.Changed(call.author(), call.seq(), content)));
        return Answer.json(shown(call, at(call, call.seq())));
    }

    Answer withdraw(Call call) {
        Refusals.taken(rooms.turns().take(call.address(), new Act.Withdrew(call.author(), call.seq())));
        return Answer.json(shown(call, at(call, call.seq())));
    }

    Answer react(Call call) throws IOException {
        var emoji = Body.of(call.exchange()).emoji("emoji");
        Refusals.taken(rooms.turns().take(call.address(), new Act.ReactedBack(call.author(), call.seq(), emoji)));
        return Answer.json(shown(call, at(call, call.seq())));
    }

    Answer resolve(Call call) throws IOException {
        boolean again = Body.of(call.exchange()).flag("again");
        Refusals.taken(rooms.turns()
                .take(call.address(), new Act.Resolved(call.member().userId(), call.seq(), again)));
        return Answer.json(shown(call, at(call, call.seq())));
    }

    private Message at(Call call, long seq) {
        var place = new MessageStore.Place(call.key(), seq, seq);
        var found = rooms.messages().at(List.of(place)).get(call.key());
        return found == null ? null : found.getFirst();
    }

    private InboxView.OneMessage shown(Call call, Message message) {
        var conversation = rooms.conversations().one(call.key()).orElseThrow().conversation();
        return new InboxView.OneMessage(rooms.views().message(conversation, message));
    }
}
