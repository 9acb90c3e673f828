package io.besedka.simulator.messenger;

import java.util.Locale;
import java.util.Map;

/**
 * A file in a person's hand. {@code content} may be null when only a size is pretended, to try limits without moving
 * bytes; {@code seconds} where the kind has a length.
 */
public record Media(Kind kind, String name, String mime, byte[] content, long size, int seconds) {
    private static final Map<String, String> MIMES = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("aac", "audio/aac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("oga", "audio/ogg"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("txt", "text/plain"));

    public static Media of(Kind kind, String name, byte[] content) {
        int seconds = kind == Kind.VIDEO ? 3 : kind == Kind.VOICE ? 4 : kind == Kind.AUDIO ? 120 : 0;
        var mime = kind == Kind.FILE || name.contains(".") ? mimeOf(name, kind) : kind.mime();
        return new Media(kind, name, mime, content, content.length, seconds);
    }

    public static Media photo(byte[] content) {
        return of(Kind.PHOTO, "photo.jpg", content);
    }

    public static Media video(String name, byte[] content) {
        return of(Kind.VIDEO, name, content);
    }

    public static Media audio(String name, byte[] content) {
        return of(Kind.AUDIO, name, content);
    }

    public static Media voice(byte[] content) {
        return of(Kind.VOICE, "voice.ogg", content);
    }

    public static Media sticker(byte[] content) {
        return of(Kind.STICKER, "sticker.webp", content);
    }

    public static Media file(String name, byte[] content) {
        return of(Kind.FILE, name, content);
    }

    /** A file that claims a size without having content. */
    public static Media fileOfSize(String name, long size) {
        return new Media(Kind.FILE, name, mimeOf(name, Kind.FILE), null, size, 0);
    }

    /** The type that a file name's ending speaks of. */
    public static String mimeOf(String name, Kind kind) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MIMES.getOrDefault(ending, kind.mime());
    }
}
