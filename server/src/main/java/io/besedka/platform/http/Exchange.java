package io.besedka.platform.http;

import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** One request on its way to an answer. Bodies are read whole and only up to a limit. */
public final class Exchange {
    /** The limit of a body that nobody gave another. */
    public static final int BODY_LIMIT = 1 << 20;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Map<String, String> pathParameters;
    private final Map<Class<?>, Object> attached = new HashMap<>(4);
    private final Sockets sockets;
    private Fields query;
    private MessageDigest digest;
    private boolean opened;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            Map<String, String> pathParameters,
            Sockets sockets) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.pathParameters = pathParameters;
        this.sockets = sockets;
    }

    public String method() {
        return request.getMethod();
    }

    public String path() {
        return path(request);
    }

    /** The whole path: within a mapping, Jetty's own path in context has the mapped part cut off. */
    static String path(Request request) {
        return request.getHttpURI().getCanonicalPath();
    }

    /** Scheme, host and port as the caller sees them. */
    public String origin() {
        return request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
    }

    /** A parameter of the route's template. */
    public String path(String name) {
        return pathParameters.get(name);
    }

    /** A number of the route's template; whatever is not a number names nothing. */
    public long pathNumber(String name) {
        try {
            return Long.parseLong(path(name));
        } catch (NumberFormatException notANumber) {
            throw Problem.notFound(name);
        }
    }

    public Optional<String> query(String name) {
        if (query == null) {
            query = parseQuery();
        }
        return Optional.ofNullable(query.getValue(name));
    }

    private Fields parseQuery() {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException malformed) {
            throw Problem.badRequest("bad_query", "the query string is not valid UTF-8 form encoding");
        }
    }

    public long queryNumber(String name, long otherwise) {
        try {
            return query(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException notANumber) {
            throw Problem.field(name, name + " must be a whole number");
        }
    }

    public String rawQuery() {
        return request.getHttpURI().getQuery();
    }

    /** The header's value, or null. */
    public String header(String name) {
        return request.getHeaders().get(name);
    }

    public Optional<String> cookie(String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    public String contentType() {
        return request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    }

    /** The caller's address; the outermost trusted proxy's word for it when the server was told of proxies. */
    public String remoteAddress() {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? bare(address)
                : "unknown";
    }

    /** A proxy's word is not resolved, and may be anything. */
    private static String bare(InetSocketAddress address) {
        return address.isUnresolved()
                ? address.getHostString().replaceAll("[\\[\\]]", "")
                : address.getAddress().getHostAddress();
    }

    public byte[] body() throws IOException {
        return body(BODY_LIMIT);
    }

    /** The whole body; {@link Problem} 413 when it is larger than {@code limit} bytes. */
    public byte[] body(int limit) throws IOException {
        if (request.getLength() > limit) {
            throw Problem.tooLarge(limit);
        }
        try (var in = bodyStream()) {
            return request.getLength() >= 0 ? announced(in) : unannounced(in, limit);
        }
    }

    private byte[] announced(InputStream in) throws IOException {
        var bytes = new byte[(int) request.getLength()];
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new java.io.EOFException("the body ended early");
        }
        return bytes;
    }

    private static byte[] unannounced(InputStream in, int limit) throws IOException {
        var bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problem.tooLarge(limit);
        }
        return bytes;
    }

    /** The body as a stream, for what is too large for memory; the reader minds its own limit. */
    public InputStream bodyStream() {
        opened = true;
        var bytes = Content.Source.asInputStream(request);
        return digest == null ? bytes : new DigestInputStream(bytes, digest);
    }

    /** From now on the body's bytes are taken into a digest as they are read, by whomever. */
    public void digestBody() {
        digest = Tokens.digest();
    }

    /** What {@link #digestBody} made of the body; a body that nobody wanted is read to its end for it. */
    public byte[] bodyDigest() throws IOException {
        if (!opened) {
            try (var in = bodyStream()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return digest.digest();
    }

    /** The body's length as announced, -1 when it was not. */
    public long bodyLength() {
        return request.getLength();
    }

    public <T> T json(Class<T> type) throws IOException {
        return json(type, BODY_LIMIT);
    }

    /** @param limit bytes */
    public <T> T json(Class<T> type, int limit) throws IOException {
        return JsonBody.read(body(limit), type);
    }

    /** Leaves something for the handlers further in: who is calling, say. */
    public <T> void attach(Class<T> type, T value) {
        attached.put(type, value);
    }

    public <T> T attached(Class<T> type) {
        return type.cast(attached.get(type));
    }

    /** Makes the exchange a WebSocket; the handler returns what this returns. */
    public Answer upgrade(Socket.Listener listener) throws Exception {
        return sockets.upgrade(request, response, callback, listener);
    }

    /** The subprotocols the caller offers for a WebSocket. */
    public List<String> offeredProtocols() {
        return request.getHeaders().getCSV("Sec-WebSocket-Protocol", false);
    }

    HttpFields headers() {
        return request.getHeaders();
    }
}
