package io.besedka.flow;

import java.util.Optional;

/** Numbers as people write them: {@code 1 500,50} and {@code -3.5}; at most 30 characters. */
final class Numbers {
    private static final int LIMIT = 30;

    private Numbers() {}

    /** The number with a point and without blanks, or empty when it is not one. */
    static Optional<String> read(String text) {
        if (text.isEmpty() || text.length() > LIMIT) {
            return Optional.empty();
        }
        var out = new StringBuilder();
        boolean digits = false;
        boolean point = false;
        for (char c : text.strip().toCharArray()) {
            if (c >= '0' && c <= '9') {
                out.append(c);
                digits = true;
            } else if ((c == '.' || c == ',') && !point) {
                out.append(digits ? "." : "0.");
                point = true;
            } else if (c == '-' && out.isEmpty()) {
                out.append(c);
            } else if (!(digits && (c == ' ' || c == '\u00a0'))) {
                return Optional.empty();
            }
        }
        boolean trailing = !out.isEmpty() && out.charAt(out.length() - 1) == '.';
        return digits ? Optional.of(trailing ? out.substring(0, out.length() - 1) : out.toString()) : Optional.empty();
    }
}
