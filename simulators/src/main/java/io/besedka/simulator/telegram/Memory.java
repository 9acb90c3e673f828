package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps people and their chats in a file across restarts, so that a demo's server and its pretend Telegram remember the
 * same conversations. Contents of files, groups and undelivered updates are not kept.
 */
final class Memory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final Supplier<Collection<Bot>> bots;
    private final JsonNode remembered;
    private final Thread keeper;
    private long savedChanges = -1;

    Memory(Path file, Supplier<Collection<Bot>> bots) {
        this.file = file;
        this.bots = bots;
        this.remembered = read();
        this.keeper = Thread.ofVirtual().name("simulator-memory").start(this::keep);
    }

    private JsonNode read() {
        try {
            return Files.exists(file) ? Json.parse(Files.readAllBytes(file)) : Json.object();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** Brings a bot's people and chats back. */
    void restore(Bot bot) {
        for (var person : remembered.path(Long.toString(bot.id()))) {
            var chat = bot.known(User.of(person.path("user")));
            synchronized (chat) {
                chat.started = person.path("started").asBoolean(false);
                chat.blocked = person.path("blocked").asBoolean(false);
                if (person.path("keyboard") instanceof ObjectNode keyboard) chat.keyboard = keyboard;
                for (var line : person.path("lines")) restore(chat, line);
            }
        }
    }

    private static void restore(Chat chat, JsonNode json) {
        if (!(json.path("json") instanceof ObjectNode message)) return;
        long id = json.path("id").asLong(0);
        var line = new Line(id, json.path("from").asLong(0), json.path("bot").asBoolean(false), message);
        line.botReactions = texts(json.path("bot_reactions"));
        line.personReactions = texts(json.path("person_reactions"));
        chat.add(line);
        chat.skipTo(id);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(text -> text.asString("")).toList();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                save();
            }
        } catch (InterruptedException e) {
            // Closing writes the last state itself.
        }
    }

    private synchronized void save() {
        var whole = Json.object();
        long changes = 0;
        for (var bot : bots.get()) {
            var people = whole.putArray(Long.toString(bot.id()));
            for (var person : bot.people()) changes += 1 + add(people, person.chat());
        }
        if (changes == savedChanges) return;
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, Json.bytes(whole));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            savedChanges = changes;
        } catch (IOException e) {
            LOG.warn("the simulator cannot write its memory: {}", e.toString());
        }
    }

    private static long add(ArrayNode people, Chat chat) {
        synchronized (chat) {
            var person = people.addObject();
            person.set("user", chat.user.json());
            person.put("started", chat.started).put("blocked", chat.blocked);
            if (chat.keyboard != null && !chat.keyboardUsed) person.set("keyboard", chat.keyboard);
            var lines = person.putArray("lines");
            for (var line : chat.lines()) {
                if (line.deleted) continue;
                var json = lines.addObject()
                        .put("id", line.id)
                        .put("from", line.from)
                        .put("bot", line.fromBot);
                json.set("json", line.json);
                line.botReactions.forEach(json.withArray("bot_reactions")::add);
                line.personReactions.forEach(json.withArray("person_reactions")::add);
            }
            return chat.changes;
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
        save();
    }
}
