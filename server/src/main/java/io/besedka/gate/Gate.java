package io.besedka.gate;

import io.besedka.account.Access;
import io.besedka.account.Caller.KeyCaller;
import io.besedka.platform.http.Allowances;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.util.Optional;

/**
 * Stands before the routes of a face: {@code gate.before(routes)}. Only addresses below {@code /v1/} and only those who are known are
 * counted and remembered; everybody else is the route's own to turn away.
 */
public final class Gate {
    private final Access access;
    private final Allowances allowances;
    private final Repetition repetition;

    public Gate(Access access, Allowances allowances, Repetition repetition) {
        this.access = access;
        this.allowances = allowances;
        this.repetition = repetition;
    }

    public Routes before(Routes face) {
        return face.behind(this::guarded);
    }

    private Handler guarded(Handler handler) {
        return exchange -> {
            if (!exchange.path().startsWith("/v1/")) {
                return handler.handle(exchange);
            }
            var key = access.shownKey(exchange);
            return key.isPresent() ? counted(exchange, key.get(), handler) : once(exchange, Optional.empty(), handler);
        };
    }

    private Answer counted(Exchange exchange, KeyCaller key, Handler handler) throws Exception {
        var standing = allowances.take(key.projectId() + "/" + key.keyId());
        try {
            if (!standing.granted()) {
                throw Problem.tooMany("this API key asks too often", standing.retryAfter());
            }
            return standing.on(once(exchange, Optional.of(key), handler));
        } catch (Problem problem) {
            throw standing.on(problem);
        }
    }

    private Answer once(Exchange exchange, Optional<KeyCaller> key, Handler handler) throws Exception {
        if (!Repetition.isFor(exchange)) {
            return handler.handle(exchange);
        }
        var asker = key.isPresent() ? Asker.of(exchange, key.get()) : Asker.of(exchange, access);
        return asker.isPresent() ? repetition.once(asker.get(), exchange, handler) : handler.handle(exchange);
    }
}
