package io.besedka.api.client;

import io.besedka.conversation.ClientCard;
import io.besedka.conversation.Contact;
import io.besedka.face.FileTransfer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What these routes answer, as it stands in JSON; absent members are left out. */
final class Shown {
    private Shown() {}

    record Card(
            long id,
            long connectionId,
            String externalId,
            long contactId,
            String name,
            String username,
            String language,
            String phone,
            String email,
            String avatarUrl,
            String mark,
            List<String> tags,
            boolean blocked,
            Instant createdAt,
            Instant lastMessageAt) {
        static Card of(ClientCard card) {
            var profile = card.profile();
            return new Card(
                    card.id(),
                    card.connectionId(),
                    card.externalId(),
                    card.contactId(),
                    profile.name(),
                    profile.username(),
                    profile.language(),
                    profile.phone(),
                    profile.email(),
                    FileTransfer.pictureAddress(card.projectId(), card.pictureId()),
                    card.mark(),
                    card.tags(),
                    card.blocked(),
                    card.createdAt(),
                    card.lastMessageAt());
        }
    }

    record Clients(List<Card> clients, String next) {}

    record Person(
            long id, String name, String phone, String email, String comment, Instant createdAt, List<Card> clients) {
        /** @param cards of any contacts */
        static Person of(Contact contact, List<ClientCard> cards) {
            var own = cards.stream()
                    .filter(card -> card.contactId() == contact.id())
                    .map(Card::of)
                    .toList();
            return new Person(
                    contact.id(),
                    contact.name(),
                    contact.phone(),
                    contact.email(),
                    contact.comment(),
                    contact.createdAt(),
                    own);
        }
    }

    record Contacts(List<Person> contacts, String next) {}

    record OneContact(Person contact) {}

    record Split(Person contact, Person rest) {}

    record Detail(Card client, Person contact, Map<String, String> variables) {}

    record Values(Map<String, String> variables) {}
}
