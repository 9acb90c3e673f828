package io.besedka.channel.whatsapp;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Outcome.Answered;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Why Graph refused.
 *
 * @param code Graph's own number; 0 stands for an answer that is not Graph's (a proxy's page), see {@code told}
 * @param told whether Graph itself said so
 * @param why for people: no address, phone or token in it
 * @param retryAfter what was asked for, or null
 */
record GraphError(int status, int code, int subcode, boolean told, String why, Duration retryAfter) {
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d{9,}");
    private static final Pattern TOKEN = Pattern.compile("EA[A-Za-z0-9]{20,}");
    private static final int LENGTH = 300;
    private static final long LONGEST_WAIT = 86_400;

    static GraphError of(Answered answer) {
        var error = json(answer.body()).path("error");
        return error.isObject()
                ? new GraphError(
                        answer.status(),
                        error.path("code").intValue(0),
                        error.path("error_subcode").intValue(0),
                        true,
                        said(error),
                        answer.retryAfter())
                : new GraphError(answer.status(), 0, 0, false, "HTTP " + answer.status(), answer.retryAfter());
    }

    /** As it stands in a status: Graph took the message and failed with it later. */
    static GraphError inStatus(JsonNode error) {
        int code = error.path("code").intValue(0);
        return new GraphError(400, code, error.path("error_subcode").intValue(0), true, said(error), null);
    }

    /** An error as it stands in a status: {@code {code,title,message,error_data{details}}}. */
    static String said(JsonNode error) {
        var title = error.path("message").stringValue(error.path("title").stringValue(""));
        var details = error.path("error_data").path("details").stringValue("");
        int code = error.path("code").intValue(0);
        var text = title.contains("#" + code) ? title : "(#" + code + ") " + title;
        return clean(details.isBlank() || text.contains(details) ? text : text + ": " + details);
    }

    /** Not an object = a missing node. */
    static JsonNode json(byte[] body) {
        try {
            return Json.tree(body);
        } catch (BadJson notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String clean(String text) {
        var clean = TOKEN.matcher(LONG_NUMBER.matcher(text).replaceAll("…")).replaceAll("[token]");
        return clean.length() <= LENGTH ? clean : clean.substring(0, LENGTH);
    }
}
