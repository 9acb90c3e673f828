package io.besedka.api.broadcast;

import static io.besedka.api.broadcast.Guard.PROJECT;

import io.besedka.api.broadcast.Guard.Call;
import io.besedka.api.broadcast.Guard.Need;
import io.besedka.broadcast.BroadcastLimits;
import io.besedka.broadcast.ClientList;
import io.besedka.broadcast.ClientLists;
import io.besedka.broadcast.Lists;
import io.besedka.broadcast.SegmentFilter;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Turns;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code /v1/projects/{project}/lists}. */
final class ListRoutes {
    private static final int IDS_BODY = 1 << 20;

    private final Lists lists;
    private final ClientLists members;
    private final Turns turns;

    ListRoutes(Lists lists, ClientLists members, Turns turns) {
        this.lists = lists;
        this.members = members;
        this.turns = turns;
    }

    void in(Routes routes, Guard guard) {
        routes.get(PROJECT + "/lists", guard.needs(Need.SEE, this::page))
                .post(PROJECT + "/lists", guard.needs(Need.SEND, this::create))
                .post(PROJECT + "/lists/count", guard.needs(Need.SEE, this::count))
                .get(PROJECT + "/lists/{list}", guard.needs(Need.SEE, this::one))
                .patch(PROJECT + "/lists/{list}", guard.needs(Need.SEND, this::change))
                .delete(PROJECT + "/lists/{list}", guard.needs(Need.SEND, this::delete))
                .get(PROJECT + "/lists/{list}/clients", guard.needs(Need.SEE, this::clients))
                .post(PROJECT + "/lists/{list}/clients", guard.needs(Need.WORK, this::put))
                .get(PROJECT + "/clients/{client}/lists", guard.needs(Need.SEE, this::ofClient))
                .put(PROJECT + "/conversations/{client}/opt-out", guard.needs(Need.WORK, this::optOut));
    }

    /** @param count null = not counted here */
    record Shown(long id, String name, String kind, SegmentFilter filter, Long count, Instant createdAt) {
        static Shown of(ClientList list, Long count) {
            return new Shown(
                    list.id(),
                    list.name(),
                    list.isSegment() ? "segment" : "manual",
                    list.filter(),
                    count,
                    list.createdAt());
        }
    }

    record Page(List<Shown> lists, Long next) {}

    private Answer page(Call call) {
        int limit = call.limit();
        var found = lists.page(call.project(), call.exchange().queryNumber("after", 0), limit + 1);
        var page = found.size() > limit ? found.subList(0, limit) : found;
        var counts =
                members.counts(call.project(), page.stream().map(ClientList::id).toList());
        var shown = page.stream()
                .map(list -> Shown.of(list, list.isSegment() ? null : counts.getOrDefault(list.id(), 0L)))
                .toList();
        return Answer.json(new Page(shown, found.size() > limit ? page.getLast().id() : null));
    }

    record Wanted(String name, JsonNode filter) {}

    private Answer create(Call call) throws IOException {
        var wanted = call.exchange().json(Wanted.class);
        var made = lists.create(call.project(), wanted.name(), filter(wanted.filter()));
        return Answer.json(201, shown(call, made));
    }

    private Answer change(Call call) throws IOException {
        var wanted = call.exchange().json(Wanted.class);
        return Answer.json(
                shown(call, lists.change(call.project(), call.number("list"), wanted.name(), filter(wanted.filter()))));
    }

    private Answer one(Call call) {
        return Answer.json(shown(call, lists.get(call.project(), call.number("list"))));
    }

    private Shown shown(Call call, ClientList list) {
        return Shown.of(list, members.count(call.project(), list.id()));
    }

    private Answer delete(Call call) {
        lists.delete(call.project(), call.number("list"));
        return Answer.ok();
    }

    record Count(long count) {}

    private Answer count(Call call) throws IOException {
        var filter = filter(call.exchange().json(Wanted.class).filter());
        if (filter == null) {
            throw Problem.unprocessable("filter", "filter must be an object");
        }
        return Answer.json(new Count(members.count(call.project(), filter)));
    }

    /** Null when there is none. */
    private static SegmentFilter filter(JsonNode json) {
        if (json == null || json.isNull() || json.isMissingNode()) {
            return null;
        }
        try {
            return Json.read(Json.write(json), SegmentFilter.class);
        } catch (BadJson wrong) {
            throw Problem.unprocessable("filter", "the filter is not of the shape described");
        }
    }

    private Answer clients(Call call) {
        return Answer.json(members.page(
                call.project(), call.number("list"), call.exchange().queryNumber("after", 0), call.limit()));
    }

    record Put(List<Long> add, List<Long> remove) {}

    record Changed(int added, int removed, Set<Long> unknown) {}

    private Answer put(Call call) throws IOException {
        var put = call.exchange().json(Put.class, IDS_BODY);
        var add = put.add() == null ? List.<Long>of() : put.add();
        var remove = put.remove() == null ? List.<Long>of() : put.remove();
        if (add.size() + remove.size() > BroadcastLimits.IDS) {
            throw Problem.of(422, "over_limit", "at most " + BroadcastLimits.IDS + " clients at once");
        }
        var added = lists.add(call.project(), call.number("list"), add);
        var removed = lists.remove(call.project(), call.number("list"), remove);
        var unknown = new java.util.TreeSet<>(added.unknown());
        unknown.addAll(removed.unknown());
        return Answer.json(new Changed(added.changed(), removed.changed(), unknown));
    }

    /** @param optedOut whether broadcasts pass the client by */
    record OfClient(List<Shown> lists, boolean optedOut) {}

    private Answer ofClient(Call call) {
        long client = call.number("client");
        var optedOut = members.optedOut(call.project(), client).orElseThrow(() -> Problem.notFound("client"));
        return Answer.json(new OfClient(
                members.of(call.project(), client).stream()
                        .map(list -> Shown.of(list, null))
                        .toList(),
                optedOut));
    }

    record OptOut(Boolean out) {}

    private Answer optOut(Call call) throws IOException {
        var wanted = call.exchange().json(OptOut.class);
        if (wanted.out() == null) {
            throw Problem.unprocessable("out", "out must be true or false");
        }
        Refusals.taken(turns.take(
                Address.of(call.project(), call.number("client")), new Act.OptedOut(call.author(), wanted.out())));
        return Answer.ok();
    }
}
