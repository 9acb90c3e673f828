package io.besedka.channel.telegram;

import io.besedka.channel.Files.Stored;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A multipart/form-data body whose files are streamed; nested objects are JSON strings, as the Bot API wants them. */
final class Multipart {
    private final String boundary = "besedka-" + UUID.randomUUID();
    private final ObjectNode fields;
    private final List<FilePart> files;

    Multipart(ObjectNode fields, List<FilePart> files) {
        this.fields = fields;
        this.files = files;
    }

    /** A stored file on its way; remembers whether reading it failed, because then the request was never whole. */
    static final class FilePart {
        private final String part;
        private final Stored stored;
        private volatile boolean failed;

        FilePart(String part, Stored stored) {
            this.part = part;
            this.stored = stored;
        }

        long size() {
            return stored.size();
        }

        boolean failed() {
            return failed;
        }

        void close() {
            try {
                stored.close();
            } catch (IOException wasReadToItsEnd) {
                // Nothing is lost by it.
            }
        }

        private FilterInputStream bytes() {
            return new FilterInputStream(stored.bytes()) {
                private long left = stored.size();

                @Override
                public int read() throws IOException {
                    var one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    try {
                        int read = super.read(into, offset, length);
                        left -= Math.max(read, 0);
                        failed |= read < 0 && left > 0 || left < 0;
                        return read;
                    } catch (IOException unreadable) {
                        failed = true;
                        throw unreadable;
                    }
                }
            };
        }
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Its length is known, so that the server can refuse at once what is too large. */
    BodyPublisher publisher() {
        var parts = new ArrayList<BodyPublisher>();
        parts.add(BodyPublishers.ofByteArray(fieldParts()));
        for (var file : files) {
            parts.add(BodyPublishers.ofString(head(file)));
            if (file.size() > 0) {
                parts.add(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(file::bytes), file.size()));
            }
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private byte[] fieldParts() {
        var out = new ByteArrayOutputStream();
        for (var field : fields.properties()) {
            var value = field.getValue().isString()
                    ? field.getValue().stringValue()
                    : field.getValue().toString();
            var part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                    + value + "\r\n";
            out.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private String head(FilePart file) {
        var type = file.stored.mime() != null && file.stored.mime().matches("[\\w.+-]+/[\\w.+-]+")
                ? file.stored.mime()
                : "application/octet-stream";
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.part + "\"; filename=\""
                + fileName(file.stored.name()) + "\"\r\nContent-Type: " + type + "\r\n\r\n";
    }

    private static String fileName(String name) {
        return name == null || name.isBlank()
                ? "file"
                : name.replaceAll("[\\p{Cntrl}]", " ").replace("\"", "%22").strip();
    }
}
