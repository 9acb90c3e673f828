package io.besedka.account;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of one-time links. */
final class LinkStore {
    /** @param userId null for the first administrator, who is yet to be made */
    record Link(Long userId, Links.Purpose purpose) {}

    private LinkStore() {}

    static void insert(Handle tx, byte[] tokenHash, Long userId, Links.Purpose purpose, Instant expires) {
        tx.createUpdate("""
                insert into one_time_links (token_hash, user_id, purpose, expires_at)
                values (:hash, :user, :purpose, :expires)
                """)
                .bind("hash", tokenHash)
                .bind("user", userId)
                .bind("purpose", Words.of(purpose))
                .bind("expires", expires)
                .execute();
    }

    static Optional<Link> find(Handle handle, byte[] tokenHash, Instant now) {
        return handle.createQuery("""
                select user_id, purpose from one_time_links
                where token_hash = :hash and used_at is null and expires_at > :now
                """)
                .bind("hash", tokenHash)
                .bind("now", now)
                .map((row, _) ->
                        new Link(row.getObject("user_id", Long.class), Links.Purpose.of(row.getString("purpose"))))
                .findOne();
    }

    /** Uses the link up; false when somebody was quicker. */
    static boolean use(Handle tx, byte[] tokenHash, Instant now) {
        return tx.createUpdate("""
                update one_time_links set used_at = :now
                where token_hash = :hash and used_at is null and expires_at > :now
                """).bind("hash", tokenHash).bind("now", now).execute() == 1;
    }

    /** Makes the user's unused links worthless. */
    static void voidAll(Handle tx, long userId) {
        tx.createUpdate("delete from one_time_links where user_id = :user and used_at is null")
                .bind("user", userId)
                .execute();
    }

    static void voidFirstAdministrator(Handle tx) {
        tx.execute("delete from one_time_links where user_id is null");
    }
}
