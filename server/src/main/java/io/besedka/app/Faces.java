package io.besedka.app;

import io.besedka.api.account.AccountRoutes;
import io.besedka.api.client.ClientRoutes;
import io.besedka.api.connection.ConnectionRoutes;
import io.besedka.api.connection.ConsentRoutes;
import io.besedka.api.connection.TemplateRoutes;
import io.besedka.api.deal.DealRoutes;
import io.besedka.api.file.FileRoutes;
import io.besedka.api.flow.FlowRoutes;
import io.besedka.channel.WebhookRoutes;
import io.besedka.gate.Gate;
import io.besedka.inbox.InboxRoutes;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.HttpServer;
import io.besedka.platform.http.Outcome;
import io.besedka.platform.http.Routes;
import io.besedka.platform.metrics.Metrics;
import io.besedka.widget.WidgetRoutes;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All that is asked over HTTP. */
record Faces(List<Routes> routes) {
    /** @param front pages of the caller's own, the one at {@code /} among them */
    static Faces of(
            Clock clock,
            Foundation foundation,
            Channels channels,
            Arrivals arrivals,
            Live live,
            Telling telling,
            Broadcasting broadcasting,
            Routes salebot,
            Routes front) {
        var access = foundation.accounts().access();
        return new Faces(List.of(
                new WebhookRoutes(channels.connections(), arrivals.inbound(), channels.health()).routes(),
                AccountRoutes.of(foundation.accounts()),
                new ConnectionRoutes(access, channels.connections(), arrivals.registrations(), channels.health())
                        .routes(),
                new ConsentRoutes(access, channels.connections(), arrivals.registrations(), channels.health(), clock)
                        .routes(),
                new TemplateRoutes(access, channels.connections(), channels.templates()).routes(),
                new FlowRoutes(access, foundation.flows()).routes(),
                ClientRoutes.of(access, live.clients()),
                DealRoutes.of(access, live.deals()),
                InboxRoutes.of(live.rooms()),
                new io.besedka.api.webhook.WebhookRoutes(access, telling.webhooks(), clock).routes(),
                broadcasting.routes(access),
                new FileRoutes(channels.addresses(), foundation.files()).routes(),
                new WidgetRoutes(live.widgets(), foundation.files()).routes(),
                salebot,
                new WebFiles().routes(),
                front));
    }

    Faces behind(Gate gate) {
        return new Faces(routes.stream().map(gate::before).toList());
    }

    HttpServer serve(Config.Http config, Metrics metrics, Running running) throws Exception {
        var requests = metrics.seconds("besedka_http_seconds", "Time to answer.", "route", "status");
        Outcome outcomes = (method, template, status, nanos) ->
                requests.labelValues(template, Integer.toString(status)).observe(nanos / 1e9);
        return running.keep(new HttpServer(config.host(), config.port(), config.trustedProxies(), routes, outcomes))
                .start();
    }

    /** Null when there is none. */
    static HttpServer manage(
            Config.Http config, Metrics metrics, Foundation foundation, BooleanSupplier started, Running running)
            throws Exception {
        if (config.managementPort() < 0) {
            return null;
        }
        var watched = Management.routes(foundation.database(), metrics, started);
        return running.keep(new HttpServer("127.0.0.1", config.managementPort(), 0, List.of(watched), Outcome.IGNORED))
                .start();
    }

    /** Every route as "METHOD template", for tests that must miss none. */
    List<String> list() {
        return routes.stream().flatMap(face -> face.list().stream()).toList();
    }
}
