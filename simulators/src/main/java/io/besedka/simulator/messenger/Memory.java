package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Keeps people and their chats in a file across restarts. Contents of files, registered addresses and undelivered
 * updates are not kept.
 */
final class Memory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final Supplier<Collection<Account>> accounts;
    private final JsonNode remembered;
    private final Thread keeper;
    private long savedChanges = -1;

    Memory(Path file, Supplier<Collection<Account>> accounts) {
        this.file = file;
        this.accounts = accounts;
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

    void restore(Account account) {
        try {
            account.restore(remembered.path(account.id()));
        } catch (JacksonException e) {
            LOG.warn("the memory of account {} was written by another version; it begins anew", account.id());
        }
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
        long changes = 0;
        for (var account : accounts.get()) {
            for (var chat : account.chats()) changes += 1 + chat.changes();
        }
        if (changes == savedChanges) return;
        var whole = Json.object();
        for (var account : accounts.get()) {
            var chats = whole.putArray(account.id());
            account.chats().forEach(chat -> chats.add(chat.memory()));
        }
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, Json.bytes(whole));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            savedChanges = changes;
        } catch (IOException e) {
            LOG.warn("the simulator cannot write its memory: {}", e.toString());
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
        save();
    }
}
