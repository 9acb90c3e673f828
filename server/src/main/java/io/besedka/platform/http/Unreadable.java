package io.besedka.platform.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that no route ever sees, because Jetty could not read them, in our own error shape instead of Jetty's page, which
 * repeats the address, and with it a key that stands there.
 */
final class Unreadable extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Requests.send(Routes.render(problem(response.getStatus())), request, response, callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        var answer = Routes.render(problem(status));
        fields.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        return ByteBuffer.wrap(answer.body());
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 414, 431 -> Problem.of(status, "headers_too_large", "the address and the headers are too long");
            case 500 -> Problem.of(status, "internal", "something broke on our side");
            default -> Problem.of(status, "bad_request", "the request cannot be read");
        };
    }
}
