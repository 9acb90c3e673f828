package io.besedka.webhook;

import io.besedka.conversation.ConversationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How log entries become deliveries: the webhooks' cursors and the new rows, moved together. */
final class GatherStore {
    private final Jdbi jdbi;

    GatherStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param since when it was made, to the millisecond as messages' times are; @param full whether so many deliveries are under way that more must wait; @param replay null = none runs */
    record Place(
            long projectId,
            long id,
            boolean salebot,
            Set<String> kinds,
            long cursor,
            Instant since,
            boolean full,
            Replay replay) {}

    record Replay(int run, long cursor, long end, Instant from, Instant to) {}

    record NewDelivery(String eventId, String kind, long conversationId, String body) {
        private boolean isOfTheErased() {
            return kind.equals(EventKind.CLIENT_ERASED.word());
        }
    }

    List<Place> active() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select w.project_id, w.id, w.dialect, w.kinds, w.cursor, w.created_at, w.replays, w.replay_cursor, w.replay_end,
                               w.replay_from, w.replay_to,
                               (select count(*) from (select 1 from webhook_deliveries d where d.project_id = w.project_id
                                and d.webhook_id = w.id and d.state in (0, 1) limit :full) n) >= :full as is_full
                        from webhooks w where w.paused_at is null and w.removed_at is null order by w.project_id, w.id""")
                .bind("full", WebhookStore.WAITING_LIMIT)
                .map((row, context) -> place(row))
                .list());
    }

    private static Place place(ResultSet row) throws SQLException {
        long end = row.getLong("replay_end");
        var replay = row.wasNull()
                ? null
                : new Replay(
                        row.getInt("replays"),
                        row.getLong("replay_cursor"),
                        end,
                        row.getTimestamp("replay_from").toInstant(),
                        row.getTimestamp("replay_to").toInstant());
        return new Place(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getInt("dialect") == 1,
                Set.copyOf(WebhookStore.texts(row.getArray("kinds"))),
                row.getLong("cursor"),
                row.getTimestamp("created_at").toInstant().truncatedTo(ChronoUnit.MILLIS),
                row.getBoolean("is_full"),
                replay);
    }

    /**
     * Moves the cursor and adds the rows in one transaction; neither when another process was here first or it was paused meanwhile.
     * Whoever was erased since the rows were read is left out.
     */
    boolean advance(Place place, long to, List<NewDelivery> rows, Instant now) {
        return added(
                place,
                0,
                rows,
                now,
                tx -> moved(
                        tx,
                        "update webhooks set cursor = :to where project_id = :project and id = :id and cursor = :from"
                                + " and paused_at is null and removed_at is null",
                        place,
                        place.cursor(),
                        to));
    }

    boolean advanceReplay(Place place, long to, List<NewDelivery> rows, Instant now) {
        var replay = place.replay();
        var end = to >= replay.end() ? "null" : "replay_end";
        return added(
                place,
                replay.run(),
                rows,
                now,
                tx -> moved(
                        tx,
                        "update webhooks set replay_cursor = :to, replay_end = " + end
                                + " where project_id = :project and id = :id and replay_cursor = :from and replay_end is not null"
                                + " and paused_at is null and removed_at is null",
                        place,
                        replay.cursor(),
                        to));
    }

    private static boolean moved(Handle tx, String sql, Place place, long from, long to) {
        return tx.createUpdate(sql)
                        .bind("project", place.projectId())
                        .bind("id", place.id())
                        .bind("from", from)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    /** Conversations are locked before the webhook, as an erasure locks them before deliveries: so the two never wait for each other. */
    private boolean added(Place place, int run, List<NewDelivery> rows, Instant now, Predicate<Handle> move) {
        return jdbi.inTransaction(tx -> {
            var there = rows.isEmpty() ? Set.<Long>of() : conversations(tx, place, rows);
            boolean moved = move.test(tx);
            if (moved) {
                var left = rows.stream()
                        .filter(row -> row.isOfTheErased() || there.contains(row.conversationId()))
                        .toList();
                insert(tx, place.projectId(), place.id(), run, left, now);
            }
            return moved;
        });
    }

    private static Set<Long> conversations(Handle tx, Place place, List<NewDelivery> rows) {
        return ConversationStore.held(
                tx,
                place.projectId(),
                rows.stream().map(NewDelivery::conversationId).distinct().toList());
    }

    static void insert(Handle tx, long projectId, long webhookId, int run, List<NewDelivery> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        insert into webhook_deliveries
                            (project_id, webhook_id, event_id, run, kind, conversation_id, body, due_at, created_at)
                        select :project, :webhook, i.event, :run, i.kind, i.conversation, i.body, :now, :now
                        from unnest(:events, :kinds, :conversations, :bodies) with ordinality
                             i(event, kind, conversation, body, place) order by i.place
                        on conflict (project_id, webhook_id, event_id, run) do nothing""")
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .bind("run", run)
                .bind("now", Timestamp.from(now))
                .bind("events", rows.stream().map(NewDelivery::eventId).toArray(String[]::new))
                .bind("kinds", rows.stream().map(NewDelivery::kind).toArray(String[]::new))
                .bind(
                        "conversations",
                        rows.stream().mapToLong(NewDelivery::conversationId).toArray())
                .bind("bodies", rows.stream().map(NewDelivery::body).toArray(String[]::new))
                .execute();
    }
}
