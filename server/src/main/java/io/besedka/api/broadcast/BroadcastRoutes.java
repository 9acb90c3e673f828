package io.besedka.api.broadcast;

import static io.besedka.api.broadcast.Guard.PROJECT;

import io.besedka.account.Access;
import io.besedka.api.broadcast.Guard.Call;
import io.besedka.api.broadcast.Guard.Need;
import io.besedka.broadcast.Broadcast;
import io.besedka.broadcast.Broadcasts;
import io.besedka.broadcast.ClientLists;
import io.besedka.broadcast.Lists;
import io.besedka.broadcast.RecipientState;
import io.besedka.broadcast.Results;
import io.besedka.conversation.Turns;
import io.besedka.face.Contents;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;
import java.util.List;

/** {@code /v1/projects/{project}/broadcasts}, and lists beside them. */
public final class BroadcastRoutes {
    static final int IDS_BODY = 4 << 20;

    /** What the routes stand on. */
    public record Rooms(
            Access access,
            Lists lists,
            ClientLists members,
            Broadcasts broadcasts,
            Results results,
            Contents contents,
            Turns turns) {}

    private final Rooms rooms;
    private final Broadcasts broadcasts;

    public BroadcastRoutes(Rooms rooms) {
        this.rooms = rooms;
        this.broadcasts = rooms.broadcasts();
    }

    public Routes routes() {
        var guard = new Guard(rooms.access());
        var routes = new Routes();
        new ListRoutes(rooms.lists(), rooms.members(), rooms.turns()).in(routes, guard);
        var one = PROJECT + "/broadcasts/{broadcast}";
        return routes.get(PROJECT + "/broadcasts", guard.needs(Need.SEE, this::page))
                .post(PROJECT + "/broadcasts", guard.needs(Need.SEND, this::create))
                .post(PROJECT + "/broadcasts/dry-run", guard.needs(Need.SEND, this::dryRun))
                .get(one, guard.needs(Need.SEE, this::one))
                .patch(one, guard.needs(Need.SEND, this::change))
                .delete(one, guard.needs(Need.SEND, this::delete))
                .post(one + "/start", guard.needs(Need.SEND, call -> moved(call, broadcasts::begin)))
                .post(one + "/pause", guard.needs(Need.SEND, call -> moved(call, broadcasts::pause)))
                .post(one + "/resume", guard.needs(Need.SEND, call -> moved(call, broadcasts::resume)))
                .post(one + "/cancel", guard.needs(Need.SEND, call -> moved(call, broadcasts::cancel)))
                .post(one + "/retry", guard.needs(Need.SEND, this::retry))
                .get(one + "/recipients", guard.needs(Need.SEE, this::recipients))
                .get(one + "/recipients.csv", guard.needs(Need.SEE, this::csv));
    }

    private Answer page(Call call) {
        int limit = call.limit();
        var found = broadcasts.page(call.project(), call.exchange().queryNumber("before", 0), limit + 1);
        var page = found.size() > limit ? found.subList(0, limit) : found;
        return Answer.json(new Views.Page(
                page.stream().map(Views::broadcast).toList(),
                found.size() > limit ? page.getLast().id() : null));
    }

    private Answer create(Call call) throws IOException {
        var wish = wish(call);
        var wanted = wish.read(call, rooms.contents());
        long id = Boolean.TRUE.equals(wish.draft())
                ? broadcasts.draft(wanted, call.once())
                : broadcasts.start(wanted, call.once());
        return Answer.json(201, whole(call, id));
    }

    private Answer dryRun(Call call) throws IOException {
        return Answer.json(Views.Dry.of(broadcasts.dryRun(wish(call).read(call, rooms.contents()))));
    }

    private Answer change(Call call) throws IOException {
        long id = call.number("broadcast");
        var change = Change.read(call, rooms.contents());
        broadcasts.change(call.project(), id, change::of);
        return Answer.json(whole(call, id));
    }

    private static Wish wish(Call call) throws IOException {
        return call.exchange().json(Wish.class, IDS_BODY);
    }

    private Answer one(Call call) {
        return Answer.json(whole(call, call.number("broadcast")));
    }

    private Views.Whole whole(Call call, long id) {
        var broadcast = broadcasts.get(call.project(), id);
        return Views.Whole.of(broadcast, rooms.results().counts(call.project(), id));
    }

    private Answer delete(Call call) {
        broadcasts.deleteDraft(call.project(), call.number("broadcast"));
        return Answer.ok();
    }

    private interface Move {
        void of(long project, long broadcast);
    }

    private Answer moved(Call call, Move move) {
        long id = call.number("broadcast");
        move.of(call.project(), id);
        return Answer.json(whole(call, id));
    }

    private Answer retry(Call call) {
        return Answer.json(broadcasts.retry(call.project(), call.number("broadcast")));
    }

    private Answer recipients(Call call) {
        var broadcast = broadcasts.get(call.project(), call.number("broadcast"));
        var after = call.exchange().query("after").isPresent() ? call.exchange().queryNumber("after", 0) : null;
        var page = rooms.results().page(call.project(), broadcast.id(), states(call), after, call.limit());
        return Answer.json(new Views.Recipients(
                page.recipients().stream().map(Views.Recipient::of).toList(), page.next()));
    }

    private static List<RecipientState> states(Call call) {
        return call.exchange()
                .query("state")
                .map(word -> {
                    var states = RecipientState.named(word);
                    if (states.isEmpty()) {
                        throw Problem.field("state", "state must be one a recipient can be in, errors or excluded");
                    }
                    return states;
                })
                .orElse(List.of());
    }

    private Answer csv(Call call) throws IOException {
        Broadcast broadcast = broadcasts.get(call.project(), call.number("broadcast"));
        return RecipientTable.of(rooms.results(), broadcast, states(call));
    }
}
