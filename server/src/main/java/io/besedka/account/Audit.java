package io.besedka.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who changed what in a project. Written in the transaction of the change. */
public final class Audit {
    public static final int PAGE = 100;

    /** @param userName null when the user is gone @param action a word and a dot and a verb: key.created */
    public record Entry(
            long id, Instant at, Long userId, String userName, String action, String subject, String detail) {}

    private final Jdbi jdbi;
    private final InstantSource clock;

    Audit(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** @param subject a kind and an id: "key 7" @param detail no secrets, nothing clients wrote */
    public void record(Handle tx, long projectId, long userId, String action, String subject, String detail) {
        write(tx, projectId, userId, action, subject, detail);
    }

    /** What no user did: an API key, or the server by itself. */
    public void recordWithoutUser(Handle tx, long projectId, String action, String subject, String detail) {
        write(tx, projectId, null, action, subject, detail);
    }

    private void write(Handle tx, long projectId, Long userId, String action, String subject, String detail) {
        tx.createUpdate("""
                insert into audit (project_id, at, user_id, action, subject, detail)
                values (:project, :at, :user, :action, :subject, :detail)
                """)
                .bind("project", projectId)
                .bind("at", clock.instant())
                .bind("user", userId)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }

    /** Up to {@link #PAGE} entries older than the given id, newest first. */
    public List<Entry> list(long projectId, long before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select a.id, a.at, a.user_id, u.name, a.action, a.subject, a.detail
                from audit a left join users u on u.id = a.user_id
                where a.project_id = :project and a.id < :before
                order by a.id desc limit :page
                """)
                .bind("project", projectId)
                .bind("before", before)
                .bind("page", PAGE)
                .map((row, _) -> new Entry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("user_id", Long.class),
                        row.getString("name"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list());
    }
}
