package io.besedka.api.flow;

import io.besedka.account.Access;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.flow.FaultyFlow;
import io.besedka.flow.Flow;
import io.besedka.flow.Flows;
import io.besedka.flow.NoSuchFlow;
import io.besedka.flow.PublishedBlock;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code /v1/projects/{project}/flows}: for members who may change the project's settings. */
public final class FlowRoutes {
    private static final int NAME_LIMIT = 100;
    private static final int TEXT_SHOWN = 120;
    private static final int DEFINITION_LIMIT = 2 << 20;

    private final Access access;
    private final Flows flows;

    public FlowRoutes(Access access, Flows flows) {
        this.access = access;
        this.flows = flows;
    }

    public Routes routes() {
        return new Routes(this::guarded, Routes::render)
                .get("/v1/projects/{project}/flows", this::list)
                .post("/v1/projects/{project}/flows", this::create)
                .get("/v1/projects/{project}/blocks", this::blocks)
                .patch("/v1/projects/{project}/flows/{flow}", this::change)
                .post("/v1/projects/{project}/flows/{flow}/versions", this::publish)
                .get("/v1/projects/{project}/flows/{flow}/versions/{version}", this::definition);
    }

    private Handler guarded(Handler handler) {
        return exchange -> {
            check(exchange);
            try {
                return handler.handle(exchange);
            } catch (NoSuchFlow none) {
                throw Problem.notFound("flow");
            }
        };
    }

    /** Programs may see which flows and blocks there are, not how they hang together. */
    private void check(Exchange exchange) {
        long project = exchange.pathNumber("project");
        if (exchange.method().equals("GET") && exchange.path("flow") == null) {
            access.caller(exchange, project, Set.of(Role.SETTINGS), Right.READ_CLIENTS);
        } else {
            access.member(exchange, project, Role.SETTINGS);
        }
    }

    private Answer list(Exchange exchange) {
        return Answer.json(Map.of(
                "flows",
                flows.list(exchange.pathNumber("project")).stream()
                        .map(FlowRoutes::view)
                        .toList()));
    }

    /** @param text the beginning of what it says */
    record BlockView(long number, long flowId, String flow, String id, String name, String kind, String text) {
        static BlockView of(PublishedBlock block) {
            return new BlockView(
                    block.number(),
                    block.flowId(),
                    block.flowName(),
                    block.id(),
                    block.name(),
                    block.kind(),
                    beginning(block.text()));
        }

        private static String beginning(String text) {
            return text == null
                    ? null
                    : text.substring(
                            0, text.offsetByCodePoints(0, Math.min(TEXT_SHOWN, text.codePointCount(0, text.length()))));
        }
    }

    private Answer blocks(Exchange exchange) {
        return Answer.json(Map.of(
                "blocks",
                flows.blocks(exchange.pathNumber("project")).stream()
                        .map(BlockView::of)
                        .toList()));
    }

    /** @param connections those it answers on; null = all that have no flow of their own */
    record Wanted(String name, Set<Long> connections, Boolean enabled) {
        Optional<Set<Long>> chosen() {
            if (connections != null && connections.contains(null)) {
                throw Problem.field("connections", "connections must be ids");
            }
            return Optional.ofNullable(connections);
        }
    }

    private Answer create(Exchange exchange) throws IOException {
        var wanted = exchange.json(Wanted.class);
        var made = flows.create(exchange.pathNumber("project"), name(wanted.name()), wanted.chosen());
        return Answer.json(201, view(made));
    }

    private Answer change(Exchange exchange) throws IOException {
        var before = flow(exchange);
        var wanted = exchange.json(Wanted.class);
        var changed = new Flow(
                before.projectId(),
                before.id(),
                wanted.name() == null ? before.name() : name(wanted.name()),
                wanted.chosen().or(before::connections),
                wanted.enabled() == null ? before.enabled() : wanted.enabled(),
                before.publishedVersion());
        flows.change(changed);
        return Answer.json(view(changed));
    }

    record Definition(JsonNode definition) {}

    private Answer publish(Exchange exchange) throws IOException {
        var body = exchange.json(Definition.class, DEFINITION_LIMIT);
        if (body.definition() == null) {
            throw Problem.field("definition", "definition is needed");
        }
        var caller = access.member(exchange, exchange.pathNumber("project"), Role.SETTINGS);
        try {
            int version = flows.publish(
                    caller.projectId(), exchange.pathNumber("flow"), Json.text(body.definition()), caller.userId());
            return Answer.json(201, Map.of("version", version));
        } catch (FaultyFlow faulty) {
            return Answer.json(
                    422,
                    Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    "faulty_flow",
                                    "message",
                                    "the flow has faults; nothing was published",
                                    "faults",
                                    faulty.faults())));
        }
    }

    private Answer definition(Exchange exchange) {
        var text = flows.definition(exchange.pathNumber("project"), exchange.pathNumber("flow"), (int)
                        exchange.pathNumber("version"))
                .orElseThrow(() -> Problem.notFound("version"));
        return Answer.bytes(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private Flow flow(Exchange exchange) {
        return flows.list(exchange.pathNumber("project")).stream()
                .filter(flow -> flow.id() == exchange.pathNumber("flow"))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("flow"));
    }

    private static Map<String, Object> view(Flow flow) {
        var view = new java.util.LinkedHashMap<String, Object>();
        view.put("id", flow.id());
        view.put("name", flow.name());
        view.put("connections", flow.connections().orElse(null));
        view.put("enabled", flow.enabled());
        view.put("publishedVersion", flow.publishedVersion());
        return view;
    }

    private static String name(String name) {
        if (name == null || name.isBlank() || name.strip().length() > NAME_LIMIT) {
            throw Problem.field("name", "name holds 1-" + NAME_LIMIT + " characters");
        }
        return name.strip();
    }
}
