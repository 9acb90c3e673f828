package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** MarkdownV2 and the legacy Markdown, without custom emoji and block quotes (which are left as text). */
final class MarkdownText {
    private record Open(String mark, int offset, int at) {}

    private static final String RESERVED = "_*[]()~`>#+-=|{}.!";
    private static final Map<String, String> TYPES = Map.of(
            "*", "bold", "_", "italic", "__", "underline", "~", "strikethrough", "||", "spoiler", "[", "text_link");

    private final String source;
    private final boolean legacy;
    private final StringBuilder text = new StringBuilder();
    private final List<ObjectNode> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int i;

    private MarkdownText(String source, boolean legacy) {
        this.source = source;
        this.legacy = legacy;
    }

    static FormattedText parse(String source) {
        return new MarkdownText(source, false).read();
    }

    static FormattedText parseLegacy(String source) {
        return new MarkdownText(source, true).read();
    }

    private FormattedText read() {
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length() && source.charAt(i + 1) < 127) {
                text.append(source.charAt(i + 1));
                i += 2;
            } else if (c == '`') {
                code();
            } else if (c == ']' && !open.isEmpty() && open.peek().mark().equals("[")) {
                link();
            } else {
                var mark = markAt(i);
                if (!mark.isEmpty()) mark(mark);
                else plain(c);
            }
        }
        if (!open.isEmpty()) throw unended(open.peek().mark(), open.peek().at());
        return new FormattedText(text.toString(), entities);
    }

    private String markAt(int at) {
        if (legacy) return "*_[".indexOf(source.charAt(at)) >= 0 ? source.substring(at, at + 1) : "";
        if (source.startsWith("__", at)) return "__";
        if (source.startsWith("||", at)) return "||";
        return "*_~[".indexOf(source.charAt(at)) >= 0 ? source.substring(at, at + 1) : "";
    }

    private void mark(String mark) {
        if (!open.isEmpty() && open.peek().mark().equals(mark)) {
            close(open.pop(), Json.object());
        } else {
            open.push(new Open(mark, text.length(), i));
        }
        i += mark.length();
    }

    private void close(Open opened, ObjectNode entity) {
        int length = text.length() - opened.offset();
        if (length == 0) return;
        entities.add(entity.put("offset", opened.offset()).put("length", length).put("type", TYPES.get(opened.mark())));
    }

    private void link() {
        var opened = open.pop();
        int end = source.startsWith("](", i) ? source.indexOf(')', i) : -1;
        if (end < 0) {
            if (!legacy) throw unended("[", opened.at());
            text.insert(opened.offset(), '[').append(']');
            i++;
            return;
        }
        close(opened, Json.object().put("url", source.substring(i + 2, end).replaceAll("\\\\(.)", "$1")));
        i = end + 1;
    }

    private void code() {
        var fence = source.startsWith("```", i) ? "```" : "`";
        int end = source.indexOf(fence, i + fence.length());
        if (end < 0) throw unended(fence, i);
        var body = source.substring(i + fence.length(), end);
        var entity = Json.object().put("offset", text.length());
        if (fence.length() == 3) {
            int line = body.indexOf('\n');
            if (line > 0 && !body.substring(0, line).contains(" ")) entity.put("language", body.substring(0, line));
            if (line >= 0 && !body.substring(0, line).contains(" ")) body = body.substring(line + 1);
        }
        body = body.replaceAll("\\\\([`\\\\])", "$1");
        text.append(body);
        entities.add(entity.put("length", body.length()).put("type", fence.length() == 3 ? "pre" : "code"));
        i = end + fence.length();
    }

    private void plain(char c) {
        if (!legacy && RESERVED.indexOf(c) >= 0 && !(c == '>' && (i == 0 || source.charAt(i - 1) == '\n'))) {
            throw bad("Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
        }
        text.append(c);
        i++;
    }

    private Refusal unended(String mark, int at) {
        var type = switch (mark) {
            case "`" -> "Code";
            case "```" -> "PreCode";
            case "[" -> "TextUrl";
            default ->
                Character.toUpperCase(TYPES.get(mark).charAt(0))
                        + TYPES.get(mark).substring(1);
        };
        int bytes = source.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        return bad("Can't find end of " + type + " entity at byte offset " + bytes);
    }

    private static Refusal bad(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }
}
