package io.besedka.simulator.telegram;

/**
 * A file in a person's hand. {@code kind} is the Bot API's word; {@code content} may be null when only a size is
 * pretended, to try the download limit without moving bytes; {@code duration} in seconds where the kind has one.
 */
public record Attachment(
        String kind, String fileName, String mime, byte[] content, long size, int duration, String caption) {
    public static Attachment photo(byte[] content) {
        return new Attachment("photo", "", "image/jpeg", content, content.length, 0, "");
    }

    public static Attachment video(String fileName, byte[] content) {
        return new Attachment("video", fileName, "video/mp4", content, content.length, 3, "");
    }

    public static Attachment animation(String fileName, byte[] content) {
        return new Attachment("animation", fileName, "video/mp4", content, content.length, 2, "");
    }

    public static Attachment audio(String fileName, byte[] content) {
        return new Attachment("audio", fileName, "audio/mpeg", content, content.length, 120, "");
    }

    public static Attachment voice(byte[] content) {
        return new Attachment("voice", "", "audio/ogg", content, content.length, 4, "");
    }

    public static Attachment videoNote(byte[] content) {
        return new Attachment("video_note", "", "video/mp4", content, content.length, 5, "");
    }

    public static Attachment sticker(byte[] content) {
        return new Attachment("sticker", "sticker.webp", "image/webp", content, content.length, 0, "");
    }

    public static Attachment document(String fileName, byte[] content) {
        return new Attachment("document", fileName, Files.mimeOfName(fileName), content, content.length, 0, "");
    }

    /** A document that claims a size without having content: getFile refuses it above 20 MB. */
    public static Attachment documentOfSize(String fileName, long size) {
        return new Attachment("document", fileName, Files.mimeOfName(fileName), null, size, 0, "");
    }

    public Attachment withCaption(String text) {
        return new Attachment(kind, fileName, mime, content, size, duration, text);
    }
}
