package io.besedka.conversation;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a variable's value is found by. Keys sort as bytes: numbers first, by their size however they are written, then texts by their
 * first {@value #BEGINNING} characters. The database's {@code variable_key} and {@code variable_rest} are the same.
 *
 * @param key {@code n} and 16 hexadecimal digits, or {@code t} and the text's beginning
 * @param rest of a text longer than its key the first {@value #COMPARED} characters; else null
 */
public record VariableKey(String key, String rest) {
    /** Before all keys of numbers; those of texts begin after it. */
    static final String NUMBERS = "n";

    static final String TEXTS = "t";
    /** As much of a value as can be searched for. */
    private static final int COMPARED = 500;

    private static final int BEGINNING = 100;
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,15}([.]\\d{1,15})?\\s*");

    public static VariableKey of(String value) {
        var number = number(value);
        if (number != null) {
            return of(number);
        }
        var beginning = first(value, BEGINNING);
        return new VariableKey(TEXTS + beginning, beginning.length() < value.length() ? first(value, COMPARED) : null);
    }

    public static VariableKey of(double number) {
        long bits = Double.doubleToLongBits(number + 0.0); // there is one zero
        return new VariableKey(NUMBERS + HexFormat.of().toHexDigits(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE), null);
    }

    /** Null where the value is no number. */
    public static Double number(String value) {
        return NUMBER.matcher(value).matches() ? Double.valueOf(value.strip()) : null;
    }

    /** Counted in code points, as the database does. */
    private static String first(String value, int characters) {
        return value.length() <= characters || value.codePointCount(0, value.length()) <= characters
                ? value
                : value.substring(0, value.offsetByCodePoints(0, characters));
    }
}
