package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a request carries. It is opened anew for each sending and read as a stream, so a large file is never in memory.
 *
 * @param length bytes in all, or -1 when it is not known beforehand
 */
public record Body(String contentType, long length, Source source) {
    /** Opens the bytes from their beginning. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static final Body NONE = of("", new byte[0]);

    public static Body of(String contentType, byte[] bytes) {
        return new Body(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    public static Body json(byte[] json) {
        return of("application/json", json);
    }

    public static Body form(Map<String, String> fields) {
        var text = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return of("application/x-www-form-urlencoded", text.getBytes(UTF_8));
    }

    public static Body file(String contentType, Path file) throws IOException {
        return new Body(contentType, Files.size(file), () -> Files.newInputStream(file));
    }

    /** A form with files. Its length is known when the lengths of all parts are. */
    public static Body multipart(List<Part> parts) {
        return Multipart.body(parts);
    }

    boolean isEmpty() {
        return length == 0 && contentType.isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
