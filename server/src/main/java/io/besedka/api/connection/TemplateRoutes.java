package io.besedka.api.connection;

import io.besedka.account.Access;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.channel.Connections;
import io.besedka.channel.TemplateCatalogue;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * {@code /v1/projects/{project}/connections/{connection}/templates}: for operators, who send them, for whoever makes broadcasts, and for
 * keys that read clients.
 */
public final class TemplateRoutes {
    private final Access access;
    private final Connections connections;
    private final TemplateCatalogue catalogue;

    public TemplateRoutes(Access access, Connections connections, TemplateCatalogue catalogue) {
        this.access = access;
        this.connections = connections;
        this.catalogue = catalogue;
    }

    public Routes routes() {
        return new Routes(handler -> handler, Routes::render)
                .get("/v1/projects/{project}/connections/{connection}/templates", this::list);
    }

    private Answer list(Exchange exchange) {
        long project = exchange.pathNumber("project");
        access.caller(exchange, project, Set.of(Role.OPERATOR, Role.SETTINGS), Right.READ_CLIENTS);
        var connected = connections
                .of(project, exchange.pathNumber("connection"))
                .orElseThrow(() -> Problem.notFound("connection"));
        if (!TemplateCatalogue.has(connected)) {
            throw Problem.conflict("channel_cannot", "the channel has no templates");
        }
        try {
            return Answer.json(Map.of("templates", catalogue.of(connected)));
        } catch (IOException notTold) {
            throw Problem.later(
                    "provider_unavailable", "the provider does not tell its templates: " + notTold.getMessage());
        }
    }
}
