package io.besedka.api.salebot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.function.Supplier;

/** When something is to be sent: {@code time_shift} in seconds from now, or {@code send_time} by the project's wall clock. */
final class SendTime {
    static final Duration FURTHEST = Duration.ofDays(366);
    /** Python's strptime, whose pattern the document gives, takes a day and an hour of one digit, too. */
    private static final DateTimeFormatter MOMENT = strict("uuuu-M-d H:m:s");

    /** Before it nothing was said, and the database knows no year 0. */
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

    private static final DateTimeFormatter DAY = strict("dd.MM.uuuu");

    private SendTime() {}

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Null = now, as is what lies in the past. Where both are given {@code time_shift} counts. */
    static Instant of(Parameters parameters, Supplier<ZoneId> zone, Instant now) {
        var shift = parameters.decimal("time_shift");
        var wanted = parameters.text("send_time");
        if (shift == null && wanted == null) {
            return null;
        }
        var at = shift == null ? moment(wanted, zone.get()) : shifted(now, shift);
        if (at.isAfter(now.plus(FURTHEST))) {
            throw Failed.because("nothing is planned for more than " + FURTHEST.toDays() + " days ahead");
        }
        return at.isAfter(now) ? at : null;
    }

    private static Instant shifted(Instant now, BigDecimal seconds) {
        var limit = BigDecimal.valueOf(FURTHEST.toSeconds() + 1);
        return now.plusMillis(seconds.min(limit)
                .max(BigDecimal.ZERO)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    /** An hour that the clocks leap over in spring exists as little as February 30th. */
    private static Instant moment(String text, ZoneId zone) {
        try {
            var local = LocalDateTime.parse(text.strip(), MOMENT);
            if (zone.getRules().getValidOffsets(local).isEmpty()) {
                throw Failed.because("send_time names a moment that does not exist");
            }
            return local.atZone(zone).toInstant();
        } catch (DateTimeException wrong) {
            throw Failed.because("send_time must be an existing moment such as 2024-10-16 13:15:59");
        }
    }

    static LocalDate day(String name, String text) {
        try {
            var day = LocalDate.parse(text.strip(), DAY);
            return day.isBefore(FIRST) ? FIRST : day;
        } catch (DateTimeException wrong) {
            throw Failed.because(name + " must be an existing day such as 16.10.2024");
        }
    }
}
