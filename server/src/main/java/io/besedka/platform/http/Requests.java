package io.besedka.platform.http;

import io.besedka.platform.database.Outage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the requests of one address to their handlers and their answers back. */
final class Requests extends org.eclipse.jetty.server.Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** What answers one method, and the face whose dialect it speaks. */
    record Route(String template, UriTemplatePathSpec spec, Routes face, Handler handler) {
        Route(String template, Routes face, Handler handler) {
            this(template, template.endsWith("*") ? null : new UriTemplatePathSpec(template), face, handler);
        }

        Map<String, String> parameters(Request request) {
            return spec == null ? Map.of() : spec.getPathParams(Exchange.path(request));
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

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long began = System.nanoTime();
        var route = route(request.getMethod());
        var exchange = new Exchange(request, response, callback, route.parameters(request), sockets);
        var answer = answer(route, exchange);
        outcomes.answered(request.getMethod(), route.template(), answer.status(), System.nanoTime() - began);
        if (answer != Answer.UPGRADED) {
            send(answer, request, response, callback);
        }
        return true;
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
        return new Route(any.template(), any.spec(), any.face(), exchange -> {
            throw Problem.of(405, "method_not_allowed", method + " is not for this address; it takes " + String.join(", ", routes.keySet()));
        });
    }

    private static void send(Answer answer, Request request, Response response, Callback callback) {
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
        try (var in = answer.stream(); var out = Content.Sink.asOutputStream(response)) {
            in.transferTo(out);
        } catch (IOException broken) {
            callback.failed(broken);
            return;
        }
        callback.succeeded();
    }
}
