package io.besedka.api.client;

import io.besedka.conversation.ClientCard;
import io.besedka.conversation.Contact;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Variables;
import io.besedka.platform.http.Problem;
import java.util.List;

/** A client and a contact with all that belongs to them; a fixed number of queries however many there are. */
record Details(Rooms rooms) {
    Shown.Detail client(ConversationKey key) {
        var card = card(key);
        var contact = whole(
                key.projectId(),
                rooms.contacts().ofClient(key.projectId(), key.id()).orElseThrow(() -> Problem.notFound("client")));
        return new Shown.Detail(
                Shown.Card.of(card), contact, rooms.conversations().variables(key, Variables.Scope.CLIENT));
    }

    ClientCard card(ConversationKey key) {
        return rooms.clients().one(key).orElseThrow(() -> Problem.notFound("client"));
    }

    Shown.Person contact(long projectId, long id) {
        var contact = rooms.contacts().one(projectId, id).orElseThrow(() -> Problem.notFound("contact"));
        return whole(projectId, contact);
    }

    private Shown.Person whole(long projectId, Contact contact) {
        return contacts(projectId, List.of(contact)).getFirst();
    }

    List<Shown.Person> contacts(long projectId, List<Contact> contacts) {
        var clients = rooms.clients()
                .ofContacts(projectId, contacts.stream().map(Contact::id).toList());
        return contacts.stream()
                .map(contact -> Shown.Person.of(contact, clients))
                .toList();
    }
}
