package io.besedka.api.client;

import io.besedka.conversation.Contact;
import io.besedka.conversation.Contacts;
import io.besedka.conversation.Contacts.Outcome;
import io.besedka.face.Body;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.io.IOException;

/** Contacts, described, joined and parted. */
final class ContactCalls {
    private final Rooms rooms;
    private final Details details;

    ContactCalls(Rooms rooms, Details details) {
        this.rooms = rooms;
        this.details = details;
    }

    Answer list(Call call) {
        var exchange = call.exchange();
        int limit = Page.limit(exchange);
        long after = Page.checked(() -> Page.id(exchange));
        var email = Page.text(exchange, "email", ClientCalls.EMAIL_LIMIT);
        var found = rooms.contacts().page(call.projectId(), Page.phone(exchange), email, after, limit + 1);
        var page = found.size() > limit ? found.subList(0, limit) : found;
        var next = found.size() > limit ? Page.next(page.getLast().id()) : null;
        return Answer.json(new Shown.Contacts(details.contacts(call.projectId(), page), next));
    }

    Answer one(Call call) {
        return Answer.json(new Shown.OneContact(details.contact(call.projectId(), call.contact())));
    }

    Answer change(Call call) throws IOException {
        var body = Body.of(call.exchange());
        var change = new Contact.Change(
                body.has("name"),
                body.removable("name", ClientCalls.NAME_LIMIT),
                body.has("phone"),
                body.removable("phone", ClientCalls.PHONE_LIMIT),
                body.has("email"),
                body.removable("email", ClientCalls.EMAIL_LIMIT),
                body.has("comment"),
                body.removable("comment", ClientCalls.COMMENT_LIMIT));
        if (!rooms.contacts().change(call.projectId(), call.contact(), change)) {
            throw Problem.notFound("contact");
        }
        return one(call);
    }

    Answer merge(Call call) throws IOException {
        long other = Body.of(call.exchange()).number("contactId");
        if (other == call.contact()) {
            throw Problem.unprocessable("contactId", "contactId must be another contact");
        }
        done(rooms.contacts().merge(call.projectId(), call.contact(), other));
        return one(call);
    }

    Answer split(Call call) throws IOException {
        long client = Body.of(call.exchange()).number("clientId");
        long made = done(rooms.contacts().split(call.projectId(), call.contact(), client));
        var split = new Shown.Split(
                details.contact(call.projectId(), made), details.contact(call.projectId(), call.contact()));
        return Answer.json(201, split);
    }

    private static long done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var id) -> id;
            case Outcome.NoSuchContact _ -> throw Problem.notFound("contact");
            case Outcome.NoSuchClient _ ->
                throw Problem.unprocessable("clientId", "clientId is of no client of this contact");
            case Outcome.OnlyClient _ ->
                throw Problem.conflict("only_client", "the only client of a contact cannot leave it");
            case Outcome.TooManyClients _ ->
                throw Problem.conflict(
                        "too_many_clients", "a contact holds at most " + Contacts.CLIENT_LIMIT + " clients");
        };
    }
}
