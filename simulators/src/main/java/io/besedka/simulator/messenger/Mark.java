package io.besedka.simulator.messenger;

/**
 * A stretch of formatted text in UTF-16 units: bold, italic, underline, strikethrough, code, pre, blockquote, link
 * (with {@code url}, else empty).
 */
public record Mark(String kind, int offset, int length, String url) {}
