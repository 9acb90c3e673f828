package io.besedka.inbox;

import static io.besedka.inbox.Members.Right.ANSWER;
import static io.besedka.inbox.Members.Right.BELONG;
import static io.besedka.inbox.Members.Right.IN_PERSON;
import static io.besedka.inbox.Members.Right.LISTEN;
import static io.besedka.inbox.Members.Right.READ;

import io.besedka.face.Contents;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.realtime.Feed;

/** The inbox's routes and the right each of them needs. */
public final class InboxRoutes {
    private static final String PROJECT = "/v1/projects/{p}";
    private static final String CONVERSATION = PROJECT + "/conversations/{c}";

    private final Rooms rooms;
    private final Routes routes = new Routes(Refusals::guard, Routes::render);

    private InboxRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    public static Routes of(Rooms rooms) {
        return new InboxRoutes(rooms).table();
    }

    private Routes table() {
        var contents = new Contents(rooms.files());
        var lists = new ReadRoutes(rooms);
        var messages = new MessageRoutes(rooms, contents);
        var acts = new ConversationActs(rooms);
        var scheduled = new ScheduledRoutes(rooms, contents);
        var files = new FileRoutes(rooms.files(), rooms.pictures());

        on("GET", PROJECT + "/conversations", READ, lists::list);
        on("GET", CONVERSATION, READ, lists::one);
        on("GET", CONVERSATION + "/messages", READ, lists::messages);
        on("GET", PROJECT + "/connections", BELONG, lists::connections);
        on("GET", PROJECT + "/socket", LISTEN, this::socket);

        on("POST", CONVERSATION + "/messages", ANSWER, messages::post);
        on("PATCH", CONVERSATION + "/messages/{seq}", ANSWER, messages::change);
        on("DELETE", CONVERSATION + "/messages/{seq}", ANSWER, messages::withdraw);
        on("POST", CONVERSATION + "/messages/{seq}/resolve", IN_PERSON, messages::resolve);
        on("PUT", CONVERSATION + "/messages/{seq}/reaction", ANSWER, messages::react);
        on("POST", CONVERSATION + "/notes", ANSWER, messages::note);

        on("POST", CONVERSATION + "/take", IN_PERSON, acts::take);
        on("POST", CONVERSATION + "/hand-back", ANSWER, acts::handBack);
        on("POST", CONVERSATION + "/close", ANSWER, acts::close);
        on("POST", CONVERSATION + "/reopen", ANSWER, acts::reopen);
        on("POST", CONVERSATION + "/assign", ANSWER, acts::assign);
        on("POST", CONVERSATION + "/read", IN_PERSON, acts::read);
        on("POST", CONVERSATION + "/tags", ANSWER, acts::tag);
        on("PUT", CONVERSATION + "/variables", ANSWER, acts::setVariables);

        on("GET", CONVERSATION + "/scheduled", READ, scheduled::list);
        on("POST", CONVERSATION + "/scheduled", ANSWER, scheduled::post);
        on("DELETE", CONVERSATION + "/scheduled/{id}", ANSWER, scheduled::cancel);

        on("POST", PROJECT + "/files", ANSWER, files::upload);
        on("GET", PROJECT + "/files/{id}", READ, files::download);
        on("GET", PROJECT + "/pictures/{id}", READ, files::picture);
        return routes;
    }

    private void on(String method, String template, Members.Right right, Call.Action action) {
        routes.on(method, template, exchange -> {
            long project = exchange.pathNumber("p");
            return action.act(new Call(exchange, project, rooms.members().require(exchange, project, right)));
        });
    }

    /** A page of another origin could open it with the cookie of ours: hence the check. */
    private Answer socket(Call call) throws Exception {
        var origin = call.exchange().header("Origin");
        if (origin == null || !origin.equalsIgnoreCase(call.exchange().origin())) {
            throw Problem.of(403, "bad_origin", "the socket is for pages of this server");
        }
        var after = call.exchange().query("after").isPresent()
                ? java.util.OptionalLong.of(call.exchange().queryNumber("after", 0))
                : java.util.OptionalLong.empty();
        var allowed = rooms.members().stillHas(call.exchange(), call.projectId(), LISTEN);
        var listener = new Feed.Listener(
                call.projectId(), call.member().userId(), call.member().name(), allowed);
        return call.exchange().upgrade(rooms.feed().subscribe(listener, after));
    }
}
