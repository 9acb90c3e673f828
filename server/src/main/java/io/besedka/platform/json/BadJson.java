package io.besedka.platform.json;

/** Bytes that are not JSON we take: malformed, not UTF-8, too deep, too long, or of another shape. */
public final class BadJson extends RuntimeException {
    public BadJson(String why) {
        super(why, null, false, false);
    }
}
