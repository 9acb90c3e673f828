package io.besedka.simulator.messenger;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Json;
import io.besedka.simulator.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One call of our server to the provider's API. Used by one thread. */
public final class Call {
    private final Exchange exchange;
    private final String name;
    private final Map<String, String> path;
    private final byte[] body;
    private final Params params;
    private final List<Runnable> afterwards = new ArrayList<>();

    Call(Exchange exchange, String name, Map<String, String> path, byte[] body) {
        this.exchange = exchange;
        this.name = name;
        this.path = path;
        this.body = body;
        this.params = Params.of(exchange.query(), exchange.header("Content-Type"), body);
    }

    /** The route's name, which scopes of misfortune and the ledger use. */
    public String name() {
        return name;
    }

    public String method() {
        return exchange.method();
    }

    /** What stood in the path for {@code {name}}, decoded. */
    public String path(String variable) {
        return path.getOrDefault(variable, "");
    }

    public String header(String header) {
        return exchange.header(header);
    }

    /** The token after {@code Bearer}, or an empty string. */
    public String bearer() {
        var header = header("Authorization");
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
    }

    /** Values of query, form, multipart or the top level of a JSON object; the body's win. */
    public Params params() {
        return params;
    }

    /** A value as text, or an empty string. */
    public String text(String value) {
        return params.text(value);
    }

    /** The body as JSON whatever its content type says; a missing node when it is none. */
    public JsonNode json() {
        return Json.parse(body);
    }

    public byte[] body() {
        return body;
    }

    /** Runs after the answer has been written: statuses, echoes. */
    public void afterwards(Runnable task) {
        afterwards.add(task);
    }

    List<Runnable> afterwards() {
        return afterwards;
    }
}
