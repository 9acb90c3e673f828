package io.besedka.contract;

import static org.assertj.core.api.Assertions.fail;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** {@code docs/api/openapi.yaml} as a promise: what the server answers in the tests must stand in it, member by member. */
public final class Contract {
    private static final Path FILE = Path.of("..", "docs", "api", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Set<String> GATES = Set.of(
            "idempotency_key_busy", "idempotency_key_reused", "idempotency_answer_gone", "idempotency_outcome_unknown");
    private static final Contract OURS = read();

    private record Operation(String method, String template, Pattern shape, JsonNode json) {
        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private final JsonNode document;
    private final Schemas schemas;
    private final List<Operation> operations = new ArrayList<>();

    private Contract(JsonNode document) {
        this.document = document;
        this.schemas = new Schemas(document);
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(),
                            path.getKey(),
                            shape(path.getKey()),
                            operation.getValue()));
                }
            }
        }
        // A named step wins over a parameter, as on the server.
        operations.sort(Comparator.comparing(
                (Operation operation) -> operation.template().replace('{', '~')));
    }

    private static Contract read() {
        try {
            var yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
            return new Contract(Json.MAPPER.valueToTree(yaml));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Pattern shape(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+"));
    }

    /** Fails when the answer is not one the file describes. @param path may carry a query */
    public static void check(String method, String path, int status, String contentType, byte[] body) {
        var faults = OURS.faults(method, path.replaceAll("[?#].*", ""), status, contentType, body);
        if (!faults.isEmpty()) {
            fail(method + " " + path + " answered " + status + " otherwise than docs/api/openapi.yaml says:\n  "
                    + String.join("\n  ", faults));
        }
    }

    /** Fails when a socket's frame is not as the named schema describes. */
    public static void checkFrame(String schema, JsonNode frame) {
        var faults = OURS.schemas.faults(Schemas.named(schema), frame);
        if (!faults.isEmpty()) {
            fail(frame + " is no " + schema + ":\n  " + String.join("\n  ", faults));
        }
    }

    private List<String> faults(String method, String path, int status, String contentType, byte[] body) {
        if (path.startsWith("/test/")) {
            return List.of();
        }
        var here = operations.stream()
                .filter(operation -> operation.shape().matcher(path).matches())
                .toList();
        var operation = here.stream()
                .filter(known -> known.method().equals(method.equals("HEAD") ? "GET" : method))
                .findFirst();
        if (operation.isEmpty()) {
            int expected = here.isEmpty() ? 404 : 405;
            return status == expected
                    ? problem(body)
                    : List.of(here.isEmpty() ? "the address is not described" : "the method is not described");
        }
        var response = schemas.resolved(operation.get().json().path("responses").path(Integer.toString(status)));
        if (response.isMissingNode() && isGates(status, body)) {
            return problem(body);
        }
        if (response.isMissingNode()) {
            return List.of("the status is not described for " + operation.get());
        }
        return method.equals("HEAD") ? List.of() : bodyFaults(response, contentType, body);
    }

    /** What stands before every route answers everywhere; the file says so once, at its head. */
    private static boolean isGates(int status, byte[] body) {
        var code = body.length == 0 ? "" : Json.tree(body).at("/error/code").asString("");
        return status == 429 && code.equals("too_many_requests") || GATES.contains(code);
    }

    private List<String> problem(byte[] body) {
        return schemas.faults(Schemas.named("Problem"), Json.tree(body));
    }

    private List<String> bodyFaults(JsonNode response, String contentType, byte[] body) {
        var content = response.path("content");
        if (body.length == 0) {
            return content.has("application/json") ? List.of("a JSON body is described, and none came") : List.of();
        }
        if (content.has("application/octet-stream")
                || contentType != null && contentType.startsWith("text/csv") && content.has("text/csv")) {
            return List.of();
        }
        if (!"application/json".equals(contentType) || !content.has("application/json")) {
            return List.of("a body of " + contentType + " came, described are " + content.propertyNames());
        }
        return schemas.faults(content.path("application/json").path("schema"), Json.tree(body));
    }

    /** "METHOD /path/{}" of all that is described. */
    public static Set<String> routes() {
        var routes = new TreeSet<String>();
        OURS.operations.forEach(operation -> routes.add(shapeOf(operation.toString())));
        return routes;
    }

    /** Parameters need not be called the same. */
    public static String shapeOf(String route) {
        return route.replaceAll("\\{[^}]*}", "{}");
    }

    static List<String> operationIds() {
        return OURS.operations.stream()
                .map(operation -> operation.json().path("operationId").asString(""))
                .toList();
    }

    /** Path parameters that stand in a template and are not described, or the other way round. */
    static List<String> wrongParameters() {
        return OURS.operations.stream()
                .filter(operation -> !OURS.inTemplate(operation).equals(OURS.inPath(operation)))
                .map(Operation::toString)
                .toList();
    }

    private Set<String> inTemplate(Operation operation) {
        var names = new TreeSet<String>();
        Pattern.compile("\\{([^}]*)}")
                .matcher(operation.template())
                .results()
                .forEach(found -> names.add(found.group(1)));
        return names;
    }

    private Set<String> inPath(Operation operation) {
        var names = new TreeSet<String>();
        for (var parameter : document.path("paths").path(operation.template()).path("parameters")) {
            names.add(schemas.resolved(parameter).path("name").asString());
        }
        return names;
    }

    /** What is wrong with the examples that stand at the schemas. */
    static List<String> wrongExamples() {
        var wrong = new ArrayList<String>();
        for (var schema : OURS.document.at("/components/schemas").properties()) {
            for (var example : schema.getValue().path("examples")) {
                OURS.schemas
                        .faults(schema.getValue(), example)
                        .forEach(fault -> wrong.add(schema.getKey() + ": " + fault));
            }
        }
        return wrong;
    }

    /** Schemas that no route and no frame leads to, and references that lead nowhere. */
    static Map<String, Set<String>> danglingAndUnused() {
        return OURS.schemas.danglingAndUnused(
                Set.of("ServerFrame", "ClientFrame", "WidgetServerFrame", "WidgetClientFrame"));
    }
}
