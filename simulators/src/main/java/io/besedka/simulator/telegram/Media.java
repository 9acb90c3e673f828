package io.besedka.simulator.telegram;

import io.besedka.simulator.ImageSize;
import io.besedka.simulator.Json;
import tools.jackson.databind.node.ObjectNode;

/** Puts a stored file into a message the way the Bot API shows its kind. */
final class Media {
    static final int CAPTION_LIMIT = 1024;

    private Media() {}

    static void put(ObjectNode content, StoredFile file) {
        switch (file.kind()) {
            case "photo" -> putPhoto(content, file);
            case "animation" -> {
                var animation = described(file);
                content.set("animation", animation);
                content.set("document", named(base(file), file));
            }
            default -> content.set(file.kind(), described(file));
        }
    }

    static void putCaption(ObjectNode content, FormattedText caption) {
        if (caption.text().isEmpty()) return;
        content.put("caption", caption.text());
        if (!caption.entities().isEmpty()) content.set("caption_entities", caption.entitiesJson());
    }

    private static void putPhoto(ObjectNode content, StoredFile file) {
        var sizes = content.putArray("photo");
        var size = file.imageSize() == null ? new ImageSize(800, 600) : file.imageSize();
        if (Math.max(size.width(), size.height()) > 90) {
            double scale = 90.0 / Math.max(size.width(), size.height());
            // Every size names the same content here; only the last one claims to be whole.
            sizes.add(base(file)
                    .put("file_unique_id", file.uniqueId() + "s")
                    .put("file_size", Math.min(file.size(), 1500))
                    .put("width", Math.max(1, (int) (size.width() * scale)))
                    .put("height", Math.max(1, (int) (size.height() * scale))));
        }
        sizes.add(base(file).put("width", size.width()).put("height", size.height()));
    }

    private static ObjectNode described(StoredFile file) {
        var json = base(file);
        switch (file.kind()) {
            case "video", "animation" ->
                named(json.put("width", 640).put("height", 360), file).put("duration", file.duration());
            case "audio" -> named(json, file).put("duration", file.duration());
            case "voice" -> json.put("duration", file.duration()).put("mime_type", file.mime());
            case "video_note" -> json.put("length", 240).put("duration", file.duration());
            case "sticker" ->
                json.put("type", "regular")
                        .put("width", 512)
                        .put("height", 512)
                        .put("is_animated", file.name().endsWith(".tgs"))
                        .put("is_video", file.name().endsWith(".webm"))
                        .put("emoji", "🙂");
            default -> named(json, file);
        }
        return json;
    }

    private static ObjectNode base(StoredFile file) {
        return Json.object()
                .put("file_id", file.id())
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size());
    }

    private static ObjectNode named(ObjectNode json, StoredFile file) {
        if (!file.name().isEmpty()) json.put("file_name", file.name());
        return json.put("mime_type", file.mime());
    }
}
