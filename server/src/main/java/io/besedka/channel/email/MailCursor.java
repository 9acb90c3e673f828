package io.besedka.channel.email;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * How far a mailbox was read: {@code <UIDVALIDITY>:<UID>:<seconds>}.
 *
 * @param seen when it was last looked at: from there on mails are read again when the server numbers them anew
 */
record MailCursor(long validity, long uid, Instant seen) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12}):(\\d{1,12})(?::(\\d{1,11}))?");

    /** Null for what is no cursor. */
    static MailCursor parse(String text) {
        var parts = SHAPE.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            return null;
        }
        try {
            var seen = parts.group(3) == null ? Instant.MAX : Instant.ofEpochSecond(Long.parseLong(parts.group(3)));
            return new MailCursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), seen);
        } catch (DateTimeException beyond) {
            return null;
        }
    }

    @Override
    public String toString() {
        return validity + ":" + uid + ":" + seen.getEpochSecond();
    }
}
