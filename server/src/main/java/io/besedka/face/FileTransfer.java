package io.besedka.face;

import io.besedka.conversation.FileStore;
import io.besedka.conversation.StoredFile;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Files up and down. A stranger's file must never run as a page of ours: only images, sounds and films that their bytes show to be such
 * are opened in place, everything else is saved, and whatever is opened is opened in a sandbox.
 */
public final class FileTransfer {
    private FileTransfer() {}

    /** Where members and keys of the project get a client's picture, from the root of this server; null for number 0. */
    public static String pictureAddress(long projectId, long pictureId) {
        return pictureId == 0 ? null : "/v1/projects/" + projectId + "/pictures/" + pictureId;
    }

    /** Stores a request's raw body under the name in {@code X-File-Name}; 413 over the limit, 422 when it is empty. */
    public static StoredFile receive(FileStore files, Exchange exchange, long projectId, long limit)
            throws IOException {
        if (exchange.bodyLength() > limit) {
            throw Problem.tooLarge(limit);
        }
        if (exchange.bodyLength() == 0) {
            throw Problem.of(422, "empty", "the file is empty");
        }
        try {
            return files.store(projectId, name(exchange.header("X-File-Name")), exchange.bodyStream(), limit);
        } catch (FileStore.TooLarge tooLarge) {
            throw Problem.tooLarge(limit);
        }
    }

    /** The last step of a path, without what no file system takes. */
    private static String name(String encoded) {
        try {
            var name = encoded == null ? "" : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
            var clean = last.replaceAll("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]", "")
                    .strip();
            return clean.isEmpty() ? "file" : clean;
        } catch (IllegalArgumentException malformed) {
            throw Problem.field("X-File-Name", "X-File-Name must be percent-encoded UTF-8");
        }
    }

    /** Answers with a file of the project: whole, in part, or that the caller has it already. */
    public static Answer send(FileStore files, Exchange exchange, long projectId, long id) throws IOException {
        return send(files, exchange, files.find(projectId, id));
    }

    public static Answer send(FileStore files, Exchange exchange, Optional<StoredFile> found) throws IOException {
        var file = found.orElseThrow(() -> Problem.of(404, "no_such_file", "no such file"));
        switch (file.state()) {
            case FETCHING -> throw Problem.later("fetching", "the file is still being fetched from the provider");
            case GONE -> throw Problem.of(404, "gone", "the provider no longer has the file");
            case STORED -> {}
        }
        var tag = "\"" + file.projectId() + "-" + file.id() + "\"";
        if (tag.equals(exchange.header("If-None-Match"))) {
            return safe(Answer.status(304), tag);
        }
        return safe(body(files, exchange, file, tag), tag).with("Content-Disposition", disposition(exchange, file));
    }

    private static Answer safe(Answer answer, String tag) {
        return answer.with("ETag", tag)
                .with("Cache-Control", "private, max-age=31536000, immutable")
                .with("Content-Security-Policy", "sandbox; default-src 'none'")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static Answer body(FileStore files, Exchange exchange, StoredFile file, String tag) throws IOException {
        var condition = exchange.header("If-Range");
        var range = condition == null || condition.equals(tag)
                ? ByteRange.parse(exchange.header("Range"), file.size())
                : ByteRange.WHOLE;
        if (range == ByteRange.WHOLE) {
            return Answer.stream(file.mime(), open(files, file, 0), file.size()).with("Accept-Ranges", "bytes");
        }
        if (range == ByteRange.NONE) {
            return Answer.status(416).with("Content-Range", "bytes */" + file.size());
        }
        var part = new Part(open(files, file, range.from()), range.length());
        return new Answer(206, file.mime(), null, part, range.length(), java.util.Map.of())
                .with("Accept-Ranges", "bytes")
                .with("Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + file.size());
    }

    private static InputStream open(FileStore files, StoredFile file, long from) throws IOException {
        try {
            return files.open(file, from);
        } catch (FileNotFoundException lost) {
            throw Problem.of(404, "gone", "the file is no longer on the disk");
        }
    }

    private static String disposition(Exchange exchange, StoredFile file) {
        boolean inPlace = (file.isImage() || file.isAudio() || file.isVideo())
                && exchange.query("download").filter("1"::equals).isEmpty();
        var name = Optional.ofNullable(file.name()).orElse("file");
        var ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return (inPlace ? "inline" : "attachment") + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    /** So many bytes of a stream. */
    private static final class Part extends java.io.FilterInputStream {
        private long left;

        Part(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
