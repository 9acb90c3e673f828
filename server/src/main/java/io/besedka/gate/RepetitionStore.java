package io.besedka.gate;

import io.besedka.account.Sealing;
import io.besedka.platform.http.Answer;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Tokens;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;

/** The SQL of idempotency keys. Answers lie sealed: some hold a secret that is shown once. */
public final class RepetitionStore {
    static final Duration LIFE = Duration.ofHours(24);
    static final Duration ABANDONED = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofHours(1);

    /** How a key was found. */
    sealed interface Begun {
        /** It is the caller's now. */
        record Anew(long attempt) implements Begun {}

        record UnderWay() implements Begun {}

        /** Its request died without an answer: nobody knows whether it was done. */
        record Unknown() implements Begun {}

        /** @param answer null when it was too large */
        record Before(byte[] request, Answer answer) implements Begun {}
    }

    private record Kept(int status, String contentType, byte[] body, Map<String, String> headers) {}

    private final Jdbi jdbi;
    private final Sealing sealing;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

    public RepetitionStore(Jdbi jdbi, Sealing sealing) {
        this.jdbi = jdbi;
        this.sealing = sealing;
    }

    /**
     * One statement decides whose it is; a key that is taken over has another attempt, so its former holder keeps nothing.
     *
     * @param again whether it is done again where its first request died
     */
    Begun begin(Asker asker, String key, boolean again, Instant now) {
        sweep(now);
        long attempt = ByteBuffer.wrap(Tokens.randomBytes(8)).getLong();
        return jdbi.withHandle(handle -> {
            int begun = handle.createUpdate("""
                            insert into idempotency_keys as k (project_id, caller, key, attempt, begun_at)
                            values (:project, :caller, :key, :attempt, :now)
                            on conflict (project_id, caller, key) do update
                            set attempt = excluded.attempt, begun_at = excluded.begun_at, request = null, answer = null
                            where k.begun_at <= :old or :again and k.request is null and k.begun_at <= :abandoned""")
                    .bind("project", asker.projectId())
                    .bind("caller", asker.caller())
                    .bind("key", key)
                    .bind("attempt", attempt)
                    .bind("now", now)
                    .bind("old", now.minus(LIFE))
                    .bind("again", again)
                    .bind("abandoned", now.minus(ABANDONED))
                    .execute();
            if (begun == 1) {
                return new Begun.Anew(attempt);
            }
            return handle.createQuery("""
                            select request, answer, begun_at <= :abandoned from idempotency_keys
                            where project_id = :project and caller = :caller and key = :key""")
                    .bind("project", asker.projectId())
                    .bind("caller", asker.caller())
                    .bind("key", key)
                    .bind("abandoned", now.minus(ABANDONED))
                    .map((row, _) -> found(row))
                    .findOne()
                    .orElseGet(Begun.UnderWay::new);
        });
    }

    private Begun found(ResultSet row) throws SQLException {
        if (row.getBytes(1) != null) {
            return before(row);
        }
        return row.getBoolean(3) ? new Begun.Unknown() : new Begun.UnderWay();
    }

    private Begun before(ResultSet row) throws SQLException {
        var answer = Optional.ofNullable(row.getBytes(2)).map(sealing::open).map(bytes -> Json.read(bytes, Kept.class));
        return new Begun.Before(
                row.getBytes(1),
                answer.map(kept -> new Answer(
                                kept.status, kept.contentType, kept.body, null, kept.body.length, kept.headers))
                        .orElse(null));
    }

    /** @param answer null when it is too large */
    void keep(Asker asker, String key, long attempt, byte[] request, Answer answer, Instant now) {
        var sealed = answer == null
                ? null
                : sealing.seal(
                        Json.write(new Kept(answer.status(), answer.contentType(), answer.body(), answer.headers())));
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update idempotency_keys set request = :request, answer = :answer, begun_at = :now
                        where project_id = :project and caller = :caller and key = :key and attempt = :attempt""")
                .bind("project", asker.projectId())
                .bind("caller", asker.caller())
                .bind("key", key)
                .bind("attempt", attempt)
                .bind("request", request)
                .bind("answer", sealed)
                .bind("now", now)
                .execute());
    }

    void forget(Asker asker, String key, long attempt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from idempotency_keys
                        where project_id = :project and caller = :caller and key = :key and attempt = :attempt""")
                .bind("project", asker.projectId())
                .bind("caller", asker.caller())
                .bind("key", key)
                .bind("attempt", attempt)
                .execute());
    }

    /** Once an hour whoever comes takes out what is too old to answer anybody. */
    private void sweep(Instant now) {
        var last = swept.get();
        if (now.isAfter(last.plus(SWEEP)) && swept.compareAndSet(last, now)) {
            jdbi.useHandle(handle -> handle.createUpdate("delete from idempotency_keys where begun_at <= :old")
                    .bind("old", now.minus(LIFE))
                    .execute());
        }
    }
}
