package io.besedka.app;

import io.besedka.platform.database.Database;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Routes;
import io.besedka.platform.metrics.Metrics;
import java.util.function.BooleanSupplier;

/** What watches over the process ask: alive, ready, figures. On a port of its own, for the loopback address. */
final class Management {
    private Management() {}

    static Routes routes(Database database, Metrics metrics, BooleanSupplier started) {
        return new Routes()
                .get("/healthz", exchange -> Answer.text(200, "text/plain", "ok\n"))
                .get("/readyz", exchange -> ready(database, started))
                .get(
                        "/metrics",
                        exchange -> Answer.bytes(
                                200,
                                Metrics.CONTENT_TYPE,
                                metrics.render().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Answer ready(Database database, BooleanSupplier started) {
        if (!started.getAsBoolean()) {
            return Answer.text(503, "text/plain", "starting\n");
        }
        try {
            database.jdbi().useHandle(handle -> handle.execute("select 1"));
            return Answer.text(200, "text/plain", "ready\n");
        } catch (RuntimeException away) {
            return Answer.text(503, "text/plain", "the database cannot be reached\n");
        }
    }
}
