package io.besedka.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of users. */
final class UserStore {
    /** @param passwordHash null until one was chosen @param totpSecret sealed, null when there is none */
    record Credentials(User user, String passwordHash, byte[] totpSecret, long totpLastStep, boolean disabled) {}

    private UserStore() {}

    static long insert(Handle tx, String email, String name, String passwordHash, String locale, Instant now) {
        return tx.createQuery("""
                insert into users (email, name, password_hash, locale, created_at)
                values (:email, :name, :hash, :locale, :now)
                returning id
                """)
                .bind("email", email)
                .bind("name", name)
                .bind("hash", passwordHash)
                .bind("locale", locale)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    static boolean isEmpty(Handle tx) {
        return tx.createQuery("select not exists (select from users)")
                .mapTo(Boolean.class)
                .one();
    }

    static Optional<Credentials> byEmail(Handle handle, String email) {
        return handle.createQuery("select * from users where lower(email) = lower(:email)")
                .bind("email", email)
                .map((row, _) -> credentials(row))
                .findOne();
    }

    static Credentials byId(Handle handle, long id) {
        return handle.createQuery("select * from users where id = :id")
                .bind("id", id)
                .map((row, _) -> credentials(row))
                .one();
    }

    static void lock(Handle tx, long id) {
        tx.createQuery("select id from users where id = :id for update")
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }

    static void setProfile(Handle tx, long id, String name, String locale) {
        tx.createUpdate("update users set name = :name, locale = :locale where id = :id")
                .bind("id", id)
                .bind("name", name)
                .bind("locale", locale)
                .execute();
    }

    static void setPassword(Handle tx, long id, String hash) {
        tx.createUpdate("update users set password_hash = :hash where id = :id")
                .bind("id", id)
                .bind("hash", hash)
                .execute();
    }

    /** Writes down a secret that is not asked for until confirmed; false when one already is. */
    static boolean enrolTotp(Handle tx, long id, byte[] sealed) {
        return tx.createUpdate("""
                update users set totp_secret = :secret, totp_last_step = 0 where id = :id and not totp_confirmed
                """).bind("id", id).bind("secret", sealed).execute() == 1;
    }

    static void confirmTotp(Handle tx, long id) {
        tx.createUpdate("update users set totp_confirmed = true where id = :id")
                .bind("id", id)
                .execute();
    }

    static void removeTotp(Handle tx, long id) {
        tx.createUpdate("""
                update users set totp_secret = null, totp_confirmed = false, totp_last_step = 0 where id = :id
                """).bind("id", id).execute();
    }

    /** Takes a step's code; false when it was taken before. */
    static boolean takeTotpStep(Handle tx, long id, long step) {
        return tx.createUpdate("update users set totp_last_step = :step where id = :id and totp_last_step < :step")
                        .bind("id", id)
                        .bind("step", step)
                        .execute()
                == 1;
    }

    private static Credentials credentials(ResultSet row) throws SQLException {
        var user = new User(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("locale"),
                row.getBoolean("totp_confirmed"),
                row.getTimestamp("created_at").toInstant());
        return new Credentials(
                user,
                row.getString("password_hash"),
                row.getBytes("totp_secret"),
                row.getLong("totp_last_step"),
                row.getTimestamp("disabled_at") != null);
    }
}
