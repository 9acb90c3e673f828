package io.besedka.channel;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a connection of a channel needs. The words beside each field are in the locale files: {@code connection.<channel>.<field>} with
 * {@code .label} and {@code .hint}, and the steps {@code connection.<channel>.step.1} and on.
 *
 * @param pastesWebhook whether a person must paste our webhook's address at the provider (else we register it, or none is needed)
 */
public record Setup(List<Field> fields, boolean pastesWebhook) {
    public Setup {
        fields = List.copyOf(fields);
    }

    /**
     * @param secret kept encrypted and never shown again
     * @param pattern what a value must match as a whole
     * @param values the only ones there are; empty = any that match
     * @param usual which of them holds where none is set; null = none does, or it depends
     */
    public record Field(
            String name, boolean secret, boolean required, Pattern pattern, List<String> values, String usual) {
        private static final Pattern ANYTHING = Pattern.compile("(?s).{1,4000}");

        public static Field secret(String name) {
            return new Field(name, true, true, ANYTHING, List.of(), null);
        }

        public static Field setting(String name) {
            return new Field(name, false, true, ANYTHING, List.of(), null);
        }

        public Field optional() {
            return new Field(name, secret, false, pattern, values, usual);
        }

        public Field like(String regex) {
            return new Field(name, secret, required, Pattern.compile(regex), List.of(), null);
        }

        /** One of these words and nothing else. */
        public Field oneOf(String... values) {
            var words = List.of(values);
            var either = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
            return new Field(name, secret, required, Pattern.compile(either), words, null);
        }

        /** Nobody has to choose: this one of the values holds then. */
        public Field usually(String value) {
            if (!values.contains(value)) {
                throw new IllegalArgumentException(value + " is no value of " + name);
            }
            return new Field(name, secret, false, pattern, values, value);
        }
    }
}
