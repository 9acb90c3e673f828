package io.besedka.webhook;

import io.besedka.webhook.WebhookDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Claims deliveries that are due and writes down how their calls went. */
final class SendStore {
    private final Jdbi jdbi;

    SendStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param due whether something may be sent now; @param next when something will be due, null = nothing */
    record Endpoint(
            long projectId,
            long id,
            boolean salebot,
            String url,
            boolean ordered,
            byte[] secrets,
            Instant formerUntil,
            boolean failing,
            boolean due,
            Instant next) {}

    List<Endpoint> endpoints(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select w.project_id, w.id, w.dialect, w.url, w.ordered, w.secrets, w.former_until, w.failing_since is not null as failing,
                               exists (select 1 from webhook_deliveries d where d.project_id = w.project_id and d.webhook_id = w.id
                                       and d.state in (0, 1) and d.due_at <= :now) as due,
                               (select min(d.due_at) from webhook_deliveries d where d.project_id = w.project_id and d.webhook_id = w.id
                                       and d.state in (0, 1) and d.due_at > :now) as next
                        from webhooks w where w.paused_at is null and w.removed_at is null order by w.project_id, w.id""")
                .bind("now", Timestamp.from(now))
                .map((row, context) -> endpoint(row))
                .list());
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getInt("dialect") == 1,
                row.getString("url"),
                row.getBoolean("ordered"),
                row.getBytes("secrets"),
                WebhookStore.instant(row.getTimestamp("former_until")),
                row.getBoolean("failing"),
                row.getBoolean("due"),
                WebhookStore.instant(row.getTimestamp("next")));
    }

    /**
     * Takes up to {@code room} deliveries of the endpoint for calls that end before {@code until}. What another process took is left
     * alone until then. Of an ordered endpoint only a conversation's first is taken. A Salebot URL's is taken once in its life.
     */
    List<WebhookDelivery> claim(Endpoint endpoint, int room, Instant now, Instant until) {
        return jdbi.inTransaction(tx -> tx.createQuery("""
                        with picked as (
                            select e.id from webhook_deliveries e
                            where e.project_id = :project and e.webhook_id = :webhook and e.state in (0, 1) and e.due_at <= :now
                            and (e.state = 0 or not :once)
                            and (not :ordered or e.conversation_id = 0 or not exists (
                                select 1 from webhook_deliveries b where b.project_id = e.project_id and b.webhook_id = e.webhook_id
                                and b.conversation_id = e.conversation_id and b.state in (0, 1) and b.id < e.id
                                and (b.state = 0 or b.due_at > :now or not :once)))
                            order by e.due_at, e.id limit :room for update of e skip locked)
                        update webhook_deliveries d set state = 1, attempts = d.attempts + 1, tries = d.tries + 1, due_at = :until,
                               tried_from = coalesce(d.tried_from, :now), last_at = :now
                        from picked p where d.project_id = :project and d.id = p.id
                        returning %s, d.body, d.answer""".formatted(DeliveryLog.COLUMNS))
                .bind("project", endpoint.projectId())
                .bind("webhook", endpoint.id())
                .bind("now", Timestamp.from(now))
                .bind("until", Timestamp.from(until))
                .bind("once", endpoint.salebot())
                .bind("ordered", endpoint.ordered() || endpoint.salebot())
                .bind("room", room)
                .map((row, context) -> DeliveryLog.delivery(row))
                .list());
    }

    /** @param status null = no answer came; @param dueAt when to try again, for WAITING */
    record Ended(State state, Integer status, String error, String answer, int tookMs, Instant dueAt) {}

    /** False when the delivery is no longer this attempt's: its time was over, and another has it. */
    static boolean ended(Handle tx, WebhookDelivery claimed, Ended how) {
        return tx.createUpdate("""
                                update webhook_deliveries set state = :state, status = :status, error = :error, answer = :answer,
                                       took_ms = :took, due_at = coalesce(:due, due_at)
                                where project_id = :project and id = :id and state = 1 and attempts = :attempts""")
                        .bind("state", how.state().ordinal())
                        .bind("status", how.status())
                        .bind("error", how.error())
                        .bind("answer", how.answer())
                        .bind("took", how.tookMs())
                        .bind("due", how.dueAt() == null ? null : Timestamp.from(how.dueAt()))
                        .bind("project", claimed.projectId())
                        .bind("id", claimed.id())
                        .bind("attempts", claimed.attempts())
                        .execute()
                == 1;
    }

    /** The row is hot: it is written only where it says something new, its time once a minute. */
    static void succeeded(Handle tx, WebhookDelivery claimed, Instant now) {
        tx.createUpdate("""
                        update webhooks set last_ok_at = :now, failing_since = null, died_in_row = 0
                        where project_id = :project and id = :id and (failing_since is not null or died_in_row > 0
                              or last_ok_at is null or last_ok_at < :minute)""")
                .bind("now", Timestamp.from(now))
                .bind("minute", Timestamp.from(now.minusSeconds(60)))
                .bind("project", claimed.projectId())
                .bind("id", claimed.webhookId())
                .execute();
    }

    record Standing(Instant failingSince, int diedInRow) {}

    static Standing failed(Handle tx, WebhookDelivery claimed, boolean died, String error, Instant now) {
        return tx.createQuery("""
                        update webhooks set failing_since = coalesce(failing_since, :now), last_error = :error, last_error_at = :now,
                               died_in_row = died_in_row + :died
                        where project_id = :project and id = :id returning failing_since, died_in_row""")
                .bind("now", Timestamp.from(now))
                .bind("error", error)
                .bind("died", died ? 1 : 0)
                .bind("project", claimed.projectId())
                .bind("id", claimed.webhookId())
                .map((row, context) -> new Standing(row.getTimestamp(1).toInstant(), row.getInt(2)))
                .findOne()
                .orElse(new Standing(now, 0));
    }

    /** Posts to Salebot URLs whose process was stopped before the answer: whether they arrived nobody knows, and they are not made again. */
    void buryLost(Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update webhook_deliveries d set state = 3, error = 'the server was stopped before the answer came'
                        from webhooks w where w.project_id = d.project_id and w.id = d.webhook_id and w.dialect = 1
                        and d.state = 1 and d.due_at <= :now""").bind("now", Timestamp.from(now)).execute());
    }
}
