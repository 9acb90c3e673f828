package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Telegram's small HTML: a handful of tags, four named character references, everything else refused. */
final class HtmlText {
    private record Open(String tag, String type, int offset, int at, Map<String, String> attributes) {}

    private static final Map<String, String> TAGS = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("span", "spoiler"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"),
            Map.entry("tg-emoji", "custom_emoji"),
            Map.entry("a", "text_link"));
    private static final Map<String, String> NAMED = Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");
    private static final Pattern REFERENCE = Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#\\d{1,7}|[a-zA-Z]+);");
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9-]*)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<ObjectNode> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private HtmlText(String source) {
        this.source = source;
    }

    static FormattedText parse(String source) {
        return new HtmlText(source).read();
    }

    private FormattedText read() {
        var tag = TAG.matcher(source);
        var reference = REFERENCE.matcher(source);
        for (int i = 0; i < source.length(); ) {
            char c = source.charAt(i);
            if (c == '<') {
                if (!tag.region(i, source.length()).lookingAt())
                    throw bad("Unclosed start tag at byte offset " + bytes(i));
                if (tag.group(1).isEmpty()) opens(tag.group(2), tag.group(3), i);
                else closes(tag.group(2), i);
                i = tag.end();
            } else if (c == '&' && reference.region(i, source.length()).lookingAt() && known(reference.group(1))) {
                text.append(character(reference.group(1)));
                i = reference.end();
            } else {
                text.append(c);
                i++;
            }
        }
        if (!open.isEmpty()) {
            throw bad("Can't find end tag corresponding to start tag \""
                    + open.peek().tag() + "\"");
        }
        entities.sort(Comparator.comparingInt(
                        (ObjectNode entity) -> entity.path("offset").asInt(0))
                .thenComparing(entity -> -entity.path("length").asInt(0)));
        return new FormattedText(text.toString(), entities);
    }

    private void opens(String name, String rest, int at) {
        var tag = name.toLowerCase(Locale.ROOT);
        var attributes = attributes(rest);
        var type = TAGS.get(tag);
        if (type == null) throw bad("Unsupported start tag \"" + tag + "\" at byte offset " + bytes(at));
        if (tag.equals("span") && !"tg-spoiler".equals(attributes.get("class"))) {
            throw bad("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(at));
        }
        open.push(new Open(tag, type, text.length(), at, attributes));
    }

    private void closes(String name, int at) {
        var tag = name.toLowerCase(Locale.ROOT);
        if (open.isEmpty()) throw bad("Unexpected end tag at byte offset " + bytes(at));
        var opened = open.pop();
        if (!opened.tag().equals(tag)) {
            throw bad("Unmatched end tag at byte offset " + bytes(at) + ", expected \"</" + opened.tag()
                    + ">\", found \"</" + tag + ">\"");
        }
        int length = text.length() - opened.offset();
        if (length == 0) return;
        var entity = Json.object()
                .put("offset", opened.offset())
                .put("length", length)
                .put("type", opened.type());
        switch (opened.type()) {
            case "text_link" -> {
                var url = opened.attributes().getOrDefault("href", text.substring(opened.offset()));
                if (!url.contains(".") && !url.contains("://")) return;
                entity.put("url", url);
            }
            case "custom_emoji" ->
                entity.put("custom_emoji_id", opened.attributes().getOrDefault("emoji-id", ""));
            case "blockquote" -> {
                if (opened.attributes().containsKey("expandable")) entity.put("type", "expandable_blockquote");
            }
            case "code" -> {
                // <pre><code class="language-x"> is one entity, the inner tag only names the language.
                var language = opened.attributes().getOrDefault("class", "");
                if (!open.isEmpty() && open.peek().tag().equals("pre") && language.startsWith("language-")) {
                    open.peek().attributes().put("language", language.substring("language-".length()));
                    return;
                }
            }
            case "pre" -> {
                var language = opened.attributes().get("language");
                if (language != null) entity.put("language", language);
            }
            default -> {}
        }
        entities.add(entity);
    }

    private static Map<String, String> attributes(String rest) {
        var attributes = new HashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(rest);
        while (matcher.find()) {
            var value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : unescape(value));
        }
        return attributes;
    }

    private static String unescape(String value) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> known(found.group(1))
                        ? Matcher.quoteReplacement(character(found.group(1)))
                        : Matcher.quoteReplacement(found.group()));
    }

    private static boolean known(String reference) {
        return reference.startsWith("#")
                ? Character.isValidCodePoint(codePoint(reference))
                : NAMED.containsKey(reference);
    }

    private static String character(String reference) {
        return reference.startsWith("#") ? Character.toString(codePoint(reference)) : NAMED.get(reference);
    }

    private static int codePoint(String reference) {
        return reference.startsWith("#x")
                ? Integer.parseInt(reference.substring(2), 16)
                : Integer.parseInt(reference.substring(1));
    }

    private int bytes(int at) {
        return source.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }

    private static Refusal bad(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }
}
