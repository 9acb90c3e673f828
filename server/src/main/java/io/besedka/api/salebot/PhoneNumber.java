package io.besedka.api.salebot;

import java.util.List;

/** A phone number in whatever form it came: digits alone, Russia's 8 in front as 7. */
final class PhoneNumber {
    private static final int MOST = 15;
    /** The shortest there are, with their country: of islands in the Pacific. */
    private static final int LEAST = 7;

    private PhoneNumber() {}

    /** Null where there is no number in it. */
    static String digits(String text) {
        int at = text.indexOf('@');
        var digits = (at < 0 ? text : text.substring(0, at)).replaceAll("\\D", "");
        if (digits.isEmpty() || digits.length() > MOST) {
            return null;
        }
        return digits.length() == 11 && digits.startsWith("8") ? "7" + digits.substring(1) : digits;
    }

    /** The digits of a number that can be called; null where there is none. A search takes less, for a variable may hold anything. */
    static String callable(String text) {
        var digits = digits(text);
        return digits == null || digits.length() < LEAST ? null : digits;
    }

    /** As it may stand in a variable. */
    static List<String> forms(String digits) {
        boolean russian = digits.length() == 11 && digits.startsWith("7");
        return russian ? List.of(digits, "+" + digits, "8" + digits.substring(1)) : List.of(digits, "+" + digits);
    }
}
