package io.besedka.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The SQL of sign-ins. */
final class SignInStore {
    record Found(SignedIn signedIn, Instant lastSeenAt) {}

    private record Row(long userId, String name, String csrf, Instant lastSeenAt, Long projectId, Set<Role> roles) {}

    private SignInStore() {}

    static void insert(
            Handle tx, byte[] tokenHash, long userId, String csrf, Visitor visitor, Instant now, Instant expires) {
        deleteExpired(tx, now);
        tx.createUpdate("""
                insert into sign_ins (token_hash, user_id, csrf, created_at, last_seen_at, expires_at, address, agent)
                values (:hash, :user, :csrf, :now, :now, :expires, :address, :agent)
                """)
                .bind("hash", tokenHash)
                .bind("user", userId)
                .bind("csrf", csrf)
                .bind("now", now)
                .bind("expires", expires)
                .bind("address", visitor.address())
                .bind("agent", visitor.agent())
                .execute();
    }

    /** Skips what another sign-in is deleting just now, else the two could wait for each other. */
    private static void deleteExpired(Handle tx, Instant now) {
        tx.createUpdate("""
                delete from sign_ins where token_hash in
                    (select token_hash from sign_ins where expires_at < :now limit 100 for update skip locked)
                """).bind("now", now).execute();
    }

    static Optional<Found> find(Handle handle, byte[] tokenHash, Instant now) {
        var rows = handle.createQuery("""
                select u.id, u.name, s.csrf, s.last_seen_at, m.project_id, m.roles
                from sign_ins s
                join users u on u.id = s.user_id
                left join members m on m.user_id = u.id
                where s.token_hash = :hash and s.expires_at > :now and u.disabled_at is null
                """)
                .bind("hash", tokenHash)
                .bind("now", now)
                .map((row, _) -> row(row))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var roles = new HashMap<Long, Set<Role>>();
        rows.stream().filter(row -> row.projectId != null).forEach(row -> roles.put(row.projectId, row.roles));
        var first = rows.getFirst();
        return Optional.of(new Found(new SignedIn(first.userId, first.name, first.csrf, roles), first.lastSeenAt));
    }

    private static Row row(ResultSet row) throws SQLException {
        var roles = row.getArray("roles");
        return new Row(
                row.getLong("id"),
                row.getString("name"),
                row.getString("csrf"),
                row.getTimestamp("last_seen_at").toInstant(),
                row.getObject("project_id", Long.class),
                roles == null ? Set.of() : Words.read(Role.class, roles));
    }

    static void prolong(Handle tx, byte[] tokenHash, Instant now, Instant expires) {
        tx.createUpdate("update sign_ins set last_seen_at = :now, expires_at = :expires where token_hash = :hash")
                .bind("hash", tokenHash)
                .bind("now", now)
                .bind("expires", expires)
                .execute();
    }

    static void delete(Handle tx, byte[] tokenHash) {
        tx.createUpdate("delete from sign_ins where token_hash = :hash")
                .bind("hash", tokenHash)
                .execute();
    }

    /** All of the user's but one; an empty hash spares none. */
    static void deleteOthers(Handle tx, long userId, byte[] spared) {
        tx.createUpdate("delete from sign_ins where user_id = :user and token_hash <> :spared")
                .bind("user", userId)
                .bind("spared", spared)
                .execute();
    }
}
