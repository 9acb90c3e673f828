package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One person's chat with one account. Its own monitor guards everything in it and wakes those who wait for a change;
 * hold it ({@code synchronized (chat)}) to read and change in one go.
 */
public final class Chat {
    /** A short notice on the phone's screen: the answer to a press. */
    public record Toast(String text, boolean alert, String url) {}

    private final Account account;
    private final Profile person;
    private final String id;
    private final Map<String, Bubble> bubbles = new LinkedHashMap<>();
    private ObjectNode extra = Json.object();
    private Keyboard keyboard = Keyboard.NONE;
    private boolean started;
    private boolean blocked;
    private Instant heardAt = Instant.EPOCH;
    private Instant typingUntil = Instant.EPOCH;
    private String typingAction = "";
    private Toast toast;
    private long changes;
    private long number;

    Chat(Account account, Profile person, String id) {
        this.account = account;
        this.person = person;
        this.id = id;
        // Numbers go on by the clock after a restart without a memory.
        this.number = Math.max(1, (account.messenger().time().now().getEpochSecond() - 1_760_000_000L) / 8);
    }

    public Account account() {
        return account;
    }

    public Profile person() {
        return person;
    }

    public String id() {
        return id;
    }

    /** The lane of updates that keeps this chat's order. */
    public String lane() {
        return id;
    }

    /** The provider's own notes about this chat, remembered with it. */
    public ObjectNode extra() {
        return extra;
    }

    /** The next of the chat's own numbers, for providers that count messages within a dialog. */
    public synchronized long nextNumber() {
        return ++number;
    }

    /** Lays a message of the account into the chat, with a fresh id; use {@link Messenger#says} for a send. */
    public Bubble ours(Content content, String replyTo) {
        return add(Bubble.Side.US, content, replyTo, false);
    }

    /** Lays a message of the person into the chat, for a deed that says something else than the usual. */
    public Bubble theirs(Content content, String replyTo) {
        return add(Bubble.Side.THEM, content, replyTo, false);
    }

    synchronized Bubble add(Bubble.Side side, Content content, String replyTo, boolean outside) {
        var now = account.messenger().time().now();
        var bubble = new Bubble(
                account.messenger().deeds().messageId(this, side),
                side,
                now,
                content,
                replyTo,
                outside,
                Bubble.State.FRESH,
                Json.object());
        if (side == Bubble.Side.THEM) {
            started = true;
            heardAt = now;
        } else {
            typingUntil = Instant.EPOCH;
        }
        put(bubble);
        changed();
        return bubble;
    }

    synchronized void put(Bubble bubble) {
        bubbles.put(bubble.id(), bubble);
        int most = account.messenger().rules().keepPerChat();
        while (bubbles.size() > most) bubbles.remove(bubbles.keySet().iterator().next());
    }

    /** The message, unless it was deleted or never was. */
    public synchronized Optional<Bubble> find(String bubbleId) {
        return Optional.ofNullable(bubbles.get(bubbleId)).filter(bubble -> !bubble.deleted());
    }

    /** The newest message, not deleted, for which this holds: to look one up by a second id in {@code extra}. */
    public synchronized Optional<Bubble> find(Predicate<Bubble> which) {
        return bubbles().reversed().stream()
                .filter(bubble -> !bubble.deleted())
                .filter(which)
                .findFirst();
    }

    /** Replaces a message by what the change makes of it; empty when there is none of this id. */
    public synchronized Optional<Bubble> change(String bubbleId, UnaryOperator<Bubble> change) {
        var fresh = bubbles.computeIfPresent(bubbleId, (key, bubble) -> change.apply(bubble));
        if (fresh != null) changed();
        return Optional.ofNullable(fresh);
    }

    /** Everything, deleted messages too, oldest first. */
    public synchronized List<Bubble> bubbles() {
        return List.copyOf(bubbles.values());
    }

    public synchronized Keyboard keyboard() {
        return keyboard;
    }

    /** Shows these buttons under the composer; {@link Keyboard#NONE} takes them away. */
    public synchronized void keyboard(Keyboard shown) {
        keyboard = shown;
        changed();
    }

    /** Whether the person has pressed Start, subscribed or written. */
    public synchronized boolean started() {
        return started;
    }

    public synchronized void started(boolean now) {
        started = now;
        changed();
    }

    public synchronized boolean blocked() {
        return blocked;
    }

    /** The account has blocked the person, or the other way round; deeds of people set it themselves. */
    public synchronized void blocked(boolean now) {
        blocked = now;
        changed();
    }

    /** When the person last wrote (or pressed, if the provider says so): windows count from here. EPOCH: never. */
    public synchronized Instant heardAt() {
        return heardAt;
    }

    /** Opens the window anew for a deed that is not a message. */
    public synchronized void heardNow() {
        heardAt = account.messenger().time().now();
    }

    /** Shows the account as typing (or {@code photo}, {@code file}, ...) for that long; zero ends it. */
    public synchronized void typing(String action, Duration length) {
        typingAction = action;
        typingUntil = account.messenger().time().now().plus(length);
        changed();
    }

    public synchronized Optional<String> typing() {
        return account.messenger().time().now().isBefore(typingUntil) ? Optional.of(typingAction) : Optional.empty();
    }

    synchronized Instant typingUntil() {
        return typingUntil;
    }

    public synchronized void toast(Toast shown) {
        toast = shown;
        changed();
    }

    public synchronized Optional<Toast> toast() {
        return Optional.ofNullable(toast);
    }

    synchronized long changes() {
        return changes;
    }

    synchronized void changed() {
        changes++;
        notifyAll();
        account.messenger().events().changed(account.id(), person.id());
    }

    synchronized ObjectNode memory() {
        var json = Json.object()
                .put("id", id)
                .put("started", started)
                .put("blocked", blocked)
                .put("number", number)
                .put("heardAt", heardAt.toString());
        json.set("person", Json.tree(person));
        json.set("extra", extra);
        json.set("keyboard", Json.tree(keyboard));
        var kept = json.putArray("bubbles");
        bubbles.values().forEach(bubble -> kept.add(Json.tree(bubble)));
        return json;
    }

    synchronized void restore(JsonNode json) {
        started = json.path("started").asBoolean(false);
        blocked = json.path("blocked").asBoolean(false);
        number = Math.max(number, json.path("number").asLong(0));
        heardAt = Instant.parse(json.path("heardAt").asString("1970-01-01T00:00:00Z"));
        if (json.path("extra") instanceof ObjectNode kept) extra = kept;
        if (json.path("keyboard").isObject()) keyboard = Json.ours(json.path("keyboard"), Keyboard.class);
        for (var bubble : json.path("bubbles")) put(Json.ours(bubble, Bubble.class));
    }
}
