package io.besedka.simulator.messenger;

import java.util.Locale;

/** What an attachment is to the one who sees it. */
public enum Kind {
    PHOTO("image/jpeg"),
    VIDEO("video/mp4"),
    AUDIO("audio/mpeg"),
    VOICE("audio/ogg"),
    FILE("application/octet-stream"),
    STICKER("image/webp");

    private final String mime;

    Kind(String mime) {
        this.mime = mime;
    }

    /** The usual MIME type, for want of a better one. */
    public String mime() {
        return mime;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this word; FILE for any other word. */
    public static Kind of(String word) {
        for (var kind : values()) if (kind.word().equals(word)) return kind;
        return FILE;
    }

    /** What a MIME type is shown as when nobody says more. */
    public static Kind ofMime(String mime) {
        if (mime.startsWith("image/")) return PHOTO;
        if (mime.startsWith("video/")) return VIDEO;
        return mime.startsWith("audio/") ? AUDIO : FILE;
    }
}
