package io.besedka.channel.email;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A mail's HTML as plain text: nothing of it is ever shown as HTML. Blocks become lines, links keep their addresses, quotes are marked
 * with {@code >}; scripts, styles, pictures and what is malformed vanish. One pass, linear in the length.
 */
final class HtmlText {
    private static final Set<String> SILENT =
            Set.of("script", "style", "head", "title", "template", "svg", "object", "iframe");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "tr",
            "li",
            "ul",
            "ol",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "pre",
            "blockquote",
            "section",
            "article",
            "header",
            "footer",
            "center",
            "dl",
            "dt",
            "dd",
            "form",
            "address");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("bull", "•"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("euro", "€"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("shy", ""),
            Map.entry("zwnj", ""));
    private static final int DEEPEST_QUOTE = 10;

    private record Link(String address, int from) {}

    private final String html;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Link> links = new ArrayDeque<>();
    private int quotes;
    private boolean lineEmpty = true;
    private boolean space;

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        return new HtmlText(html).read();
    }

    private String read() {
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            words(at, tag < 0 ? html.length() : tag);
            if (tag < 0) {
                break;
            }
            at = tag(tag);
        }
        return out.toString()
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private void words(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = html.charAt(i);
            if (c == '&') {
                i = entity(i, to);
            } else {
                letter(c);
            }
        }
    }

    private void letter(char c) {
        if (Character.isWhitespace(c) || c == '\u00a0') {
            space = true;
        } else if (c != '\u200b' && c != '\ufeff' && c != '\u00ad') {
            startLine();
            if (space && !endsWithSpace()) {
                out.append(' ');
            }
            space = false;
            out.append(c);
        }
    }

    private boolean endsWithSpace() {
        return out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
    }

    private void startLine() {
        if (lineEmpty) {
            out.append("> ".repeat(quotes));
            lineEmpty = false;
            space = false;
        }
    }

    private int entity(int at, int to) {
        int end = html.indexOf(';', at);
        if (end < 0 || end >= to || end - at > 12) {
            letter('&');
            return at;
        }
        var name = html.substring(at + 1, end);
        var text = name.startsWith("#") ? numbered(name.substring(1)) : ENTITIES.get(name.toLowerCase(Locale.ROOT));
        if (text == null) {
            letter('&');
            return at;
        }
        text.chars().forEach(c -> letter((char) c));
        return end;
    }

    private static String numbered(String digits) {
        try {
            boolean hex = digits.startsWith("x") || digits.startsWith("X");
            int code = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
            return Character.isValidCodePoint(code) && code >= 32 && (code < 0xd800 || code > 0xdfff)
                    ? Character.toString(code)
                    : "";
        } catch (NumberFormatException no) {
            return null;
        }
    }

    /** Where to go on after the tag that begins here. */
    private int tag(int at) {
        if (html.startsWith("<!--", at)) {
            return after("-->", at + 4);
        }
        int i = at + 1;
        boolean closing = i < html.length() && html.charAt(i) == '/';
        int from = closing ? i + 1 : i;
        int to = from;
        while (to < html.length() && (Character.isLetterOrDigit(html.charAt(to)))) {
            to++;
        }
        if (to == from && !closing && !html.startsWith("<!", at) && !html.startsWith("<?", at)) {
            letter('<');
            return at + 1;
        }
        int end = endOfTag(to);
        var name = html.substring(from, to).toLowerCase(Locale.ROOT);
        if (!closing && SILENT.contains(name) && html.charAt(end - 1) == '>' && html.charAt(end - 2) != '/') {
            return afterClosing(name, end);
        }
        act(name, closing, html.substring(to, end));
        return end;
    }

    private int endOfTag(int from) {
        char quote = 0;
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if ((c == '"' || c == '\'') && i > 0 && html.charAt(i - 1) == '=') {
                quote = c;
            }
        }
        return html.length();
    }

    private int after(String mark, int from) {
        int at = html.indexOf(mark, from);
        return at < 0 ? html.length() : at + mark.length();
    }

    private int afterClosing(String name, int from) {
        for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, name, 0, name.length())) {
                return after(">", at);
            }
        }
        return html.length();
    }

    private void act(String name, boolean closing, String rest) {
        if (name.equals("br")) {
            line();
        } else if (name.equals("a")) {
            link(closing, rest);
        } else if (name.equals("td") || name.equals("th")) {
            space = true;
        } else if (BLOCKS.contains(name)) {
            if (!lineEmpty) {
                line();
            }
            if (name.equals("blockquote")) {
                quotes = Math.clamp(quotes + (closing ? -1 : 1), 0, DEEPEST_QUOTE);
            } else if (name.equals("li") && !closing) {
                startLine();
                out.append("• ");
            } else if (name.equals("p") && closing) {
                line();
            }
        }
    }

    private void line() {
        out.append('\n');
        lineEmpty = true;
        space = false;
    }

    private void link(boolean closing, String rest) {
        if (!closing) {
            links.push(new Link(address(rest), out.length()));
        } else if (!links.isEmpty()) {
            var link = links.pop();
            var label = out.substring(Math.min(link.from(), out.length())).strip();
            if (!link.address().isEmpty() && !label.isEmpty() && !link.address().contains(label)) {
                out.append(" (").append(link.address()).append(')');
            }
        }
    }

    /** The address of a link to the web; empty for any other. */
    private static String address(String attributes) {
        int at = attributes.toLowerCase(Locale.ROOT).indexOf("href=");
        if (at < 0 || at + 6 > attributes.length()) {
            return "";
        }
        char quote = attributes.charAt(at + 5);
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? at + 6 : at + 5;
        int to = from;
        while (to < attributes.length()
                && (quoted
                        ? attributes.charAt(to) != quote
                        : !Character.isWhitespace(attributes.charAt(to)) && attributes.charAt(to) != '>')) {
            to++;
        }
        var address = attributes.substring(from, to).replace("&amp;", "&").strip();
        return address.matches("(?i)https?://\\S{1,2000}") ? address : "";
    }
}
