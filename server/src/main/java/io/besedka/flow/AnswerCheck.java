package io.besedka.flow;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/** What an answer that is collected must be; an accepted one is brought into one form. */
enum AnswerCheck {
    TEXT,
    /** With a point and without blanks. */
    NUMBER,
    /** E.164, such as {@code +79161234567}. */
    PHONE,
    EMAIL;

    private static final int PHONE_LIMIT = 60;
    private static final int EMAIL_LIMIT = 254;

    /** @param region the country whose national form of phone numbers is understood, such as {@code RU} */
    Optional<String> accept(String answer, String region) {
        var text = answer.strip();
        return switch (this) {
            case TEXT -> Optional.of(text).filter(some -> !some.isEmpty());
            case NUMBER -> Numbers.read(text);
            case PHONE -> phone(text, region);
            case EMAIL -> Optional.of(text).filter(AnswerCheck::isEmail);
        };
    }

    private static Optional<String> phone(String text, String region) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text.length() > PHONE_LIMIT ? "" : text, region);
            return numbers.isPossibleNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        int dot = text.lastIndexOf('.');
        return text.length() <= EMAIL_LIMIT
                && at > 0
                && at == text.lastIndexOf('@')
                && dot > at + 1
                && dot < text.length() - 1
                && !text.contains("..")
                && text.charAt(at + 1) != '.'
                && text.codePoints()
                        .noneMatch(point ->
                                point <= ' ' || Character.isWhitespace(point) || "<>()[],;:\\\"".indexOf(point) >= 0);
    }
}
