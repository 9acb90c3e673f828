package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** A chat between people and one bot. Its own monitor guards everything in it and wakes those who wait for a change. */
final class Chat {
    /** What the bot's answer to a press made the phone show. */
    record Toast(String text, boolean alert, String url) {}

    final long id;
    /** The person of a private chat, null in a group. */
    final User user;

    final String title;
    private final TreeMap<Long, Line> lines = new TreeMap<>();
    private final int keep;
    private long lastMessageId;
    long changes;
    boolean started;
    boolean blocked;
    boolean deactivated;
    /** The person's picture, null without one. */
    StoredFile picture;

    ObjectNode keyboard;
    boolean keyboardUsed;
    Instant typingUntil = Instant.EPOCH;
    String typingAction = "";
    Toast toast;

    Chat(long id, User user, String title, long firstMessageId, int keep) {
        this.id = id;
        this.user = user;
        this.title = title;
        this.lastMessageId = firstMessageId;
        this.keep = keep;
    }

    boolean isGroup() {
        return user == null;
    }

    long nextMessageId() {
        return ++lastMessageId;
    }

    void skipTo(long messageId) {
        lastMessageId = Math.max(lastMessageId, messageId);
    }

    void add(Line line) {
        lines.put(line.id, line);
        if (lines.size() > keep) lines.pollFirstEntry();
    }

    /** The message if it exists and was not deleted, else null. */
    Line find(long messageId) {
        var line = lines.get(messageId);
        return line == null || line.deleted ? null : line;
    }

    List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** Call under the lock after any change. */
    void changed() {
        changes++;
        notifyAll();
    }

    ObjectNode json() {
        var json = Json.object().put("id", id);
        if (isGroup()) return json.put("type", "group").put("title", title);
        json.put("first_name", user.firstName());
        if (!user.lastName().isEmpty()) json.put("last_name", user.lastName());
        if (!user.username().isEmpty()) json.put("username", user.username());
        return json.put("type", "private");
    }
}
