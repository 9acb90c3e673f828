package io.besedka.flow;

import java.util.Locale;

/**
 * "Ignoring errors": two texts are similar when their edit distance is under 30 % of the longer one, after folding case, taking ё for
 * е and leaving out punctuation. Salebot's exact rule is not published; the guess lies here alone.
 */
final class Similarity {
    private static final int PERCENT = 30;

    private Similarity() {}

    static boolean similar(String a, String b) {
        return near(normal(a), normal(b));
    }

    /** Lower case, ё = е, punctuation as blanks, single blanks; a text of nothing but punctuation stays as it is. */
    static String normal(String text) {
        var folded = text.strip().toLowerCase(Locale.ROOT).replace('ё', 'е');
        var out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); ) {
            int point = folded.codePointAt(i);
            i += Character.charCount(point);
            if (!isBlank(point)) {
                out.appendCodePoint(point);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        var normal = out.toString().strip();
        return normal.isEmpty() ? folded : normal;
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || switch (Character.getType(point)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION,
                            Character.SPACE_SEPARATOR,
                            Character.CONTROL -> true;
                    default -> false;
                };
    }

    /** How many edits still make similar, the longer text being so long. */
    static int mostEdits(int longer) {
        return (longer * PERCENT - 1) / 100;
    }

    /** For texts that are {@link #normal} already. Two empty texts are not similar: there is nothing to compare. */
    static boolean near(String a, String b) {
        int longer = Math.max(a.length(), b.length());
        int most = mostEdits(longer);
        if (longer == 0 || Math.abs(a.length() - b.length()) > most) {
            return false;
        }
        return a.equals(b) || distanceWithin(a, b, most);
    }

    /** Levenshtein's distance, looked for only within {@code most} of the diagonal, given up as soon as it must be more. */
    private static boolean distanceWithin(String a, String b, int most) {
        var before = new int[b.length() + 1];
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            if (fill(row, before, a.charAt(i - 1), b, i, most) > most) {
                return false;
            }
            var swap = before;
            before = row;
            row = swap;
        }
        return before[b.length()] <= most;
    }

    /** One row of the table; returns its least number. */
    private static int fill(int[] row, int[] before, char c, String b, int i, int most) {
        int from = Math.max(1, i - most);
        int to = Math.min(b.length(), i + most);
        row[from - 1] = from == 1 ? i : most + 1;
        int least = row[from - 1];
        for (int j = from; j <= to; j++) {
            int above = j == i + most ? most + 1 : before[j];
            int change = before[j - 1] + (c == b.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
            least = Math.min(least, row[j]);
        }
        return least;
    }
}
