package io.besedka.channel;

import io.besedka.channel.Markup.Run;
import io.besedka.channel.Markup.Style;
import java.util.List;
import java.util.Objects;

/** Writes runs as light markup that reads back as the same runs: marks are toggled where a style changes. */
final class MarkupWriter {
    private static final Run NOTHING = Run.plain("");
    private static final List<Style> MARKED = List.of(Style.BOLD, Style.ITALIC, Style.STRUCK);

    private final StringBuilder out = new StringBuilder();

    String write(List<Run> runs) {
        var before = NOTHING;
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            change(before, run);
            text(run, adds(before, run), adds(i + 1 < runs.size() ? runs.get(i + 1) : NOTHING, run));
            before = run;
        }
        change(before, NOTHING);
        return out.toString();
    }

    private void change(Run from, Run to) {
        boolean otherLink = !Objects.equals(from.link(), to.link());
        if (otherLink && from.link() != null) {
            out.append("](")
                    .append(from.link().replace("\\", "\\\\").replace(")", "\\)"))
                    .append(')');
        }
        for (var style : MARKED) {
            if (from.styles().contains(style) != to.styles().contains(style)) {
                out.append(mark(style));
            }
        }
        if (otherLink && to.link() != null) {
            out.append('[');
        }
    }

    private static String mark(Style style) {
        return switch (style) {
            case BOLD -> "**";
            case ITALIC -> "*";
            case STRUCK -> "~~";
            case CODE -> "`";
        };
    }

    /** Whether {@code run} has a marked style that its neighbour has not: a mark then touches its text, which must not be a space. */
    private static boolean adds(Run neighbour, Run run) {
        return MARKED.stream()
                .anyMatch(style ->
                        run.styles().contains(style) && !neighbour.styles().contains(style));
    }

    private void text(Run run, boolean opened, boolean closes) {
        if (run.styles().contains(Style.CODE)) {
            out.append('`')
                    .append(run.text().replace("\\", "\\\\").replace("`", "\\`"))
                    .append('`');
            return;
        }
        int last = run.text().length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = run.text().charAt(i);
            boolean edge = Character.isWhitespace(c) && (opened && i == 0 || closes && i == last);
            if (edge || "\\*~`[]".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
    }
}
