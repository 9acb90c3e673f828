package io.besedka.inbox;

import io.besedka.conversation.Act;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.face.Body;
import io.besedka.face.Contents;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Messages that wait for their time. */
final class ScheduledRoutes {
    private static final Duration FURTHEST = Duration.ofDays(366);
    private final Rooms rooms;
    private final Contents contents;

    ScheduledRoutes(Rooms rooms, Contents contents) {
        this.rooms = rooms;
        this.contents = contents;
    }

    Answer list(Call call) {
        return Answer.json(new InboxView.ScheduledList(
                waiting(call).stream().map(InboxView.Scheduled::of).toList()));
    }

    Answer post(Call call) throws IOException {
        var body = Body.of(call.exchange());
        var content = call.worded(contents.read(call.projectId(), body.member("content")), rooms);
        var at = body.time("at");
        var now = rooms.clock().now();
        if (!at.isAfter(now) || at.isAfter(now.plus(FURTHEST))) {
            throw Problem.unprocessable("at", "at must lie ahead, by at most " + FURTHEST.toDays() + " days");
        }
        var result = Refusals.taken(
                rooms.turns().take(call.address(), new Act.Scheduled(call.author(), call.saidOnce(body), content, at)));
        return switch (result) {
            case Result.Taken taken -> shown(201, new InboxView.Scheduled(taken.seq(), at, InboxView.Text.of(content)));
            case Result.Repeated repeated -> shown(200, InboxView.Scheduled.of(known(call, repeated.seq())));
            case Result.Declined declined -> throw Refusals.problem(declined.refusal(), declined.why());
        };
    }

    private static Answer shown(int status, InboxView.Scheduled scheduled) {
        return Answer.json(status, new InboxView.OneScheduled(scheduled));
    }

    private ConversationStore.Scheduled known(Call call, long id) {
        return waiting(call).stream()
                .filter(scheduled -> scheduled.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Refusal.KEY_REUSED,
                        "this key came before: its message was sent, cancelled or never scheduled"));
    }

    Answer cancel(Call call) {
        long id = call.exchange().pathNumber("id");
        if (waiting(call).stream().noneMatch(scheduled -> scheduled.id() == id)) {
            throw new Refused(Refusal.NO_SUCH_TIMER, "no such scheduled message");
        }
        Refusals.taken(rooms.turns().take(call.address(), new Act.Cancelled(call.author(), id)));
        return Answer.ok();
    }

    private List<ConversationStore.Scheduled> waiting(Call call) {
        if (rooms.conversations().one(call.key()).isEmpty()) {
            throw new Refused(Refusal.NO_SUCH_CONVERSATION, "no such conversation");
        }
        return rooms.conversations().scheduled(call.key());
    }
}
