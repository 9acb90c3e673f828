package io.besedka.broadcast;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When nobody is to be disturbed, by the clock on the client's wall. {@code from} after {@code to} means over midnight. */
public record QuietHours(LocalTime from, LocalTime to) {
    public QuietHours {
        if (from == null || to == null || from.equals(to)) {
            throw BroadcastRefused.invalid(
                    "quietHours", "quiet hours are from one time of the day to another, such as 22:00 and 08:00");
        }
    }

    /** {@code moment} where it is not quiet, else when the quiet ends. */
    public Instant after(Instant moment, ZoneId zone) {
        var there = moment.atZone(zone);
        return isQuiet(there.toLocalTime()) ? end(there).toInstant() : moment;
    }

    private boolean isQuiet(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }

    private ZonedDateTime end(ZonedDateTime there) {
        var today = there.with(to);
        var end = there.toLocalTime().isBefore(to) ? today : today.plusDays(1);
        // Where the clocks go back, the same time of the day comes twice; quiet ends with the later.
        return end.isAfter(there) ? end : there.plusMinutes(1);
    }

    /** What a client's variable says, {@code otherwise} where it says nothing we understand. */
    public static ZoneId zone(String said, ZoneId otherwise) {
        if (said == null || said.isBlank()) {
            return otherwise;
        }
        try {
            var text = said.strip();
            return ZoneId.of(text.matches("\\d{1,2}(:\\d{2})?") ? "+" + text : text);
        } catch (DateTimeException unknown) {
            return otherwise;
        }
    }
}
