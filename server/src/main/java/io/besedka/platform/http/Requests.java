package io.besedka.platform.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the requests of one template to their handlers and their answers back. */
final class Requests extends org.eclipse.jetty.server.Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private final String template;
    private final UriTemplatePathSpec spec;
    private final Map<String, Handler> methods;
    private final Routes face;
    private final Sockets sockets;
    private final Outcome outcomes;

    Requests(String template, Map<String, Handler> methods, Routes face, Sockets sockets, Outcome outcomes) {
        this.template = template;
        this.spec = template.endsWith("*") ? null : new UriTemplatePathSpec(template);
        this.methods = methods;
        this.face = face;
        this.sockets = sockets;
        this.outcomes = outcomes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long began = System.nanoTime();
        var parameters = spec == null ? Map.<String, String>of() : spec.getPathParams(Exchange.path(request));
        var exchange = new Exchange(request, response, callback, parameters, sockets);
        var answer = answer(exchange);
        outcomes.answered(request.getMethod(), template, answer.status(), System.nanoTime() - began);
        if (answer != Answer.UPGRADED) {
            send(answer, request, response, callback);
        }
        return true;
    }

    private Answer answer(Exchange exchange) {
        try {
            return handler(exchange.method()).handle(exchange);
        } catch (Problem problem) {
            return face.answerTo(problem);
        } catch (IOException gone) {
            return face.answerTo(Problem.badRequest("body_unreadable", "the request's body could not be read"));
        } catch (Exception | StackOverflowError bug) {
            LOG.atError().setCause(bug).addKeyValue("route", template).log("a handler failed");
            return face.answerTo(Problem.of(500, "internal", "something broke on our side"));
        }
    }

    private Handler handler(String method) {
        var handler = methods.get(method);
        if (handler == null && method.equals("HEAD")) {
            handler = methods.get("GET");
        }
        if (handler == null) {
            throw Problem.of(405, "method_not_allowed", method + " is not for this address; it takes " + String.join(", ", methods.keySet()));
        }
        return handler;
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
