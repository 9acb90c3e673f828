package io.besedka.api.salebot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.json.Json;
import io.besedka.platform.json.Texts;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A {@code multipart/form-data} body as the form it stands for: texts in UTF-8. Files are refused, they come by their address. */
final class Multipart {
    private static final String QUOTED_OR_PLAIN = "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))";
    /** As much as any head needs; patterns with alternatives must not see a megabyte. */
    private static final int HEAD_LIMIT = 1000;

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary" + QUOTED_OR_PLAIN, Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION = Pattern.compile(
            "^content-disposition:\\s*form-data\\s*(;.*)$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile(";\\s*name" + QUOTED_OR_PLAIN, Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile(";\\s*filename\\*?=", Pattern.CASE_INSENSITIVE);

    private Multipart() {}

    static ObjectNode read(String contentType, byte[] body) {
        var boundary = BOUNDARY.matcher(contentType);
        boolean form =
                contentType.length() <= HEAD_LIMIT && contentType.regionMatches(true, 0, "multipart/form-data", 0, 19);
        if (!form || !boundary.find()) {
            throw broken();
        }
        // Byte for byte, so that lines can be sought; values are turned back into bytes.
        var rest = "\r\n" + new String(body, ISO_8859_1);
        var line = "\r\n--" + value(boundary);
        var fields = Json.MAPPER.createObjectNode();
        int at = after(rest, line, 0);
        for (int count = 0; !rest.startsWith("--", at); count++) {
            int end = rest.indexOf(line, at);
            if (end < 0) {
                throw broken();
            }
            if (count == Form.FIELDS) {
                throw Failed.malformed("a form holds at most " + Form.FIELDS + " fields");
            }
            field(fields, rest.substring(at, end));
            at = end + line.length();
        }
        return fields;
    }

    private static int after(String text, String sought, int from) {
        int at = text.indexOf(sought, from);
        if (at < 0) {
            throw broken();
        }
        return at + sought.length();
    }

    private static void field(ObjectNode fields, String part) {
        int begin = after(part, "\r\n\r\n", 0);
        if (begin > HEAD_LIMIT) {
            throw broken();
        }
        var disposition = DISPOSITION.matcher(part.substring(0, begin));
        if (!disposition.find()) {
            throw broken();
        }
        if (FILE.matcher(disposition.group(1)).find()) {
            throw Failed.malformed("files are not taken here: give the file's address as attachment_url");
        }
        var name = NAME.matcher(disposition.group(1));
        if (!name.find()) {
            throw broken();
        }
        var called = utf8(value(name).replace("%22", "\""));
        if (!called.isEmpty()) {
            Form.put(fields, called, utf8(part.substring(begin)));
        }
    }

    private static String value(java.util.regex.Matcher found) {
        return found.group(1) == null ? found.group(2) : found.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static String utf8(String bytes) {
        return Texts.clean(new String(bytes.getBytes(ISO_8859_1), UTF_8));
    }

    private static Failed broken() {
        return Failed.malformed("the form's parts cannot be read");
    }
}
