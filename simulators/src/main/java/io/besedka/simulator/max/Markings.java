package io.besedka.simulator.max;

import io.besedka.simulator.messenger.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text in MAX's HTML or markdown, read: what is shown and how. Tags that are not known are dropped. */
record Markings(String text, List<Mark> marks) {
    private static final Map<String, String> TAGS = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("code", "code"),
            Map.entry("pre", "code"),
            Map.entry("a", "link"));
    private static final Map<String, String> WORDS = Map.of(
            "bold", "strong",
            "italic", "emphasized",
            "underline", "underline",
            "strikethrough", "strikethrough",
            "code", "monospaced",
            "link", "link");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]{1,10})((?:\\s[^<>]*)?)>");
    private static final Pattern HREF = Pattern.compile("href\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Pattern MARKDOWN = Pattern.compile(
            "\\*\\*(?<b>[^*\n]+)\\*\\*|\\+\\+(?<u>[^+\n]+)\\+\\+|~~(?<s>[^~\n]+)~~|`(?<c>[^`\n]+)`|(?<![\\w*])[*_](?<i>[^*_\n]+)[*_]"
                    + "|\\[(?<t>[^\\]\n]+)]\\((?<l>[^)\\s]+)\\)");

    private record Open(String kind, int from, String url) {}

    /** MAX's own word for a mark in {@code markup}. */
    static String word(String kind) {
        return WORDS.getOrDefault(kind, kind);
    }

    static Markings plain(String text) {
        return new Markings(text, List.of());
    }

    static Markings html(String html) {
        var out = new StringBuilder();
        var marks = new ArrayList<Mark>();
        var open = new ArrayDeque<Open>();
        int at = 0;
        for (var tag : TAG.matcher(html).results().toList()) {
            out.append(unescaped(html.substring(at, tag.start())));
            at = tag.end();
            var kind = TAGS.get(tag.group(2).toLowerCase(Locale.ROOT));
            if (kind == null) continue;
            if (tag.group(1).isEmpty()) open.push(new Open(kind, out.length(), href(tag)));
            else close(open, kind, out.length(), marks);
        }
        out.append(unescaped(html.substring(at)));
        return new Markings(out.toString(), marks);
    }

    private static String href(MatchResult tag) {
        var found = HREF.matcher(tag.group(3));
        return found.find() ? unescaped(found.group(1)) : "";
    }

    private static void close(ArrayDeque<Open> open, String kind, int end, List<Mark> marks) {
        var found = open.stream().filter(one -> one.kind().equals(kind)).findFirst();
        found.ifPresent(one -> {
            open.remove(one);
            if (end > one.from()) marks.add(new Mark(kind, one.from(), end - one.from(), one.url()));
        });
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    static Markings markdown(String markdown) {
        var out = new StringBuilder();
        var marks = new ArrayList<Mark>();
        var found = MARKDOWN.matcher(markdown);
        int at = 0;
        while (found.find()) {
            out.append(markdown, at, found.start());
            at = found.end();
            for (var group : List.of("b", "i", "u", "s", "c", "t")) {
                var inner = found.group(group);
                if (inner == null) continue;
                var url = group.equals("t") ? found.group("l") : "";
                var kind = group.equals("t") ? "link" : group.equals("c") ? "code" : TAGS.get(group);
                marks.add(new Mark(kind, out.length(), inner.length(), url));
                out.append(inner);
            }
        }
        return new Markings(out.append(markdown.substring(at)).toString(), marks);
    }
}
