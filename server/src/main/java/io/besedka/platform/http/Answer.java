package io.besedka.platform.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a handler answers. Immutable; {@link #with} adds a header.
 *
 * @param body the bytes, or null when {@code stream} carries them or when the socket was upgraded
 * @param stream closed after it was sent; {@code length} is its size in bytes, -1 = unknown
 */
public record Answer(
        int status, String contentType, byte[] body, InputStream stream, long length, Map<String, String> headers) {
    private static final byte[] NOTHING = new byte[0];

    /** The exchange became a WebSocket; there is nothing more to answer. */
    static final Answer UPGRADED = new Answer(101, null, null, null, -1, Map.of());

    public static Answer ok() {
        return status(204);
    }

    public static Answer status(int status) {
        return new Answer(status, null, NOTHING, null, 0, Map.of());
    }

    public static Answer bytes(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, null, body.length, Map.of());
    }

    public static Answer text(int status, String contentType, String body) {
        return bytes(status, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as JSON, by the server's one mapper. */
    public static Answer json(Object value) {
        return json(200, value);
    }

    public static Answer json(int status, Object value) {
        return bytes(status, "application/json", JsonBody.write(value));
    }

    public static Answer stream(String contentType, InputStream stream, long length) {
        return new Answer(200, contentType, null, stream, length, Map.of());
    }

    public static Answer redirect(String location) {
        return status(303).with("Location", location);
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, stream, length, more);
    }
}
