package io.besedka.flow;

import io.besedka.flow.Template.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a template. Braces that form neither {@code #{...}} nor {@code {..|..}} are ordinary characters, and so is a brace after a
 * backslash. Throws IllegalArgumentException when variables or variants are nested deeper than {@value FlowLimits#NESTING}.
 */
final class TemplateReader {
    private final String source;
    private int choices;

    private TemplateReader(String source) {
        this.source = source;
    }

    static Template read(String source) {
        var reader = new TemplateReader(source);
        return reader.template(0, source.length(), 0);
    }

    private Template template(int from, int to, int depth) {
        if (depth > FlowLimits.NESTING) {
            throw new IllegalArgumentException("braces are nested deeper than " + FlowLimits.NESTING);
        }
        int choicesBefore = choices;
        var pieces = new ArrayList<Piece>();
        var plain = new StringBuilder();
        int at = from;
        while (at < to) {
            int open = openingAt(at, to);
            int close = open < 0 ? -1 : closing(open, to);
            var piece = close < 0 ? null : piece(at, open, close, depth);
            if (piece != null) {
                end(plain, pieces);
                pieces.add(piece);
                at = close + 1;
            } else if (source.charAt(at) == '\\' && at + 1 < to && isBrace(source.charAt(at + 1))) {
                plain.append(source.charAt(at + 1));
                at += 2;
            } else {
                plain.append(source.charAt(at++));
            }
        }
        end(plain, pieces);
        return new Template(pieces, choices > choicesBefore);
    }

    /** The place of the brace that opens something here, or -1. */
    private int openingAt(int at, int to) {
        if (source.charAt(at) == '{') {
            return at;
        }
        return source.charAt(at) == '#' && at + 1 < to && source.charAt(at + 1) == '{' ? at + 1 : -1;
    }

    private Piece piece(int at, int open, int close, int depth) {
        if (at < open) {
            return new Piece.Variable(template(open + 1, close, depth + 1));
        }
        var bars = bars(open + 1, close);
        return bars.isEmpty() ? null : choice(open + 1, close, bars, depth);
    }

    private Piece choice(int from, int close, List<Integer> bars, int depth) {
        int place = ++choices;
        var variants = new ArrayList<Template>();
        int start = from;
        for (int bar : bars) {
            variants.add(template(start, bar, depth + 1));
            start = bar + 1;
        }
        variants.add(template(start, close, depth + 1));
        return new Piece.Choice(List.copyOf(variants), place);
    }

    private int closing(int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The bars that separate variants, not those within inner braces. */
    private List<Integer> bars(int from, int to) {
        var bars = new ArrayList<Integer>();
        int depth = 0;
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == '|' && depth == 0) {
                bars.add(i);
            }
        }
        return bars;
    }

    private static boolean isBrace(char c) {
        return c == '{' || c == '}' || c == '|';
    }

    private static void end(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(new Piece.Plain(plain.toString()));
            plain.setLength(0);
        }
    }
}
