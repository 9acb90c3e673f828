package io.besedka.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The SQL of API keys. Revoked ones stay for the record and are seen nowhere. */
final class KeyStore {
    record NewKey(long projectId, String name, byte[] hash, String hint, Set<Right> rights, byte[] sealedMain) {}

    private KeyStore() {}

    static long insert(Handle tx, NewKey key, long userId, Instant now) {
        return tx.createQuery("""
                insert into api_keys
                    (project_id, name, key_hash, hint, rights, is_main, sealed_key, created_by, created_at)
                values (:project, :name, :hash, :hint, string_to_array(:rights, ','), :isMain, :sealed, :user, :now)
                returning id
                """)
                .bind("project", key.projectId)
                .bind("name", key.name)
                .bind("hash", key.hash)
                .bind("hint", key.hint)
                .bind("rights", Words.join(key.rights, ","))
                .bind("isMain", key.sealedMain != null)
                .bind("sealed", key.sealedMain)
                .bind("user", userId)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    static List<ApiKey> list(Handle handle, long projectId) {
        return handle.createQuery("""
                select * from api_keys where project_id = :project and revoked_at is null order by id
                """)
                .bind("project", projectId)
                .map((row, _) -> key(row))
                .list();
    }

    /** The one whom the key belongs to, marked as used at most once a minute. */
    static Optional<Caller.KeyCaller> use(Handle handle, byte[] hash, Instant now) {
        var caller = handle.createQuery("""
                select project_id, id, rights from api_keys where key_hash = :hash and revoked_at is null
                """)
                .bind("hash", hash)
                .map((row, _) -> new Caller.KeyCaller(
                        row.getLong("project_id"), row.getLong("id"), Words.read(Right.class, row.getArray("rights"))))
                .findOne();
        caller.ifPresent(key -> handle.createUpdate("""
                update api_keys set last_used_at = :now
                where project_id = :project and id = :id and (last_used_at is null or last_used_at < :minuteAgo)
                """)
                .bind("now", now)
                .bind("project", key.projectId())
                .bind("id", key.keyId())
                .bind("minuteAgo", now.minusSeconds(60))
                .execute());
        return caller;
    }

    /** The main key steps back into the row; its value is forgotten. */
    static void dethrone(Handle tx, long projectId) {
        tx.createUpdate("""
                update api_keys set is_main = false, sealed_key = null
                where project_id = :project and is_main and revoked_at is null
                """).bind("project", projectId).execute();
    }

    static boolean isValueOf(Handle tx, long projectId, long keyId, byte[] hash) {
        return tx.createQuery("""
                select 1 from api_keys
                where project_id = :project and id = :id and key_hash = :hash and revoked_at is null
                """)
                .bind("project", projectId)
                .bind("id", keyId)
                .bind("hash", hash)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void crown(Handle tx, long projectId, long keyId, byte[] sealed) {
        tx.createUpdate("""
                update api_keys set is_main = true, sealed_key = :sealed, rights = string_to_array(:rights, ',')
                where project_id = :project and id = :id
                """)
                .bind("sealed", sealed)
                .bind("rights", Words.join(Right.ALL, ","))
                .bind("project", projectId)
                .bind("id", keyId)
                .execute();
    }

    static void revoke(Handle tx, long projectId, long keyId, Instant now) {
        tx.createUpdate("""
                update api_keys set revoked_at = :now
                where project_id = :project and id = :id and revoked_at is null
                """)
                .bind("project", projectId)
                .bind("id", keyId)
                .bind("now", now)
                .execute();
    }

    static Optional<byte[]> sealedMain(Handle handle, long projectId) {
        return handle.createQuery("""
                select sealed_key from api_keys where project_id = :project and is_main and revoked_at is null
                """)
                .bind("project", projectId)
                .map((row, _) -> row.getBytes(1))
                .findOne();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                row.getString("hint"),
                Words.read(Right.class, row.getArray("rights")),
                row.getBoolean("is_main"),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("last_used_at"))
                        .map(Timestamp::toInstant)
                        .orElse(null));
    }
}
