package io.besedka.api.client;

import io.besedka.conversation.ClientDirectory.Position;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** How lists are asked for. */
final class Page {
    private static final int LIMIT = 100;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private Page() {}

    static int limit(Exchange exchange) {
        long limit = exchange.queryNumber("limit", 50);
        if (limit < 1 || limit > LIMIT) {
            throw Problem.field("limit", "limit must be from 1 to " + LIMIT);
        }
        return (int) limit;
    }

    /** Null when it is not asked for. */
    static String text(Exchange exchange, String name, int limit) {
        var text = exchange.query(name)
                .map(given -> given.replace("\0", "").strip())
                .filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > limit) {
            throw Problem.field(name, name + " may hold at most " + limit + " characters");
        }
        return text.orElse(null);
    }

    /** Digits alone, without the plus. */
    static String phone(Exchange exchange) {
        var phone = text(exchange, "phone", 50);
        return phone == null ? null : phone.replaceAll("[\\s()+.-]", "");
    }

    static Instant time(Exchange exchange, String name) {
        return exchange.query(name).map(text -> time(name, text)).orElse(null);
    }

    private static Instant time(String name, String text) {
        try {
            var time = Instant.parse(text);
            if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
                return time;
            }
        } catch (java.time.DateTimeException malformed) {
            // told below
        }
        throw Problem.field(name, name + " must be a time such as 2026-01-31T12:00:00Z");
    }

    static String next(Position position) {
        return opaque(position.createdAt() + "/" + position.id());
    }

    static String next(long id) {
        return opaque(Long.toString(id));
    }

    private static String opaque(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Null = from the start. */
    static Position position(Exchange exchange) {
        return after(exchange)
                .map(text -> {
                    int slash = text.indexOf('/');
                    return new Position(
                            time("after", text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
                })
                .orElse(null);
    }

    static long id(Exchange exchange) {
        return after(exchange).map(Long::parseLong).orElse(0L);
    }

    private static Optional<String> after(Exchange exchange) {
        return exchange.query("after")
                .map(opaque -> new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII));
    }

    /** A cursor that was made up is told by its name, whatever breaks on it. */
    static <T> T checked(java.util.function.Supplier<T> cursor) {
        try {
            return cursor.get();
        } catch (IllegalArgumentException | IndexOutOfBoundsException forged) {
            throw Problem.field("after", "after must be what the last page gave as next");
        }
    }
}
