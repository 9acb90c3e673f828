package io.besedka.api.salebot;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as callers write them: in JSON or as texts, with a point that says nothing. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}([.,]\\d{1,15})?");

    private Numbers() {}

    static BigDecimal decimal(String name, String text) {
        var number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw Failed.because(name + " must be a number");
        }
        return new BigDecimal(number.replace(',', '.'));
    }

    static long whole(String name, String text) {
        try {
            return decimal(name, text).longValueExact();
        } catch (ArithmeticException broken) {
            throw Failed.because(name + " must be a whole number");
        }
    }
}
