package io.besedka.simulator.messenger;

/**
 * A file in a message. {@code fileId} names what {@link Files} holds and is empty when only the {@code url} is known.
 * Width and height in pixels, seconds for sound and film; zero when unknown.
 */
public record Attachment(
        Kind kind, String name, String mime, long size, int width, int height, int seconds, String fileId, String url) {
    /** A file somewhere else, of which nothing is known but the address. */
    public static Attachment at(Kind kind, String url) {
        return new Attachment(kind, "", kind.mime(), 0, 0, 0, 0, "", url);
    }

    public Attachment withUrl(String other) {
        return new Attachment(kind, name, mime, size, width, height, seconds, fileId, other);
    }

    public Attachment withKind(Kind other) {
        return new Attachment(other, name, mime, size, width, height, seconds, fileId, url);
    }

    public Attachment withName(String other) {
        return new Attachment(kind, other, mime, size, width, height, seconds, fileId, url);
    }
}
