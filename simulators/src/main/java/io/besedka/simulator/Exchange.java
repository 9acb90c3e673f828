package io.besedka.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Answered at most once; not safe for use by several threads. */
public final class Exchange {
    /** The body is larger than the reader allows. */
    public static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("the body is too large", null, false, false);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private boolean answered;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    public String method() {
        return request.getMethod();
    }

    /** The path, beginning with a slash; decoded but for %2F and %25. */
    public String path() {
        return Request.getPathInContext(request);
    }

    /** The raw query without the question mark; empty when there is none. */
    public String query() {
        var query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /** The header's value or an empty string. */
    public String header(String name) {
        var value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** Reads the whole body, chunked or not; refuses more than the given bytes. */
    public byte[] body(int limit) throws IOException {
        if (request.getLength() > limit) throw new TooLarge();
        if (request.getLength() == 0) return new byte[0];
        var collected = new ByteArrayOutputStream((int) Math.max(512, request.getLength()));
        try (var in = Content.Source.asInputStream(request)) {
            var buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                collected.write(buffer, 0, n);
                if (collected.size() > limit) throw new TooLarge();
            }
        }
        return collected.toByteArray();
    }

    /** Sets a header of the answer; call before answering. */
    public Exchange with(String name, String value) {
        response.getHeaders().put(name, value);
        return this;
    }

    public void answer(int status, String contentType, String body) {
        answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public void answer(int status, String contentType, byte[] body) {
        if (answered) return;
        answered = true;
        response.setStatus(status);
        response.getHeaders().put("Content-Type", contentType);
        response.getHeaders().put("Content-Length", body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Begins an answer without end; the caller writes and flushes until it closes the stream or the client leaves. */
    public OutputStream stream(String contentType) {
        answered = true;
        response.setStatus(200);
        response.getHeaders().put("Content-Type", contentType);
        response.getHeaders().put("Cache-Control", "no-store");
        return Content.Sink.asOutputStream(response);
    }

    /** Ends what {@link #stream} began. */
    public void streamEnded() {
        callback.succeeded();
    }

    /** Cuts the connection without an answer, as a broken network would. */
    public void hangUp() {
        answered = true;
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        endPoint.close();
        callback.failed(new EofException("hung up on purpose"));
    }

    boolean isAnswered() {
        return answered;
    }

    void failed(Exception e) {
        if (answered) {
            callback.failed(e);
            return;
        }
        if (!(e instanceof IOException)) LOG.warn("a simulator failed on {} {}", method(), e.toString(), e);
        answer(500, "text/plain", "The simulator itself failed; this is a bug.\n");
    }
}
