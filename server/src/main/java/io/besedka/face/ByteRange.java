package io.besedka.face;

import java.util.regex.Pattern;

/** What part of a file a {@code Range} header asks for, both ends included. Several ranges at once are answered with the whole. */
record ByteRange(long from, long to) {
    static final ByteRange WHOLE = new ByteRange(0, Long.MAX_VALUE);
    /** Nothing of the file lies in the range. */
    static final ByteRange NONE = new ByteRange(0, -1);

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange parse(String header, long size) {
        var range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || header.strip().equals("bytes=-")) {
            return WHOLE;
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            return last == 0 ? NONE : new ByteRange(size - last, size - 1);
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from) {
            return WHOLE;
        }
        return from >= size ? NONE : new ByteRange(from, to);
    }

    long length() {
        return to - from + 1;
    }
}
