package io.besedka.flow;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A variable compared with a value: as numbers where both look like numbers, else as texts without regard to case. An absent variable
 * is an empty text.
 */
record Comparison(String variable, Op op, Template value) {

    enum Op {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        CONTAINS,
        EMPTY,
        FILLED;

        boolean needsValue() {
            return this != EMPTY && this != FILLED;
        }
    }

    boolean holds(Values values) {
        var left = values.get(variable);
        return switch (op) {
            case EMPTY -> left.isBlank();
            case FILLED -> !left.isBlank();
            case CONTAINS -> folded(left).contains(folded(value.render(values)));
            case EQ -> order(left, value.render(values)) == 0;
            case NE -> order(left, value.render(values)) != 0;
            case LT -> order(left, value.render(values)) < 0;
            case LE -> order(left, value.render(values)) <= 0;
            case GT -> order(left, value.render(values)) > 0;
            case GE -> order(left, value.render(values)) >= 0;
        };
    }

    private static int order(String left, String right) {
        var a = Numbers.read(left);
        var b = Numbers.read(right);
        return a.isPresent() && b.isPresent()
                ? new BigDecimal(a.get()).compareTo(new BigDecimal(b.get()))
                : folded(left).compareTo(folded(right));
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
