package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.sql.Array;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people type, checked: each throws a {@link Problem} that names the field, or returns the text as it is kept. */
final class Words {
    static final int NAME_LIMIT = 100;
    static final int EMAIL_LIMIT = 254;
    static final int PASSWORD_LEAST = 10;
    static final int PASSWORD_MOST = 200;
    private static final String HOST_LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@" + HOST_LABEL + "(?:\\." + HOST_LABEL + ")*");
    private static final Set<String> LOCALES = Set.of("ru", "en");
    private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds();

    private Words() {}

    static String name(String field, String value) {
        var name = required(field, value).strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > NAME_LIMIT) {
            throw Problem.field(field, field + " needs 1 to " + NAME_LIMIT + " characters");
        }
        if (name.codePoints().anyMatch(Words::isUnprintable)) {
            throw Problem.field(field, field + " holds characters that cannot be shown");
        }
        return name;
    }

    /** In lower case, for one person writes it one way today and another tomorrow. */
    static String email(String value) {
        var email = required("email", value).strip();
        if (email.length() > EMAIL_LIMIT || !EMAIL.matcher(email).matches()) {
            throw Problem.field("email", "email must look like name@example.com");
        }
        return email.toLowerCase(Locale.ROOT);
    }

    static String password(String field, String value) {
        int length = required(field, value).codePointCount(0, value.length());
        if (length < PASSWORD_LEAST || length > PASSWORD_MOST) {
            throw Problem.field(field, "a password needs %d to %d characters".formatted(PASSWORD_LEAST, PASSWORD_MOST));
        }
        return value;
    }

    static String locale(String value) {
        if (!LOCALES.contains(required("locale", value))) {
            throw Problem.field("locale", "locale must be ru or en");
        }
        return value;
    }

    static String timeZone(String value) {
        if (!TIME_ZONES.contains(required("timeZone", value))) {
            throw Problem.field("timeZone", "timeZone must be a name such as Europe/Moscow");
        }
        return value;
    }

    static <E extends Enum<E>> Set<E> parse(Class<E> type, String field, Collection<String> words) {
        if (words == null || words.isEmpty()) {
            throw Problem.field(field, field + " needs at least one");
        }
        var set = EnumSet.noneOf(type);
        words.forEach(word -> set.add(parse(type, field, word)));
        return set;
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String field, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.field(
                        field,
                        field + " may hold "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** As the database has it. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String join(Set<? extends Enum<?>> values, String between) {
        return values.stream().map(Words::of).sorted().collect(Collectors.joining(between));
    }

    /** The way back from a database's array. */
    static <E extends Enum<E>> Set<E> read(Class<E> type, Array words) throws SQLException {
        var set = EnumSet.noneOf(type);
        for (var word : (String[]) words.getArray()) {
            set.add(Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
        }
        return set;
    }

    static String required(String field, String value) {
        if (value == null) {
            throw Problem.field(field, field + " is missing");
        }
        return value;
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
