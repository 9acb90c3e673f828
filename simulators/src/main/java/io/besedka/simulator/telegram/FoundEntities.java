package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Finds what Telegram marks by itself: commands, links, mail addresses, mentions, hashtags. */
final class FoundEntities {
    private static final Pattern ANY = Pattern.compile("""
            (?<url>https?://[^\\s<>"]*[^\\s<>".,;:!?)\\]'])\
            |(?<email>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)\
            |(?<=^|\\s)(?<command>/[A-Za-z0-9_]{1,64}(?:@\\w{3,32})?)(?![\\w/])\
            |(?<=^|[\\s(])(?<mention>@[A-Za-z]\\w{3,31})\
            |(?<=^|[\\s(])(?<hashtag>#[\\p{L}_][\\p{L}\\p{N}_]{0,254})\
            """);
    private static final Set<String> OPAQUE = Set.of("code", "pre", "text_link");

    private FoundEntities() {}

    static List<ObjectNode> in(String text, List<ObjectNode> marked) {
        if (!mayHold(text)) return List.of();
        var found = new ArrayList<ObjectNode>();
        var matcher = ANY.matcher(text);
        while (matcher.find()) {
            var type = matcher.group("url") != null
                    ? "url"
                    : matcher.group("email") != null
                            ? "email"
                            : matcher.group("command") != null
                                    ? "bot_command"
                                    : matcher.group("mention") != null ? "mention" : "hashtag";
            if (liesInOpaque(matcher.start(), marked)) continue;
            found.add(Json.object()
                    .put("type", type)
                    .put("offset", matcher.start())
                    .put("length", matcher.end() - matcher.start()));
        }
        return found;
    }

    private static boolean mayHold(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('@') >= 0 || text.indexOf('#') >= 0;
    }

    private static boolean liesInOpaque(int at, List<ObjectNode> marked) {
        return marked.stream().anyMatch(entity -> {
            int offset = entity.path("offset").asInt(0);
            return OPAQUE.contains(entity.path("type").asString(""))
                    && at >= offset
                    && at < offset + entity.path("length").asInt(0);
        });
    }
}
