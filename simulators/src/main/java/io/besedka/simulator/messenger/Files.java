package io.besedka.simulator.messenger;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Upload;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The messenger's files by id. Content beyond 256 MB is forgotten, oldest first; nothing survives a restart. */
public final class Files {
    /** What is held; {@code content} is null for a pretended size. */
    public record Stored(Attachment attachment, byte[] content, Instant at) {}

    private static final long BUDGET = 256L << 20;

    private final Messenger messenger;
    private final Map<String, Stored> byId = new LinkedHashMap<>();
    private long held;
    private long count;

    Files(Messenger messenger) {
        this.messenger = messenger;
        this.count = messenger.time().now().getEpochSecond() - 1_760_000_000L << 8;
    }

    /** Keeps a file and gives it an id and a public {@code url} under this simulator's {@code /files/}. */
    public synchronized Attachment keep(Media media) {
        var id = Long.toString(++count, 36) + Long.toString(count * 0x9E3779B97F4A7C15L >>> 24, 36);
        var image = media.content() == null ? null : ImageSize.of(media.content());
        var name = media.name().isEmpty() ? media.kind().word() : media.name();
        var url = messenger.url() + "/files/" + id + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        var attachment = new Attachment(
                media.kind(),
                media.name(),
                media.mime(),
                media.size(),
                image == null ? 0 : image.width(),
                image == null ? 0 : image.height(),
                media.seconds(),
                id,
                url);
        byId.put(id, new Stored(attachment, media.content(), messenger.time().now()));
        held += media.content() == null ? 0 : media.content().length;
        while (held > BUDGET && byId.size() > 1) forget(byId.keySet().iterator().next());
        return attachment;
    }

    public Attachment keep(Kind kind, Upload upload) {
        var mime = upload.contentType().isEmpty() || upload.contentType().startsWith("application/octet-stream")
                ? Media.mimeOf(upload.fileName(), kind)
                : upload.contentType().split(";")[0].strip();
        var content = upload.content();
        return keep(new Media(kind, upload.fileName(), mime, content, content.length, 0));
    }

    public synchronized Optional<Stored> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized void forget(String id) {
        var gone = byId.remove(id);
        if (gone != null && gone.content() != null) held -= gone.content().length;
    }

    /** Fetches what our server gave by address, as the provider would; empty when it is not there or too large. */
    public Optional<Attachment> fetch(Kind kind, String url, String name, int atMost) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var answer = messenger.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var in = answer.body()) {
                var content = in.readNBytes(atMost + 1);
                if (answer.statusCode() != 200 || content.length > atMost || content.length == 0)
                    return Optional.empty();
                var type = answer.headers().firstValue("Content-Type").orElse("");
                var path = request.uri().getPath();
                var known = name.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : name;
                return Optional.of(keep(kind, new Upload(known, type, content)));
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
