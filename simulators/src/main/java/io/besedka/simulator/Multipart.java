package io.besedka.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads multipart/form-data as leniently as the providers do: header names in any case, no blanks after separators,
 * raw UTF-8 file names without quotes (grammY sends all of these).
 */
final class Multipart {
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:^|[;\\s])name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final Pattern FILE = Pattern.compile("(?i)(?:^|[;\\s])filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(.+))");
    private static final Pattern ENCODED_FILE = Pattern.compile("(?i)filename\\*=utf-8''([^;\\s]+)");
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]+)\"|([^;\\s]+))");

    private Multipart() {}

    static void read(String contentType, byte[] body, Map<String, JsonNode> values, Map<String, Upload> uploads) {
        var boundary = first(BOUNDARY.matcher(contentType)).orElse("");
        if (boundary.isEmpty()) return;
        var delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first delimiter stands at the very start, without the line end before it.
        int at = startsWith(body, 0, delimiter, 2) ? delimiter.length - 2 : indexOf(body, delimiter, 0);
        if (at > delimiter.length) at += delimiter.length;
        while (at > 0 && at + 2 <= body.length && body[at] != '-') {
            int end = indexOf(body, delimiter, at);
            if (end < 0) return;
            readPart(body, at, end, values, uploads);
            at = end + delimiter.length;
        }
    }

    private static void readPart(
            byte[] body, int from, int to, Map<String, JsonNode> values, Map<String, Upload> uploads) {
        int blank = indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), from);
        if (blank < 0 || blank + 4 > to) return;
        var disposition = "";
        var type = "";
        for (var line : new String(body, from, blank - from, StandardCharsets.UTF_8).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon < 0) continue;
            var header = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (header.equals("content-disposition"))
                disposition = line.substring(colon + 1).strip();
            if (header.equals("content-type")) type = line.substring(colon + 1).strip();
        }
        var name = first(NAME.matcher(disposition)).orElse("");
        var content = Arrays.copyOfRange(body, blank + 4, to);
        var file = fileName(disposition);
        if (file.isPresent()) uploads.put(name, new Upload(file.get(), type, content));
        else values.put(name, StringNode.valueOf(new String(content, StandardCharsets.UTF_8)));
    }

    private static Optional<String> fileName(String disposition) {
        var encoded = ENCODED_FILE.matcher(disposition);
        if (encoded.find()) return Optional.of(Params.decode(encoded.group(1).replace("+", "%2B")));
        return first(FILE.matcher(disposition));
    }

    private static Optional<String> first(Matcher matcher) {
        if (!matcher.find()) return Optional.empty();
        var quoted = matcher.group(1);
        return Optional.of(
                quoted != null
                        ? quoted.replaceAll("\\\\(.)", "$1")
                        : matcher.group(2).strip());
    }

    private static int indexOf(byte[] body, byte[] sought, int from) {
        for (int i = from; i <= body.length - sought.length; i++) {
            if (body[i] == sought[0] && startsWith(body, i, sought, 0)) return i;
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] sought, int skip) {
        int length = sought.length - skip;
        return at + length <= body.length && Arrays.equals(body, at, at + length, sought, skip, sought.length);
    }
}
