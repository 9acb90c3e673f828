package io.besedka.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.gate.RepetitionStore.Begun;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a request that carries {@code Idempotency-Key} once: the same request under the same key gets its first answer again for 24 hours.
 * Only what was done is remembered; a refusal frees its key. Of a request that died without an answer nobody knows whether it was done:
 * after a minute it is done again where that doubles nothing, else its key is answered that nobody knows.
 */
public final class Repetition {
    public static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";
    static final int ANSWER_LIMIT = 64 << 10;
    private static final int KEY_LIMIT = 200;
    /** What keeps the key itself and so knows its repeats, what says how things shall be, and what only looks. */
    private static final Pattern HARMLESS_AGAIN = Pattern.compile("/v1/projects/\\d+/(?:"
            + "conversations/\\d+/(?:messages|notes|scheduled|take|hand-back|close|reopen|assign|read|tags)"
            + "|clients|contacts/\\d+/merge|lists/count|lists/\\d+/clients|keys/\\d+/main"
            + "|broadcasts|broadcasts/dry-run|broadcasts/\\d+/(?:start|pause|resume|cancel)"
            + "|connections/\\d+/(?:consent|check))/?");

    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

    private final RepetitionStore store;
    private final byte[] secret;
    private final Supplier<Instant> clock;

    /** @param secret for the fingerprints of requests: a body may hold what nobody must guess from its hash */
    public Repetition(RepetitionStore store, byte[] secret, Supplier<Instant> clock) {
        this.store = store;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /** Signing in has no caller yet, and what it answers is a cookie; a user's own password is nothing that is created. */
    static boolean isFor(Exchange exchange) {
        var path = exchange.path();
        boolean ofSignIn = path.startsWith("/v1/sign-") || path.startsWith("/v1/links/") || path.startsWith("/v1/me");
        return exchange.method().equals("POST") && exchange.header(HEADER) != null && !ofSignIn;
    }

    Answer once(Asker asker, Exchange exchange, Handler handler) throws Exception {
        var key = key(exchange);
        exchange.digestBody();
        boolean again = HARMLESS_AGAIN.matcher(exchange.path()).matches();
        return switch (store.begin(asker, key, again, clock.get())) {
            case Begun.Anew(var attempt) -> done(asker, key, attempt, exchange, handler);
            case Begun.UnderWay _ ->
                throw Problem.conflict(
                                "idempotency_key_busy", "the first request with this key is still being answered")
                        .with("Retry-After", "1");
            case Begun.Unknown _ ->
                throw Problem.conflict(
                        "idempotency_outcome_unknown",
                        "the first request with this key died: look whether it was done, and ask with another key if not");
            case Begun.Before(var request, var answer) -> again(exchange, request, answer);
        };
    }

    private static String key(Exchange exchange) {
        var key = exchange.header(HEADER);
        if (key.isBlank() || key.length() > KEY_LIMIT || !key.chars().allMatch(sign -> sign >= ' ' && sign < 127)) {
            throw Problem.field(HEADER, HEADER + " must hold 1-" + KEY_LIMIT + " printable ASCII characters");
        }
        return key;
    }

    private Answer done(Asker asker, String key, long attempt, Exchange exchange, Handler handler) throws Exception {
        Answer answer;
        try {
            answer = handler.handle(exchange);
        } catch (Problem refused) {
            forget(asker, key, attempt);
            throw refused;
        }
        if (answer.status() >= 300 || answer.body() == null) {
            forget(asker, key, attempt);
        } else {
            keep(asker, key, attempt, exchange, answer);
        }
        return answer;
    }

    /** Where it fails the key is free after a minute by itself. */
    private void forget(Asker asker, String key, long attempt) {
        try {
            store.forget(asker, key, attempt);
        } catch (RuntimeException later) {
            LOG.atWarn()
                    .setCause(later)
                    .addKeyValue("project", asker.projectId())
                    .log("an idempotency key was not freed");
        }
    }

    /** What was done is answered even if it cannot be remembered. */
    private void keep(Asker asker, String key, long attempt, Exchange exchange, Answer answer) {
        try {
            var kept = answer.body().length > ANSWER_LIMIT ? null : answer;
            store.keep(asker, key, attempt, fingerprint(exchange), kept, clock.get());
        } catch (RuntimeException | IOException lost) {
            LOG.atWarn()
                    .setCause(lost)
                    .addKeyValue("project", asker.projectId())
                    .log("the answer to an idempotency key was not kept");
        }
    }

    private Answer again(Exchange exchange, byte[] request, Answer answer) throws IOException {
        if (!Tokens.same(request, fingerprint(exchange))) {
            throw Problem.of(422, "idempotency_key_reused", "this key came before with another request");
        }
        if (answer == null) {
            throw Problem.conflict(
                    "idempotency_answer_gone", "this was done before; its answer was too large to be kept");
        }
        return answer.with(REPLAYED, "true");
    }

    private byte[] fingerprint(Exchange exchange) throws IOException {
        var query = exchange.rawQuery() == null ? "" : exchange.rawQuery();
        var address = (exchange.method() + " " + exchange.path() + "?" + query + "\n").getBytes(UTF_8);
        var body = exchange.bodyDigest();
        var whole = java.util.Arrays.copyOf(address, address.length + body.length);
        System.arraycopy(body, 0, whole, address.length, body.length);
        return Tokens.sign(secret, whole);
    }
}
