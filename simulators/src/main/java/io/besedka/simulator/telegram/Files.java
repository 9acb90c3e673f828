package io.besedka.simulator.telegram;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Upload;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The files of one bot, by opaque id. Content beyond the budget is forgotten, oldest first. */
final class Files {
    static final long DOWNLOAD_LIMIT = 20L << 20;
    static final int UPLOAD_LIMIT = 50 << 20;
    static final int PHOTO_LIMIT = 10 << 20;
    private static final int PHOTO_URL_LIMIT = 5 << 20;
    private static final int URL_LIMIT = 20 << 20;
    private static final long BUDGET = 256L << 20;
    private static final Set<String> DOCUMENTS_BY_URL = Set.of("image/gif", "application/pdf", "application/zip");
    private static final Map<String, String> FOLDERS = Map.of(
            "photo",
            "photos",
            "video",
            "videos",
            "animation",
            "animations",
            "audio",
            "music",
            "voice",
            "voice",
            "video_note",
            "video_notes",
            "document",
            "documents",
            "sticker",
            "stickers");

    private final long botId;
    private final HttpClient client;
    private final Supplier<Instant> clock;
    private final LinkedHashMap<String, StoredFile> byId = new LinkedHashMap<>();
    private final Map<String, StoredFile> byPath = new LinkedHashMap<>();
    private long held;
    private int count;

    Files(long botId, HttpClient client, Supplier<Instant> clock) {
        this.botId = botId;
        this.client = client;
        this.clock = clock;
    }

    /** Keeps a file that a person sends; {@code size} counts when there is no content. */
    synchronized StoredFile keep(String kind, String name, String mime, byte[] content, long size, int duration) {
        long bytes = content == null ? size : content.length;
        var image = content == null ? null : ImageSize.of(content);
        int number = count++;
        // The id names the bot, as real ones do inside: another bot's id is refused.
        var id = "AgAC" + Long.toString(botId, 36) + "-" + kind.charAt(0) + kind.length() + "-"
                + Long.toString(Integer.toUnsignedLong(number * 0x9E3779B1 + 7), 36) + "_" + number;
        var path = FOLDERS.get(kind) + "/file_" + number + extension(name, mime);
        var file = new StoredFile(
                id,
                "AQAD" + Long.toString(botId % 9973, 36) + number,
                kind,
                name,
                mime,
                bytes,
                content,
                image,
                duration,
                path,
                clock.get());
        byId.put(id, file);
        byPath.put(path, file);
        held += content == null ? 0 : bytes;
        while (held > BUDGET && byId.size() > 1) forget(byId.firstEntry().getValue());
        return file;
    }

    private void forget(StoredFile file) {
        byId.remove(file.id());
        byPath.remove(file.path());
        if (file.content() != null) held -= file.size();
    }

    synchronized StoredFile byId(String id) {
        return byId.get(id);
    }

    synchronized StoredFile byPath(String path) {
        return byPath.get(path);
    }

    /** An upload of the bot. */
    StoredFile uploaded(String kind, Upload upload, int duration) {
        int size = upload.content().length;
        if (size == 0) throw Refusal.badRequest("file must be non-empty");
        if (kind.equals("photo") && size > PHOTO_LIMIT) {
            throw Refusal.badRequest("file of size " + size + " bytes is too big for a photo; the maximum size is "
                    + PHOTO_LIMIT + " bytes");
        }
        if (size > UPLOAD_LIMIT) throw Refusal.of(413, "Request Entity Too Large");
        return checked(keep(kind, upload.fileName(), mime(kind, upload), upload.content(), size, duration));
    }

    /** What a bot names by a file_id or a URL instead of uploading. */
    StoredFile named(String kind, String reference, int duration) {
        if (reference.startsWith("http://") || reference.startsWith("https://"))
            return fetched(kind, reference, duration);
        var file = byId(reference);
        if (file == null) throw Refusal.badRequest("wrong file identifier/HTTP URL specified");
        if (!file.kind().equals(kind)) {
            throw Refusal.badRequest("can't use file of type " + title(file.kind()) + " as " + title(kind));
        }
        return file;
    }

    private StoredFile fetched(String kind, String url, int duration) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var in = answer.body()) {
                int limit = kind.equals("photo") ? PHOTO_URL_LIMIT : URL_LIMIT;
                var content = in.readNBytes(limit + 1);
                var mime = answer.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .split(";")[0]
                        .strip();
                boolean wrongType = kind.equals("document") && !DOCUMENTS_BY_URL.contains(mime)
                        || kind.equals("photo") && !mime.startsWith("image/");
                if (answer.statusCode() != 200 || content.length > limit || content.length == 0) {
                    throw Refusal.badRequest("failed to get HTTP URL content");
                }
                if (wrongType) throw Refusal.badRequest("wrong type of the web page content");
                var path = URI.create(url).getPath();
                var name = path.substring(path.lastIndexOf('/') + 1);
                return checked(keep(kind, name, mime, content, content.length, duration));
            }
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw Refusal.badRequest("failed to get HTTP URL content");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.badRequest("failed to get HTTP URL content");
        }
    }

    private static StoredFile checked(StoredFile file) {
        if (!file.kind().equals("photo")) return file;
        var size = file.imageSize();
        if (size == null || size.width() < 1 || size.height() < 1) throw Refusal.badRequest("IMAGE_PROCESS_FAILED");
        int longer = Math.max(size.width(), size.height());
        int shorter = Math.min(size.width(), size.height());
        if (size.width() + size.height() > 10_000 || longer > 20 * shorter) {
            throw Refusal.badRequest("PHOTO_INVALID_DIMENSIONS");
        }
        return file;
    }

    private static String mime(String kind, Upload upload) {
        if (!upload.contentType().isEmpty() && !upload.contentType().startsWith("application/octet-stream"))
            return upload.contentType();
        return switch (kind) {
            case "photo" -> "image/jpeg";
            case "video", "animation", "video_note" -> "video/mp4";
            case "audio" -> "audio/mpeg";
            case "voice" -> "audio/ogg";
            case "sticker" -> "image/webp";
            default -> mimeOfName(upload.fileName());
        };
    }

    static String mimeOfName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "pdf" -> "application/pdf";
            case "zip" -> "application/zip";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "txt" -> "text/plain";
            case "mp4" -> "video/mp4";
            case "mp3" -> "audio/mpeg";
            case "ogg", "oga" -> "audio/ogg";
            default -> "application/octet-stream";
        };
    }

    private static String extension(String name, String mime) {
        int dot = name.lastIndexOf('.');
        var own = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        if (own.matches("\\.[a-z0-9]{1,8}")) return own;
        return switch (mime) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/webp" -> ".webp";
            case "audio/ogg" -> ".oga";
            case "audio/mpeg" -> ".mp3";
            case "video/mp4" -> ".mp4";
            default -> "";
        };
    }

    private static String title(String kind) {
        var words = new StringBuilder();
        for (var word : kind.split("_"))
            words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        return words.toString();
    }
}
