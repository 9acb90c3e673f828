package io.besedka.channel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Light markup (see {@link io.besedka.conversation.Content}) as a flat list of styled runs, and runs as what channels show. Styles are
 * independent of each other, so spans may overlap; a mark without its pair is an ordinary character.
 */
public final class Markup {
    private Markup() {}

    public enum Style {
        BOLD,
        ITALIC,
        STRUCK,
        CODE
    }

    /** @param link an http(s) address, or null */
    public record Run(String text, Set<Style> styles, String link) {
        public Run {
            styles = styles.isEmpty() ? Set.of() : Set.copyOf(styles);
        }

        public static Run plain(String text) {
            return new Run(text, Set.of(), null);
        }

        public boolean isPlain() {
            return styles.isEmpty() && link == null;
        }

        boolean looksLike(Run other) {
            return styles.equals(other.styles) && Objects.equals(link, other.link);
        }

        Run withText(String other) {
            return new Run(other, styles, link);
        }
    }

    public static List<Run> parse(String light) {
        return new MarkupReader(light).runs();
    }

    /** The text alone; a link becomes {@code label (address)}. */
    public static String plain(List<Run> runs) {
        var out = new StringBuilder();
        eachLink(runs, (link, label) -> {
            var text = new StringBuilder();
            label.forEach(run -> text.append(run.text()));
            out.append(text);
            if (link != null && !link.contentEquals(text)) {
                out.append(" (").append(link).append(')');
            }
        });
        return out.toString();
    }

    /** The subset of HTML that Telegram and its like read: b, i, s, code, a. */
    public static String html(List<Run> runs) {
        var out = new StringBuilder();
        eachLink(runs, (link, label) -> {
            if (link != null) {
                out.append("<a href=\"").append(escaped(link)).append("\">");
            }
            label.forEach(run -> html(run, out));
            if (link != null) {
                out.append("</a>");
            }
        });
        return out.toString();
    }

    /** Light markup again; {@link #parse} of it gives the same runs. */
    public static String light(List<Run> runs) {
        return new MarkupWriter().write(joined(runs));
    }

    /** Neighbours that look the same made one, empty ones left out. */
    static List<Run> joined(List<Run> runs) {
        var out = new ArrayList<Run>();
        for (int from = 0; from < runs.size(); ) {
            var first = runs.get(from);
            var text = new StringBuilder(first.text());
            int to = from + 1;
            while (to < runs.size()
                    && (runs.get(to).looksLike(first) || runs.get(to).text().isEmpty())) {
                text.append(runs.get(to).text());
                to++;
            }
            if (!text.isEmpty()) {
                out.add(first.withText(text.toString()));
            }
            from = to;
        }
        return out;
    }

    private static void html(Run run, StringBuilder out) {
        // Telegram lets nothing else overlap with code.
        var styles = run.styles().contains(Style.CODE) ? Set.of(Style.CODE) : run.styles();
        var order = styles.isEmpty() ? List.<Style>of() : List.copyOf(EnumSet.copyOf(styles));
        order.forEach(style -> out.append('<').append(tag(style)).append('>'));
        out.append(escaped(run.text()));
        order.reversed().forEach(style -> out.append("</").append(tag(style)).append('>'));
    }

    private static String tag(Style style) {
        return switch (style) {
            case BOLD -> "b";
            case ITALIC -> "i";
            case STRUCK -> "s";
            case CODE -> "code";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private interface LinkSink {
        void take(String link, List<Run> label);
    }

    private static void eachLink(List<Run> runs, LinkSink sink) {
        for (int from = 0; from < runs.size(); ) {
            var link = runs.get(from).link();
            int to = from + 1;
            while (to < runs.size() && Objects.equals(link, runs.get(to).link())) {
                to++;
            }
            sink.take(link, runs.subList(from, to));
            from = to;
        }
    }
}
