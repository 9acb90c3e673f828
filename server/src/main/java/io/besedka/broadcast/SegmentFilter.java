package io.besedka.broadcast;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Whom a segment finds: all that is given must hold; what is null or empty does not matter.
 *
 * @param channels kinds of channels, {@code telegram} say
 * @param tags at least one of these
 * @param wroteFrom when the client wrote last, from here (inclusive) to {@code wroteTo} (exclusive)
 * @param anyVariable whether one of the conditions on variables is enough
 */
public record SegmentFilter(
        List<Long> connections,
        List<String> channels,
        List<String> tags,
        Instant createdFrom,
        Instant createdTo,
        Instant wroteFrom,
        Instant wroteTo,
        List<Condition> variables,
        Boolean anyVariable,
        Boolean optedOut,
        Boolean blocked,
        Boolean hasPhone,
        Boolean hasEmail) {

    /** Everybody. */
    public static final SegmentFilter ALL =
            new SegmentFilter(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public enum Op {
        EQ,
        /** Has the variable, and it is another; so does NOT_IN. */
        NE,
        IN,
        NOT_IN,
        LT,
        LE,
        GT,
        GE,
        /** Is set, to whatever. */
        SET,
        NOT_SET;

        int most() {
            return switch (this) {
                case SET, NOT_SET -> 0;
                case IN, NOT_IN -> BroadcastLimits.FILTER_VALUES;
                case EQ, NE, LT, LE, GT, GE -> 1;
            };
        }

        boolean isOrder() {
            return this == LT || this == LE || this == GT || this == GE;
        }
    }

    /** About one variable of the client. Numbers compare as numbers; LT to GE compare nothing else. */
    public record Condition(String name, Op op, List<String> values) {
        public Condition {
            values = values == null ? List.of() : List.copyOf(values);
            if (name == null || name.isBlank() || name.length() > 200 || op == null) {
                throw BroadcastRefused.invalid("filter.variables", "a condition needs a variable's name and an op");
            }
            boolean few = op.most() > 0 && values.isEmpty();
            if (few || values.size() > op.most() || values.stream().anyMatch(value -> value.length() > 500)) {
                throw BroadcastRefused.invalid(
                        "filter.variables", op + " takes " + op.most() + " values at most, of 500 characters");
            }
            if (op.isOrder() && number(values.getFirst()) == null) {
                throw BroadcastRefused.invalid("filter.variables", op + " compares numbers");
            }
        }

        /** Null when it is none. */
        static Double number(String value) {
            try {
                return value.length() > 30 ? null : new BigDecimal(value.strip().replace(',', '.')).doubleValue();
            } catch (NumberFormatException text) {
                return null;
            }
        }
    }

    public SegmentFilter {
        connections = few("connections", connections);
        channels = few("channels", channels);
        tags = few("tags", tags);
        variables = few("variables", variables);
    }

    private static <T> List<T> few(String field, List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > BroadcastLimits.FILTER_VALUES || values.stream().anyMatch(java.util.Objects::isNull)) {
            throw BroadcastRefused.invalid(
                    "filter." + field, field + " holds at most " + BroadcastLimits.FILTER_VALUES + " values");
        }
        return List.copyOf(values);
    }
}
