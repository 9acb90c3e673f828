package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/** {@code multipart/form-data} as browsers write it, its parts streamed one after another. */
final class Multipart {
    private Multipart() {}

    static Body body(List<Part> parts) {
        var boundary = Tokens.random();
        var pieces = new ArrayList<Body>();
        for (var part : parts) {
            pieces.add(Body.of("", head(part, boundary).getBytes(UTF_8)));
            pieces.add(part.body());
            pieces.add(Body.of("", "\r\n".getBytes(UTF_8)));
        }
        pieces.add(Body.of("", ("--" + boundary + "--\r\n").getBytes(UTF_8)));
        return new Body("multipart/form-data; boundary=" + boundary, length(pieces), () -> joined(pieces));
    }

    private static String head(Part part, String boundary) {
        var head = new StringBuilder(
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(part.name()))
                .append('"');
        part.fileName()
                .ifPresent(name ->
                        head.append("; filename=\"").append(quoted(name)).append('"'));
        if (!part.body().contentType().isEmpty()) {
            head.append("\r\nContent-Type: ").append(part.body().contentType().replaceAll("[\\r\\n]", ""));
        }
        return head.append("\r\n\r\n").toString();
    }

    /** A name may be anything a person typed: what would end the quotes or the line is escaped as browsers do. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static long length(List<Body> pieces) {
        return pieces.stream().anyMatch(piece -> piece.length() < 0)
                ? -1
                : pieces.stream().mapToLong(Body::length).sum();
    }

    private static InputStream joined(List<Body> pieces) {
        return new SequenceInputStream(new Streams(pieces.iterator()));
    }

    /** Opens each piece only when its turn has come. */
    private record Streams(Iterator<Body> pieces) implements Enumeration<InputStream> {
        @Override
        public boolean hasMoreElements() {
            return pieces.hasNext();
        }

        @Override
        public InputStream nextElement() {
            try {
                return pieces.next().source().open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
