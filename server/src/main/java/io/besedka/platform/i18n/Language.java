package io.besedka.platform.i18n;

import java.util.Locale;
import java.util.Optional;

/** The languages there are texts in. */
public enum Language {
    RU,
    EN;

    /** By its code, with or without a country: {@code ru}, {@code ru-RU}, {@code en_US}. */
    public static Optional<Language> of(String code) {
        return switch (code.toLowerCase(Locale.ROOT).split("[-_]", 2)[0]) {
            case "ru" -> Optional.of(RU);
            case "en" -> Optional.of(EN);
            default -> Optional.empty();
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The plural form that goes with a number, by Unicode's CLDR: one, few, many or other. */
    String plural(long count) {
        return switch (this) {
            case EN -> count == 1 ? "one" : "other";
            case RU -> russianPlural(Math.abs(count));
        };
    }

    private static String russianPlural(long count) {
        var tens = count % 100;
        if (tens >= 11 && tens <= 14) {
            return "many";
        }
        return switch ((int) (count % 10)) {
            case 1 -> "one";
            case 2, 3, 4 -> "few";
            default -> "many";
        };
    }
}
