package io.besedka.webhook;

import io.besedka.webhook.WebhookDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads {@code webhook_deliveries} for people, queues rows anew, and forgets old ones. */
final class DeliveryLog {
    private static final int STEP = 1000;
    static final String COLUMNS = """
            d.project_id, d.id, d.webhook_id, d.event_id, d.run, d.kind, d.conversation_id, d.state, d.attempts, d.tries, d.due_at,
            d.tried_from, d.last_at, d.status, d.error, d.took_ms, d.created_at, d.body = '' as erased
            """;

    private final Jdbi jdbi;

    DeliveryLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The newest with ids below {@code before}, without bodies. @param state null = all */
    List<WebhookDelivery> list(long projectId, long webhookId, State state, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + ", null as body, null as answer from webhook_deliveries d where d.project_id = :project and d.webhook_id = :webhook"
                        + " and d.id < :before and (:state < 0 or d.state = :state) order by d.id desc limit :limit")
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .bind("before", before)
                .bind("state", state == null ? -1 : state.ordinal())
                .bind("limit", limit)
                .map((row, context) -> delivery(row))
                .list());
    }

    Optional<WebhookDelivery> find(long projectId, long webhookId, long id) {
        return jdbi.withHandle(handle -> find(handle, projectId, webhookId, id));
    }

    static Optional<WebhookDelivery> find(Handle handle, long projectId, long webhookId, long id) {
        return handle.createQuery(
                        "select " + COLUMNS
                                + ", body, answer from webhook_deliveries d where d.project_id = :project and d.webhook_id = :webhook and d.id = :id")
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .bind("id", id)
                .map((row, context) -> delivery(row))
                .findOne();
    }

    static Optional<WebhookDelivery> findEvent(Handle handle, long projectId, long webhookId, String eventId) {
        return handle.createQuery("select " + COLUMNS
                        + ", body, answer from webhook_deliveries d where d.project_id = :project and d.webhook_id = :webhook"
                        + " and d.event_id = :event and d.run = 0")
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .bind("event", eventId)
                .map((row, context) -> delivery(row))
                .findOne();
    }

    /** One delivery that is over waits again, with three days before it; nothing happens to one under way or erased. */
    static void requeue(Handle tx, long projectId, long id, Instant now) {
        tx.createUpdate("""
                        update webhook_deliveries set state = 0, tries = 0, tried_from = null, due_at = :now
                        where project_id = :project and id = :id and state > 1 and body <> ''""")
                .bind("now", Timestamp.from(now))
                .bind("project", projectId)
                .bind("id", id)
                .execute();
    }

    /** What waits is tried at once, with three days before it. */
    static void hurry(Handle tx, long projectId, long webhookId, Instant now) {
        tx.createUpdate("""
                        update webhook_deliveries set tries = 0, tried_from = null, due_at = :now
                        where project_id = :project and webhook_id = :webhook and state = 0""")
                .bind("now", Timestamp.from(now))
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .execute();
    }

    static void skip(Handle tx, long projectId, long webhookId) {
        tx.createUpdate(
                        "update webhook_deliveries set state = 4 where project_id = :project and webhook_id = :webhook and state = 0")
                .bind("project", projectId)
                .bind("webhook", webhookId)
                .execute();
    }

    /** Bodies and answers of the conversations' deliveries become empty; what waits or is under way counts as skipped. */
    static void erase(Handle tx, long projectId, List<Long> conversations) {
        tx.createUpdate("""
                        update webhook_deliveries set body = '', answer = null, state = case when state in (0, 1) then 4 else state end
                        where project_id = :project and conversation_id = any(:conversations) and body <> ''""")
                .bind("project", projectId)
                .bindArray("conversations", Long.class, conversations.toArray())
                .execute();
    }

    /** Deletes one step of what is older than {@code before} and over, or of a webhook that is gone; true when there may be more. */
    boolean forget(Instant before) {
        int old = jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from webhook_deliveries where (project_id, id) in (
                            select project_id, id from webhook_deliveries where created_at < :before and state > 1 limit :step)""")
                .bind("before", Timestamp.from(before))
                .bind("step", STEP)
                .execute());
        return old == STEP || forgetRemoved() == STEP;
    }

    private int forgetRemoved() {
        return jdbi.inTransaction(tx -> {
            int rows = tx.createUpdate("""
                            delete from webhook_deliveries where (project_id, id) in (
                                select d.project_id, d.id from webhooks w
                                join webhook_deliveries d on d.project_id = w.project_id and d.webhook_id = w.id
                                where w.removed_at is not null limit :step)""").bind("step", STEP).execute();
            tx.execute("""
                    delete from webhooks w where w.removed_at is not null and not exists (
                        select 1 from webhook_deliveries d where d.project_id = w.project_id and d.webhook_id = w.id)""");
            return rows;
        });
    }

    static WebhookDelivery delivery(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getLong("webhook_id"),
                row.getString("event_id"),
                row.getInt("run"),
                row.getString("kind"),
                row.getLong("conversation_id"),
                State.values()[row.getInt("state")],
                row.getInt("attempts"),
                row.getInt("tries"),
                WebhookStore.instant(row.getTimestamp("due_at")),
                WebhookStore.instant(row.getTimestamp("tried_from")),
                WebhookStore.instant(row.getTimestamp("last_at")),
                row.getObject("status", Integer.class),
                row.getString("error"),
                row.getObject("took_ms", Integer.class),
                WebhookStore.instant(row.getTimestamp("created_at")),
                row.getBoolean("erased"),
                row.getBoolean("erased") ? null : row.getString("body"),
                row.getString("answer"));
    }
}
