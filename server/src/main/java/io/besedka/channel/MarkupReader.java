package io.besedka.channel;

import io.besedka.channel.Markup.Run;
import io.besedka.channel.Markup.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Reads light markup in one pass: marks wait for their pair, and those left waiting stay characters. Linear in the text's length. */
final class MarkupReader {
    private static final int LINK_LIMIT = 2048;
    private static final String MARKS = "\\*~`[]";

    private enum Kind {
        TEXT,
        CODE,
        STARS,
        TILDES,
        OPEN,
        CLOSE
    }

    private static final class Token {
        final Kind kind;
        final String text;
        final EnumSet<Style> toggles = EnumSet.noneOf(Style.class);
        String link;

        Token(Kind kind, String text) {
            this.kind = kind;
            this.text = text;
        }
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Token[] waiting = new Token[Style.values().length];
    private Token bracket;
    private boolean afterSpace = true;
    private boolean noMoreCode;
    private int at;

    MarkupReader(String source) {
        this.source = source;
    }

    List<Run> runs() {
        while (at < source.length()) {
            readOne(source.charAt(at));
        }
        endText();
        return emitted();
    }

    private void readOne(char c) {
        switch (MARKS.indexOf(c)) {
            case 0 -> escape();
            case 1 -> marks(c, Kind.STARS);
            case 2 -> marks(c, Kind.TILDES);
            case 3 -> code();
            case 4 -> bracket = mark(Kind.OPEN, "[");
            case 5 -> closeBracket();
            default -> literal(c);
        }
    }

    private void literal(char c) {
        text.append(c);
        afterSpace = Character.isWhitespace(c);
        at++;
    }

    private void escape() {
        if (at + 1 == source.length()) {
            literal('\\');
            return;
        }
        text.append(source.charAt(at + 1));
        afterSpace = false;
        at += 2;
    }

    private void marks(char c, Kind kind) {
        int end = at;
        while (end < source.length() && source.charAt(end) == c) {
            end++;
        }
        int count = end - at;
        boolean opens = end < source.length() && !Character.isWhitespace(source.charAt(end));
        boolean closes = !afterSpace;
        var token = mark(kind, source.substring(at, end));
        if (kind == Kind.TILDES) {
            pair(count == 2, Style.STRUCK, token, opens, closes);
        } else {
            pair(count == 2 || count == 3, Style.BOLD, token, opens, closes);
            pair(count == 1 || count == 3, Style.ITALIC, token, opens, closes);
        }
    }

    private void pair(boolean meant, Style style, Token token, boolean opens, boolean closes) {
        var opener = waiting[style.ordinal()];
        if (meant && opener != null && closes) {
            opener.toggles.add(style);
            token.toggles.add(style);
            waiting[style.ordinal()] = null;
        } else if (meant && opener == null && opens) {
            waiting[style.ordinal()] = token;
        }
    }

    private void code() {
        int end = noMoreCode ? -1 : unescaped('`', at + 1, source.length());
        if (end < 0 || end == at + 1) {
            noMoreCode |= end < 0;
            literal('`');
            return;
        }
        var inside = unescape(source.substring(at + 1, end));
        mark(Kind.CODE, inside);
        at = end + 1;
    }

    private void closeBracket() {
        var opener = bracket;
        boolean labelled = opener != null && (tokens.getLast() != opener || !text.isEmpty());
        int end = labelled && source.startsWith("](", at) ? unescaped(')', at + 2, at + 2 + LINK_LIMIT) : -1;
        var link = end < 0 ? null : unescape(source.substring(at + 2, end));
        var token = mark(Kind.CLOSE, "]");
        if (isLink(link)) {
            opener.link = link;
            token.link = link;
            at = end + 1;
            bracket = null;
        }
    }

    static boolean isLink(String link) {
        if (link == null || link.chars().anyMatch(Character::isWhitespace)) {
            return false;
        }
        var lower = link.toLowerCase(Locale.ROOT);
        return lower.length() > 8 && (lower.startsWith("http://") || lower.startsWith("https://"));
    }

    private Token mark(Kind kind, String literal) {
        endText();
        var token = new Token(kind, literal);
        tokens.add(token);
        at += literal.length();
        afterSpace = false;
        return token;
    }

    private void endText() {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text.toString()));
            text.setLength(0);
        }
    }

    private int unescaped(char wanted, int from, int before) {
        for (int i = from; i < Math.min(before, source.length()); i++) {
            char c = source.charAt(i);
            if (c == wanted) {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static String unescape(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        var out = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '\\' && i + 1 < escaped.length()) {
                i++;
            }
            out.append(escaped.charAt(i));
        }
        return out.toString();
    }

    private List<Run> emitted() {
        var runs = new RunsBuilder();
        for (var token : tokens) {
            switch (token.kind) {
                case TEXT -> runs.add(token.text);
                case CODE -> runs.addCode(token.text);
                case STARS, TILDES -> {
                    boolean ends = runs.styles.stream().anyMatch(token.toggles::contains);
                    var rest = leftOver(token);
                    runs.add(ends ? "" : rest);
                    runs.toggle(token.toggles);
                    runs.add(ends ? rest : "");
                }
                case OPEN, CLOSE -> {
                    runs.link = token.kind == Kind.OPEN && token.link != null
                            ? token.link
                            : token.link != null ? null : runs.link;
                    runs.add(token.link == null ? token.text : "");
                }
            }
        }
        return Markup.joined(runs.runs);
    }

    private static String leftOver(Token token) {
        int used = (token.toggles.contains(Style.BOLD) || token.toggles.contains(Style.STRUCK) ? 2 : 0)
                + (token.toggles.contains(Style.ITALIC) ? 1 : 0);
        return token.text.substring(used);
    }

    private static final class RunsBuilder {
        final List<Run> runs = new ArrayList<>();
        final EnumSet<Style> styles = EnumSet.noneOf(Style.class);
        String link;

        void add(String text) {
            if (!text.isEmpty()) {
                runs.add(new Run(text, styles, link));
            }
        }

        void addCode(String text) {
            var coded = EnumSet.copyOf(styles);
            coded.add(Style.CODE);
            runs.add(new Run(text, coded, link));
        }

        void toggle(EnumSet<Style> toggled) {
            for (var style : toggled) {
                if (!styles.remove(style)) {
                    styles.add(style);
                }
            }
        }
    }
}
