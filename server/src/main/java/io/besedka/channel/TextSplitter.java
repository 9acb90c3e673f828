package io.besedka.channel;

import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.channel.Markup.Run;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts runs into pieces that fit a limit: at a paragraph, a line, a sentence, a word, and only then between two graphemes. Only white
 * space at a cut is lost. A piece is measured as {@link Markup#plain} shows it, which is the longest any channel makes of it.
 */
final class TextSplitter {
    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final int LINK_BRACKETS = 3;
    /** No grapheme people write is longer. */
    private static final int GRAPHEME_LOOK_AHEAD = 64;

    private final List<Run> runs;
    private final String text;
    private final Limit limit;

    private TextSplitter(List<Run> runs, Limit limit) {
        this.runs = runs;
        this.limit = limit;
        var all = new StringBuilder();
        runs.forEach(run -> all.append(run.text()));
        this.text = all.toString();
    }

    static List<List<Run>> split(List<Run> runs, Limit limit) {
        if (size(Markup.plain(runs), limit.unit()) <= limit.size()) {
            return List.of(runs);
        }
        return new TextSplitter(withoutLongLinks(runs, limit), limit).pieces();
    }

    static int size(String text, Unit unit) {
        return switch (unit) {
            case CHARACTERS -> text.length();
            case BYTES -> text.codePoints().map(TextSplitter::bytes).sum();
        };
    }

    /** A label's beginning with an ellipsis when it is longer than so many characters. */
    static String ellipsized(String label, int limit) {
        if (label.length() <= limit) {
            return label;
        }
        return label.substring(0, boundary(label, 0, limit - 1)) + "…";
    }

    private static int bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** An address repeats in every piece its label is cut into, so one that takes half a piece is written out as text instead. */
    private static List<Run> withoutLongLinks(List<Run> runs, Limit limit) {
        var out = new ArrayList<Run>();
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            if (run.link() == null || size(run.link(), limit.unit()) <= limit.size() / 2 - LINK_BRACKETS) {
                out.add(run);
                continue;
            }
            boolean labelEnds =
                    i + 1 == runs.size() || !run.link().equals(runs.get(i + 1).link());
            out.add(new Run(run.text(), run.styles(), null));
            out.add(Run.plain(labelEnds ? " (" + run.link() + ")" : ""));
        }
        return out;
    }

    private List<List<Run>> pieces() {
        var pieces = new ArrayList<List<Run>>();
        int from = 0;
        while (from < text.length()) {
            int fit = fit(from);
            int cut = fit == text.length() ? fit : cut(from, fit);
            int end = cut;
            while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            if (end > from) {
                pieces.add(slice(from, end));
            }
            from = cut;
            while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
        }
        return pieces;
    }

    /** How far a piece from here may reach; at least one code point, whatever the limit. */
    private int fit(int from) {
        int room = limit.size();
        int start = 0;
        for (var run : runs) {
            int end = start + run.text().length();
            if (end > from) {
                room -= run.link() == null ? 0 : size(run.link(), limit.unit()) + LINK_BRACKETS;
                for (int i = Math.max(start, from); i < end; ) {
                    int codePoint = text.codePointAt(i);
                    room -= limit.unit() == Unit.BYTES ? bytes(codePoint) : Character.charCount(codePoint);
                    if (room < 0 && i > from) {
                        return i;
                    }
                    i += Character.charCount(codePoint);
                }
            }
            start = end;
        }
        return text.length();
    }

    private int cut(int from, int fit) {
        int enough = from + (fit - from) / 4;
        int cut = text.lastIndexOf("\n\n", fit);
        if (cut <= enough) {
            cut = text.lastIndexOf('\n', fit);
        }
        if (cut <= enough) {
            cut = lastSpace(enough, fit, true);
        }
        if (cut <= enough) {
            cut = lastSpace(from, fit, false);
        }
        return cut <= from ? boundary(text, from, fit) : cut;
    }

    private int lastSpace(int after, int fit, boolean endsSentence) {
        for (int i = fit; i > after; i--) {
            if (Character.isWhitespace(text.charAt(i))
                    && (!endsSentence || SENTENCE_ENDS.indexOf(text.charAt(i - 1)) >= 0)) {
                return i;
            }
        }
        return -1;
    }

    /** The last place at or before {@code fit} that is inside no grapheme; inside a giant one, at least inside no code point. */
    private static int boundary(String text, int from, int fit) {
        var graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text.substring(from, Math.min(text.length(), fit + GRAPHEME_LOOK_AHEAD)));
        int at = graphemes.isBoundary(fit - from) ? fit : from + graphemes.preceding(fit - from);
        if (at > from) {
            return at;
        }
        boolean insidePair =
                Character.isLowSurrogate(text.charAt(fit)) && Character.isHighSurrogate(text.charAt(fit - 1));
        return insidePair ? fit - 1 : fit;
    }

    private List<Run> slice(int from, int to) {
        var out = new ArrayList<Run>();
        int start = 0;
        for (var run : runs) {
            int end = start + run.text().length();
            int left = Math.max(start, from);
            int right = Math.min(end, to);
            if (left < right) {
                out.add(run.withText(run.text().substring(left - start, right - start)));
            }
            start = end;
        }
        return out;
    }
}
