package io.besedka.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One conversation while a turn works on it: its loaded row, what is being added, and which columns must be written back. Lives for one
 * attempt of one batch, on one thread.
 */
final class Dialogue {
    private static final long BUCKET_SECONDS = 600;

    final ConversationKey key;
    final long connectionId;
    final Instant createdAt;
    String clientName;
    boolean closed;
    Owner owner;
    long lastSeq;
    int unread;
    long readSeq;
    long clientSeq;
    long clientReadSeq;
    String lastText;
    Author lastAuthor;
    Instant lastMessageAt;
    /** When the client wrote last; null = never, or before this was kept. */
    Instant heardAt;

    int bucket;
    String session;
    String storedVariables;
    /** The current deal, 0 = none yet. */
    long dealId;

    String storedDealVariables;
    boolean optedOut;
    String menu;
    Set<String> tags;
    boolean blocked;

    private Variables variables;
    private Variables dealVariables;
    /** Another deal became the current one, or none is. */
    private boolean dealTurned;
    /** Columns every message moves. */
    boolean moved;
    /** The rarer columns: what was read, tags, blocked, name, menu. */
    boolean marked;
    /** Session and variables are written only when they changed. */
    boolean sessionChanged;

    private final List<Message> fresh = new ArrayList<>(2);
    private final List<Committed.Outgoing> outgoing = new ArrayList<>(1);

    Dialogue(ConversationKey key, long connectionId, Instant createdAt) {
        this.key = key;
        this.connectionId = connectionId;
        this.createdAt = createdAt;
    }

    Variables variables() {
        if (variables == null) {
            variables = new Variables(storedVariables, ContentJson::variables);
        }
        return variables;
    }

    /** Of the current deal, or what awaits the first one. */
    Variables dealVariables() {
        if (dealVariables == null) {
            dealVariables = new Variables(storedDealVariables, ContentJson::variables);
        }
        return dealVariables;
    }

    /** Null when nobody asked for them in this turn. */
    Variables variablesIfRead() {
        return variables;
    }

    Variables dealVariablesIfRead() {
        return dealVariables;
    }

    /** The variables as text when they changed, else null. */
    String changedVariables() {
        return isChanged(variables) ? ContentJson.variables(variables.view()) : null;
    }

    private static boolean isChanged(Variables read) {
        return read != null && read.changed();
    }

    /** The current deal's variables as text when they or the deal changed, empty when there are none; else null. */
    String changedDealVariables() {
        if (!dealTurned && !isChanged(dealVariables)) {
            return null;
        }
        return dealVariables().view().isEmpty() ? "" : ContentJson.variables(dealVariables.view());
    }

    /** Makes another deal the current one. @param stored its variables; null keeps those that are here */
    void turnTo(long deal, String stored) {
        dealId = deal;
        dealTurned = true;
        if (stored != null) {
            storedDealVariables = stored;
            dealVariables = null;
        }
    }

    boolean minded() {
        return sessionChanged || dealTurned || isChanged(variables) || isChanged(dealVariables);
    }

    Message append(
            Author author,
            boolean note,
            Content content,
            long replyTo,
            String idempotencyKey,
            Instant now,
            boolean queued) {
        lastSeq++;
        moved = true;
        var progress = queued ? new Message.Progress(DeliveryStatus.QUEUED, null) : null;
        var message = new Message(
                lastSeq, now, author, note, content, replyTo, idempotencyKey, null, null, null, null, progress);
        fresh.add(message);
        if (!note && author.kind() != Author.Kind.SYSTEM) {
            lastText = content.preview();
            lastAuthor = author;
            lastMessageAt = now;
            heardAt = author.kind() == Author.Kind.CLIENT ? now : heardAt;
            bucket = (int) (now.getEpochSecond() / BUCKET_SECONDS);
        }
        return message;
    }

    void send(Message message) {
        outgoing.add(new Committed.Outgoing(key, connectionId, message));
    }

    void give(Owner newOwner) {
        if (!owner.equals(newOwner)) {
            owner = newOwner;
            moved = true;
        }
    }

    void close(boolean toClosed) {
        if (closed != toClosed) {
            closed = toClosed;
            moved = true;
        }
    }

    void count(int newUnread) {
        if (unread != newUnread) {
            unread = newUnread;
            moved = true;
        }
    }

    void keep(String newSession) {
        if (newSession != null && !newSession.equals(session)) {
            session = newSession;
            sessionChanged = true;
        }
    }

    void menu(String newMenu) {
        if (!java.util.Objects.equals(menu, newMenu)) {
            menu = newMenu;
            marked = true;
        }
    }

    boolean optOut(boolean out) {
        if (optedOut == out) {
            return false;
        }
        optedOut = out;
        marked = true;
        return true;
    }

    boolean retag(List<String> add, List<String> remove) {
        var after = new LinkedHashSet<>(tags);
        after.removeAll(remove);
        after.addAll(add);
        if (after.equals(tags)) {
            return false;
        }
        tags = after;
        marked = true;
        return true;
    }

    /** What was added since the last call, in order. */
    List<Message> takeFresh() {
        var taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    List<Committed.Outgoing> takeOutgoing() {
        if (outgoing.isEmpty()) {
            return List.of();
        }
        var taken = List.copyOf(outgoing);
        outgoing.clear();
        return taken;
    }

    boolean changed() {
        return moved || marked || minded();
    }

    Conversation snapshot() {
        return new Conversation(
                key,
                connectionId,
                clientName,
                owner,
                closed,
                lastSeq,
                unread,
                readSeq,
                clientSeq,
                clientReadSeq,
                lastText,
                lastAuthor,
                lastMessageAt,
                List.copyOf(tags),
                blocked,
                createdAt,
                heardAt);
    }
}
