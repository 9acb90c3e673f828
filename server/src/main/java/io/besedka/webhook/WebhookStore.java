package io.besedka.webhook;

import io.besedka.platform.http.Problem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table {@code webhooks}. */
final class WebhookStore {
    /** A webhook with so many deliveries under way gets no more until some have ended; the log keeps the rest. */
    static final int WAITING_LIMIT = 1000;

    private static final String COLUMNS = """
            w.project_id, w.id, w.dialect, w.name, w.url, w.kinds, w.ordered, w.cursor, w.paused_at, w.pause_reason, w.failing_since,
            w.last_error, w.last_error_at, w.last_ok_at, w.replay_end is not null as replaying, w.former_until, w.created_at,
            (select count(*) from (select 1 from webhook_deliveries d where d.project_id = w.project_id and d.webhook_id = w.id
             and d.state in (0, 1) limit 1000) n) as waiting
            """;

    private final Jdbi jdbi;

    WebhookStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Webhook> list(long projectId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS
                                + "from webhooks w where w.project_id = :project and w.dialect = 0 and w.removed_at is null order by w.id")
                .bind("project", projectId)
                .map((row, context) -> webhook(row))
                .list());
    }

    Optional<Webhook> find(long projectId, long id) {
        return jdbi.withHandle(handle -> find(handle, projectId, id));
    }

    static Optional<Webhook> find(Handle handle, long projectId, long id) {
        return handle.createQuery("select " + COLUMNS
                        + "from webhooks w where w.project_id = :project and w.id = :id and w.removed_at is null")
                .bind("project", projectId)
                .bind("id", id)
                .map((row, context) -> webhook(row))
                .findOne();
    }

    static Optional<Webhook> salebot(Handle handle, long projectId) {
        return handle.createQuery("select " + COLUMNS
                        + "from webhooks w where w.project_id = :project and w.dialect = 1 and w.removed_at is null")
                .bind("project", projectId)
                .map((row, context) -> webhook(row))
                .findOne();
    }

    /** Takes the project's turn to add: without it two at once could pass the limit together. */
    static void lockAdding(Handle tx, long projectId) {
        tx.createQuery("select pg_advisory_xact_lock(1400, :project)")
                .bind("project", (int) projectId)
                .mapTo(String.class)
                .list();
    }

    static int count(Handle tx, long projectId) {
        return tx.createQuery(
                        "select count(*) from webhooks where project_id = :project and dialect = 0 and removed_at is null")
                .bind("project", projectId)
                .mapTo(Integer.class)
                .one();
    }

    record Wanted(boolean salebot, String name, String url, List<String> kinds, boolean ordered) {}

    static long insert(Handle tx, long projectId, Wanted wanted, byte[] secrets, long cursor, Instant now) {
        return tx.createQuery("""
                        insert into webhooks (project_id, dialect, name, url, kinds, ordered, secrets, cursor, created_at)
                        values (:project, :dialect, :name, :url, :kinds, :ordered, :secrets, :cursor, :now) returning id""")
                .bind("project", projectId)
                .bind("dialect", wanted.salebot() ? 1 : 0)
                .bind("name", wanted.name())
                .bind("url", wanted.url())
                .bind("kinds", wanted.kinds().toArray(String[]::new))
                .bind("ordered", wanted.ordered())
                .bind("secrets", secrets)
                .bind("cursor", cursor)
                .bind("now", Timestamp.from(now))
                .mapTo(Long.class)
                .one();
    }

    static void update(Handle tx, long projectId, long id, Wanted wanted) {
        tx.createUpdate("""
                        update webhooks set name = :name, url = :url, kinds = :kinds, ordered = :ordered
                        where project_id = :project and id = :id""")
                .bind("name", wanted.name())
                .bind("url", wanted.url())
                .bind("kinds", wanted.kinds().toArray(String[]::new))
                .bind("ordered", wanted.ordered())
                .bind("project", projectId)
                .bind("id", id)
                .execute();
    }

    /** False when it was paused already. */
    static boolean pause(Handle tx, long projectId, long id, Webhook.Reason reason, Instant now) {
        return tx.createUpdate("""
                                update webhooks set paused_at = :now, pause_reason = :reason
                                where project_id = :project and id = :id and paused_at is null and removed_at is null""")
                        .bind("now", Timestamp.from(now))
                        .bind("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                        .bind("project", projectId)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static void resume(Handle tx, long projectId, long id) {
        tx.createUpdate("""
                        update webhooks set paused_at = null, pause_reason = null, failing_since = null, died_in_row = 0
                        where project_id = :project and id = :id""").bind("project", projectId).bind("id", id).execute();
    }

    static void skipTo(Handle tx, long projectId, long id, long cursor) {
        tx.createUpdate("""
                        update webhooks set cursor = greatest(cursor, :cursor), replay_cursor = null, replay_end = null
                        where project_id = :project and id = :id""")
                .bind("cursor", cursor)
                .bind("project", projectId)
                .bind("id", id)
                .execute();
    }

    /** False when a replay runs already. */
    static boolean replay(Handle tx, long projectId, long id, long cursor, long end, Instant from, Instant to) {
        return tx.createUpdate("""
                                update webhooks set replays = replays + 1, replay_cursor = :cursor, replay_end = :end,
                                replay_from = :from, replay_to = :to
                                where project_id = :project and id = :id and replay_end is null""")
                        .bind("cursor", cursor)
                        .bind("end", end)
                        .bind("from", Timestamp.from(from))
                        .bind("to", Timestamp.from(to))
                        .bind("project", projectId)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static byte[] secrets(Handle tx, long projectId, long id) {
        return tx.createQuery("select secrets from webhooks where project_id = :project and id = :id for update")
                .bind("project", projectId)
                .bind("id", id)
                .mapTo(byte[].class)
                .one();
    }

    static void rotate(Handle tx, long projectId, long id, byte[] secrets, Instant formerUntil) {
        tx.createUpdate(
                        "update webhooks set secrets = :secrets, former_until = :until where project_id = :project and id = :id")
                .bind("secrets", secrets)
                .bind("until", Timestamp.from(formerUntil))
                .bind("project", projectId)
                .bind("id", id)
                .execute();
    }

    static void remove(Handle tx, long projectId, long id, Instant now) {
        tx.createUpdate("update webhooks set removed_at = :now where project_id = :project and id = :id")
                .bind("now", Timestamp.from(now))
                .bind("project", projectId)
                .bind("id", id)
                .execute();
    }

    static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getInt("dialect") == 1,
                row.getString("name"),
                row.getString("url"),
                texts(row.getArray("kinds")),
                row.getBoolean("ordered"),
                row.getLong("cursor"),
                instant(row.getTimestamp("paused_at")),
                row.getString("pause_reason"),
                instant(row.getTimestamp("failing_since")),
                row.getString("last_error"),
                instant(row.getTimestamp("last_error_at")),
                instant(row.getTimestamp("last_ok_at")),
                row.getInt("waiting"),
                row.getBoolean("replaying"),
                instant(row.getTimestamp("former_until")),
                instant(row.getTimestamp("created_at")));
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static Problem missing() {
        return Problem.notFound("webhook");
    }
}
