package io.besedka.channel;

import java.util.List;
import java.util.regex.Pattern;

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
     */
    public record Field(String name, boolean secret, boolean required, Pattern pattern) {
        private static final Pattern ANYTHING = Pattern.compile("(?s).{1,4000}");

        public static Field secret(String name) {
            return new Field(name, true, true, ANYTHING);
        }

        public static Field setting(String name) {
            return new Field(name, false, true, ANYTHING);
        }

        public Field optional() {
            return new Field(name, secret, false, pattern);
        }

        public Field like(String regex) {
            return new Field(name, secret, required, Pattern.compile(regex));
        }
    }
}
