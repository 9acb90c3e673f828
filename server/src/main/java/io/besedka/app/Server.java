package io.besedka.app;

import io.besedka.account.Accounts;
import io.besedka.gate.Gate;
import io.besedka.gate.Repetition;
import io.besedka.gate.RepetitionStore;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Allowances;
import io.besedka.platform.http.HttpServer;
import io.besedka.platform.http.Routes;
import io.besedka.platform.metrics.Metrics;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process: the rooms wired by plain constructors, a class for each group of them, started from below and stopped from above. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private final Running running = new Running();
    private Foundation foundation;
    private Faces faces;
    private HttpServer http;
    private HttpServer management;
    private volatile boolean started;

    private Server() {}

    /** Starts everything or, when something fails, nothing. */
    public static Server start(Config config, Clock clock) {
        return start(config, clock, WebFiles.inboxFirst());
    }

    /** @param front pages of the caller's own, the one at {@code /} among them */
    public static Server start(Config config, Clock clock, Routes front) {
        var server = new Server();
        try {
            server.open(config, clock, front);
            return server;
        } catch (Exception failure) {
            server.close();
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private void open(Config config, Clock clock, Routes front) throws Exception {
        var metrics = Metrics.create();
        foundation = Foundation.lay(config, clock, running);
        var channels = Channels.open(config, clock, metrics, foundation);
        var loop = new Loop(config.turns(), clock, metrics, foundation, channels, running);
        var live = new Live(clock, foundation, channels, loop, running);
        var telling = Telling.start(config, clock, foundation, channels, loop, running);
        loop.start();
        var arrivals = Arrivals.start(config, clock, foundation, channels, loop, live, running);
        var broadcasting = Broadcasting.start(clock, foundation, channels, loop, running);
        var salebot = SalebotDialect.routes(
                config.api(), clock, foundation, channels, loop, live, broadcasting, telling.http());
        faces = Faces.of(clock, foundation, channels, arrivals, live, telling, broadcasting, salebot, front)
                .behind(gate(config.api(), clock));
        http = faces.serve(config.http(), metrics, running);
        arrivals.invite();
        management = Faces.manage(config.http(), metrics, foundation, () -> started, running);
        started = true;
        LOG.atInfo()
                .addKeyValue("port", port())
                .addKeyValue("management", managementPort())
                .log("the server is ready");
    }

    private Gate gate(Config.Api config, Clock clock) {
        var allowances = new Allowances(config.perSecond(), config.burst(), clock::now);
        var store = new RepetitionStore(foundation.jdbi(), foundation.sealing("answers"));
        return new Gate(
                foundation.accounts().access(),
                allowances,
                new Repetition(store, foundation.box().derive("requests"), clock::now));
    }

    public int port() {
        return http.port();
    }

    /** -1 when there is none. */
    public int managementPort() {
        return management == null ? -1 : management.port();
    }

    public Accounts accounts() {
        return foundation.accounts();
    }

    List<String> routes() {
        return faces.list();
    }

    @Override
    public void close() {
        running.close();
    }
}
