package io.besedka.channel.email;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where in a correspondence the client wrote last; a connection's {@code replyPath}.
 *
 * @param subject with its Re:, or null
 * @param references ids from the first mail to the client's last, without brackets; the middle of a long thread is left out
 */
record MailThread(String subject, List<String> references) {
    static final MailThread NONE = new MailThread(null, List.of());

    private static final int SUBJECT = 200;
    /** Of the ids as they stand in the path; together with the longest subject less than a path may have. */
    private static final int ROOM = 1_300;

    private static final Pattern RE = Pattern.compile(
            "^\\s*(re|fwd?|aw|отв|ответ|на|пересл)(\\[\\d+])?\\s*:\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ID = Pattern.compile("<([^<>\\s\\p{Cntrl}]{1,250})>");

    MailThread {
        references = List.copyOf(references);
    }

    /** What a client's mail leaves to be answered; each a header's value, empty for none. */
    static MailThread of(String subject, String references, String inReplyTo, String messageId) {
        var ids = new ArrayList<String>();
        ids(references).forEach(ids::add);
        if (ids.isEmpty()) {
            ids(inReplyTo).forEach(ids::add);
        }
        ids(messageId).forEach(ids::add);
        return new MailThread(subject.isBlank() ? null : "Re: " + cut(bare(subject)), shortened(ids));
    }

    /** A subject without Re: and its like. */
    static String bare(String subject) {
        var bare = subject.strip();
        for (var re = RE.matcher(bare); re.find(); re = RE.matcher(bare)) {
            bare = bare.substring(re.end()).strip();
        }
        return bare;
    }

    static boolean isAnswer(String subject) {
        return RE.matcher(subject).find();
    }

    static List<String> ids(String header) {
        return header == null
                ? List.of()
                : ID.matcher(header).results().map(found -> found.group(1)).toList();
    }

    /** The first id and as many of the last as there is room for. */
    private static List<String> shortened(List<String> all) {
        var kept = new ArrayList<String>();
        if (all.isEmpty()) {
            return kept;
        }
        int room = ROOM - length(all.getFirst());
        for (int i = all.size() - 1; i > 0 && room >= length(all.get(i)); i--) {
            kept.addFirst(all.get(i));
            room -= length(all.get(i));
        }
        if (!kept.contains(all.getFirst())) {
            kept.addFirst(all.getFirst());
        }
        return kept;
    }

    /** In JSON, with quotes and a comma. */
    private static int length(String text) {
        return Json.write(text).length + 1;
    }

    private static String cut(String subject) {
        var cut = subject.replaceAll("\\p{Cntrl}", " ");
        int end = Math.min(SUBJECT, cut.length());
        end -= end > 0 && Character.isHighSurrogate(cut.charAt(end - 1)) ? 1 : 0;
        return cut.substring(0, end);
    }

    String toPath() {
        var json = Json.MAPPER.createObjectNode();
        if (subject != null) {
            json.put("s", subject);
        }
        references.forEach(json.putArray("r")::add);
        return Json.text(json);
    }

    static MailThread ofPath(String path) {
        if (path == null || path.isBlank()) {
            return NONE;
        }
        try {
            var json = Json.tree(path.getBytes(StandardCharsets.UTF_8));
            var references = new ArrayList<String>();
            json.path("r").forEach(id -> references.add(id.stringValue("")));
            return new MailThread(json.path("s").stringValue(null), references);
        } catch (BadJson foreign) {
            return NONE;
        }
    }
}
