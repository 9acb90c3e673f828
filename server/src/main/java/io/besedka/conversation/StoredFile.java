package io.besedka.conversation;

import java.util.Set;

/**
 * A project's file.
 *
 * @param mime what its bytes say it is once it is stored; before that, what the provider said
 * @param size bytes; @param width pixels, 0 = unknown or no image
 */
public record StoredFile(
        long projectId, long id, String name, String mime, long size, int width, int height, State state) {
    /** Images a browser draws without running anything in them. */
    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif");

    /** In the database by its ordinal: only append. */
    public enum State {
        FETCHING,
        STORED,
        GONE
    }

    public boolean isImage() {
        return IMAGES.contains(mime);
    }

    public boolean isAudio() {
        return mime.startsWith("audio/");
    }

    public boolean isVideo() {
        return mime.startsWith("video/");
    }
}
