package io.besedka.api.deal;

import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.DealFilter;
import io.besedka.deal.DealLists.Place;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads what is asked of lists and boards from the address. */
record DealQuery(Exchange exchange) {
    private static final int WORDS_LIMIT = 100;
    private static final int IDS_LIMIT = 100;
    private static final Pattern MONEY = Pattern.compile("\\d{1,14}(\\.\\d{1,2})?");
    private static final Instant NEVER_BEFORE = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant NEVER_AFTER = Instant.parse("9999-01-01T00:00:00Z");

    /** Everything a list can be narrowed by. */
    DealFilter filter() {
        return new DealFilter(
                number("pipeline"),
                number("stage"),
                status(),
                number("responsible"),
                number("conversation"),
                words(),
                money("budgetFrom"),
                money("budgetTo"),
                time("changedSince"),
                ids());
    }

    /** As much of it as a board has. */
    DealFilter boardFilter() {
        return new DealFilter(
                null,
                null,
                null,
                number("responsible"),
                null,
                words(),
                money("budgetFrom"),
                money("budgetTo"),
                null,
                null);
    }

    private Long number(String name) {
        return exchange.query(name).isEmpty() ? null : exchange.queryNumber(name, 0);
    }

    private Ending status() {
        return exchange.query("status")
                .map(word -> Arrays.stream(Ending.values())
                        .filter(ending -> ending.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problem.field("status", "status must be open, success or failed")))
                .orElse(null);
    }

    private String words() {
        var words = exchange.query("q").orElse("").replace("\0", "").strip();
        if (words.length() > WORDS_LIMIT) {
            throw Problem.field("q", "q may hold at most " + WORDS_LIMIT + " characters");
        }
        return words.isEmpty() ? null : words;
    }

    private BigDecimal money(String name) {
        return exchange.query(name)
                .map(text -> {
                    if (!MONEY.matcher(text).matches()) {
                        throw Problem.field(name, name + " must be a number such as 1500 or 1500.50");
                    }
                    return new BigDecimal(text);
                })
                .orElse(null);
    }

    private Instant time(String name) {
        return exchange.query(name)
                .map(text -> {
                    try {
                        return within(Instant.parse(text));
                    } catch (DateTimeException notATime) {
                        throw Problem.field(name, name + " must be a time such as 2026-01-31T12:00:00Z");
                    }
                })
                .orElse(null);
    }

    private static Instant within(Instant time) {
        if (time.isBefore(NEVER_BEFORE) || time.isAfter(NEVER_AFTER)) {
            throw new DateTimeException("out of all calendars");
        }
        return time;
    }

    private List<Long> ids() {
        return exchange.query("ids")
                .map(text -> {
                    var words = text.split(",");
                    try {
                        if (words.length <= IDS_LIMIT) {
                            return Arrays.stream(words).map(Long::valueOf).toList();
                        }
                    } catch (NumberFormatException notANumber) {
                        // told below
                    }
                    throw Problem.field(
                            "ids", "ids must be at most " + IDS_LIMIT + " whole numbers with commas between");
                })
                .orElse(null);
    }

    String separator() {
        return switch (exchange.query("separator").orElse("comma")) {
            case "comma" -> ",";
            case "semicolon" -> ";";
            default -> throw Problem.field("separator", "separator must be comma or semicolon");
        };
    }

    /** Where a column's last page ended, or null. */
    Place place() {
        return exchange.query("after").map(DealQuery::place).orElse(null);
    }

    private static Place place(String opaque) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII).split("/");
            return new Place(within(Instant.parse(parts[0])), Long.parseLong(parts[1]));
        } catch (RuntimeException forged) {
            throw Problem.field("after", "after must be what the last page gave as next");
        }
    }

    static String opaque(Place place) {
        var text = place.movedAt() + "/" + place.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
