package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our side of a messenger: a bot, a community, a page, a number, a shop. {@code extra} holds what the provider needs
 * besides: tokens, secrets, settings. It is not remembered across restarts; people and chats are.
 */
public final class Account {
    private final Messenger messenger;
    private final String id;
    private final String name;
    private final ObjectNode extra;
    private final Map<String, Chat> byPerson = new ConcurrentHashMap<>();
    private final Map<String, Chat> byChat = new ConcurrentHashMap<>();
    private final AtomicLong numbers;
    private final Updates updates;

    Account(Messenger messenger, String id, String name, ObjectNode extra) {
        this.messenger = messenger;
        this.id = id;
        this.name = name;
        this.extra = extra;
        // Numbers go on by the clock after a restart: 1,000 a second at most in the long run.
        this.numbers = new AtomicLong((messenger.time().now().toEpochMilli() - 1_760_000_000_000L));
        this.updates = new Updates(this);
    }

    public Messenger messenger() {
        return messenger;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public ObjectNode extra() {
        return extra;
    }

    /** A text of {@link #extra}, or an empty string. */
    public String extra(String field) {
        return extra.path(field).asString("");
    }

    /** The updates on their way to our server. */
    public Updates updates() {
        return updates;
    }

    /** The next of this account's numbers: growing, never repeated, not even after a restart. About 10^11 and more. */
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** The person of this name; met at the first mention, has not started by that. The same name is the same id. */
    public Person person(String called) {
        var clean = called.strip().replaceAll("\\s+", " ");
        var personId = messenger.deeds().personId(this, clean);
        return new Person(chatWith(Profile.named(personId, clean)));
    }

    public List<Person> people() {
        return byPerson.values().stream()
                .sorted(Comparator.comparing(chat -> chat.person().name()))
                .map(Person::new)
                .toList();
    }

    public Optional<Person> personOf(String personId) {
        return Optional.ofNullable(byPerson.get(personId)).map(Person::new);
    }

    public Optional<Chat> chat(String chatId) {
        return Optional.ofNullable(byChat.get(chatId));
    }

    /** The chat with the person of this id; with {@link Rules#welcomeStrangers} one is made up, started. */
    public Optional<Chat> chatOf(String personId) {
        var known = byPerson.get(personId);
        if (known != null || !messenger.rules().welcomesStrangers() || personId.isEmpty()) {
            return Optional.ofNullable(known);
        }
        var chat = chatWith(Profile.named(personId, "Someone " + personId));
        chat.started(true);
        return Optional.of(chat);
    }

    public Collection<Chat> chats() {
        return byPerson.values();
    }

    /** Sends an update once more, as it was. */
    public void redeliver(Update update) {
        updates.redeliver(update);
    }

    Chat chatWith(Profile person) {
        return byPerson.computeIfAbsent(person.id(), key -> {
            var chat = new Chat(this, person, messenger.deeds().chatId(this, person));
            byChat.put(chat.id(), chat);
            return chat;
        });
    }

    void restore(JsonNode chats) {
        for (var chat : chats)
            chatWith(Json.ours(chat.path("person"), Profile.class)).restore(chat);
    }
}
