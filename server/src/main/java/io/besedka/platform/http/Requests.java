package io.besedka.platform.http;

import io.besedka.platform.database.Outage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the requests of one address to their handlers and their answers back. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** What answers one method, and the face whose dialect it speaks. */
    record Route(String template, List<String> names, Routes face, Handler handler) {
        private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

        Route(String template, Routes face, Handler handler) {
            this(
                    template,
                    PARAMETER
                            .matcher(template)
                            .results()
                            .map(found -> found.group(1))
                            .toList(),
                    face,
                    handler);
        }

        Map<String, String> parameters(List<String> values) {
            if (names.isEmpty()) {
                return Map.of();
            }
            var parameters = HashMap.<String, String>newHashMap(names.size());
            for (int i = 0; i < names.size(); i++) {
                parameters.put(names.get(i), values.get(i));
            }
            return parameters;
        }
    }

    private final SortedMap<String, Route> routes;
    private final Sockets sockets;
    private final Outcome outcomes;

    /** @param routes by method; at least one */
    Requests(SortedMap<String, Route> routes, Sockets sockets, Outcome outcomes) {
        this.routes = routes;
        this.sockets = sockets;
        this.outcomes = outcomes;
    }

    /** @param values what stands for the template's parameters, in order */
    void handle(Request request, Response response, Callback callback, List<String> values) {
        long began = System.nanoTime();
        var route = route(request.getMethod());
        var exchange = new Exchange(request, response, callback, route.parameters(values), sockets);
        var answer = answer(route, exchange);
        outcomes.answered(request.getMethod(), route.template(), answer.status(), System.nanoTime() - began);
        if (answer != Answer.UPGRADED) {
            send(answer, request, response, callback);
        }
    }

    private static Answer answer(Route route, Exchange exchange) {
        try {
            return route.handler().handle(exchange);
        } catch (Problem problem) {
            return route.face().answerTo(problem);
        } catch (IOException gone) {
            return route.face().answerTo(Problem.badRequest("body_unreadable", "the request's body could not be read"));
        } catch (Exception | StackOverflowError bug) {
            if (Outage.isBehind(bug)) {
                LOG.atWarn().addKeyValue("route", route.template()).log("the database went away under a request");
                return route.face().answerTo(Problem.unavailable("the database cannot be reached just now"));
            }
            LOG.atError().setCause(bug).addKeyValue("route", route.template()).log("a handler failed");
            return route.face().answerTo(Problem.of(500, "internal", "something broke on our side"));
        }
    }

    private Route route(String method) {
        var route = routes.get(method);
        if (route == null && method.equals("HEAD")) {
            route = routes.get("GET");
        }
        return route == null ? refusing(method) : route;
    }

    private Route refusing(String method) {
        var any = routes.get(routes.firstKey());
        return new Route(any.template(), any.names(), any.face(), exchange -> {
            throw Problem.notFor(method, String.join(", ", routes.keySet()));
        });
    }

    static void send(Answer answer, Request request, Response response, Callback callback) {
        response.setStatus(answer.status());
        var headers = response.getHeaders();
        // A body nobody read is swallowed, or the connection is said to close: else the next request on it would break.
        if (!request.consumeAvailable()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        headers.put("X-Content-Type-Options", "nosniff");
        if (answer.contentType() != null) {
            headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(headers::add);
        if (answer.length() >= 0 && answer.status() != 204 && answer.status() != 304) {
            headers.put(HttpHeader.CONTENT_LENGTH, answer.length());
        }
        if (answer.stream() == null) {
            boolean bare = request.getMethod().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
            response.write(true, bare ? null : ByteBuffer.wrap(answer.body()), callback);
            return;
        }
        stream(answer, response, callback);
    }

    private static void stream(Answer answer, Response response, Callback callback) {
        try (var in = answer.stream();
                var out = Content.Sink.asOutputStream(response)) {
            in.transferTo(out);
        } catch (IOException broken) {
            callback.failed(broken);
            return;
        }
        callback.succeeded();
    }
}
