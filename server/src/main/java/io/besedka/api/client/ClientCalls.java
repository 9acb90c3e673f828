package io.besedka.api.client;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.ClientCard;
import io.besedka.conversation.ClientDirectory.Filter;
import io.besedka.conversation.ClientDirectory.Position;
import io.besedka.conversation.Contact;
import io.besedka.conversation.Profile;
import io.besedka.face.Body;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.util.List;

/** Clients, listed, made and described. */
final class ClientCalls {
    static final int NAME_LIMIT = 200;
    static final int PHONE_LIMIT = 50;
    static final int EMAIL_LIMIT = 254;
    static final int COMMENT_LIMIT = 10_000;
    private static final int EXTERNAL_ID_LIMIT = 500;

    private final Rooms rooms;
    private final Details details;

    ClientCalls(Rooms rooms, Details details) {
        this.rooms = rooms;
        this.details = details;
    }

    Answer list(Call call) {
        var exchange = call.exchange();
        int limit = Page.limit(exchange);
        var words = Page.text(exchange, "q", NAME_LIMIT);
        if (words != null) {
            return Answer.json(new Shown.Clients(shown(rooms.clients().search(call.projectId(), words, limit)), null));
        }
        var after = Page.checked(() -> Page.position(exchange));
        var found = rooms.clients().page(call.projectId(), filter(exchange), after, limit + 1);
        var page = found.size() > limit ? found.subList(0, limit) : found;
        var next = found.size() > limit ? Page.next(Position.of(page.getLast())) : null;
        return Answer.json(new Shown.Clients(shown(page), next));
    }

    private static List<Shown.Card> shown(List<ClientCard> cards) {
        return cards.stream().map(Shown.Card::of).toList();
    }

    private static Filter filter(Exchange exchange) {
        var connection = exchange.query("connection").isPresent() ? exchange.queryNumber("connection", 0) : null;
        return new Filter(
                connection,
                Page.phone(exchange),
                Page.text(exchange, "email", EMAIL_LIMIT),
                Page.time(exchange, "createdFrom"),
                Page.time(exchange, "createdBefore"),
                Page.text(exchange, "tag", 100));
    }

    Answer one(Call call) {
        return Answer.json(details.client(call.client()));
    }

    Answer create(Call call) throws IOException {
        var body = Body.of(call.exchange());
        long connection = body.number("connectionId");
        if (rooms.connections().of(call.projectId(), connection).isEmpty()) {
            throw Problem.unprocessable("connectionId", "connectionId is of no connection of this project");
        }
        var profile = new Profile(
                body.line("name", NAME_LIMIT),
                body.line("username", NAME_LIMIT),
                body.line("language", 35),
                body.line("phone", PHONE_LIMIT),
                body.line("email", EMAIL_LIMIT));
        var address = new Address.OfClient(call.projectId(), connection, externalId(body), profile);
        boolean known = rooms.clients().find(address).isPresent();
        Refusals.taken(rooms.turns().take(address, new Act.Loaded(body.line("mark", EXTERNAL_ID_LIMIT))));
        var key = rooms.clients().find(address).orElseThrow();
        return Answer.json(known ? 200 : 201, details.client(key));
    }

    private static String externalId(Body body) {
        var id = body.line("externalId", EXTERNAL_ID_LIMIT);
        if (id == null) {
            throw Problem.unprocessable("externalId", "externalId is needed");
        }
        return id;
    }

    /** With all that was said with them. */
    Answer delete(Call call) {
        if (rooms.erasure().erase(call.projectId(), List.of(call.client().id())).isEmpty()) {
            throw Problem.notFound("client");
        }
        return Answer.ok();
    }

    /** What the messenger tells goes by a turn, as if it had told it now; the comment is the contact's. */
    Answer change(Call call) throws IOException {
        var body = Body.of(call.exchange());
        var card = details.card(call.client());
        var profile = new Profile(
                body.line("name", NAME_LIMIT),
                null,
                null,
                body.line("phone", PHONE_LIMIT),
                body.line("email", EMAIL_LIMIT));
        var comment = body.removable("comment", COMMENT_LIMIT);
        if (!profile.equals(Profile.UNKNOWN)) {
            var address = new Address.OfClient(call.projectId(), card.connectionId(), card.externalId(), profile);
            Refusals.taken(rooms.turns().take(address, new Act.Met()));
        }
        if (body.has("comment")) {
            rooms.contacts().change(call.projectId(), card.contactId(), Contact.Change.comment(comment));
        }
        return Answer.json(details.client(call.client()));
    }
}
