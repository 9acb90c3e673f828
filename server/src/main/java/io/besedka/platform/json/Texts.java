package io.besedka.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Makes texts from outside fit for PostgreSQL, which takes neither U+0000 nor broken UTF-8. Costs one look when fine. */
public final class Texts {
    private static final byte[] ESCAPED_NUL = "\\u0000".getBytes(UTF_8);

    private Texts() {}

    /** The same text without U+0000, and with U+FFFD for each half of a character that lost its other half. */
    public static String clean(String text) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == 0 || Character.isSurrogate(letter)) {
                return rebuilt(text);
            }
        }
        return text;
    }

    /**
     * JSON in strict UTF-8 with every {@code \}{@code u0000} taken out. Throws {@link BadJson} for broken UTF-8 and
     * for bytes of zero, which also keeps out JSON in UTF-16.
     */
    static byte[] cleanJson(byte[] json) {
        var all = 0;
        var escapes = false;
        for (var one : json) {
            if (one == 0) {
                throw new BadJson("a zero byte");
            }
            all |= one;
            escapes |= one == '\\';
        }
        if (all < 0) {
            refuseBrokenUtf8(json);
        }
        return escapes && findNul(json, 0) >= 0 ? withoutNul(json) : json;
    }

    private static void refuseBrokenUtf8(byte[] json) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw new BadJson("not UTF-8");
        }
    }

    private static byte[] withoutNul(byte[] json) {
        var kept = new ByteArrayOutputStream(json.length);
        var from = 0;
        for (var at = findNul(json, 0); at >= 0; at = findNul(json, from)) {
            kept.write(json, from, at - from);
            from = at + ESCAPED_NUL.length;
        }
        kept.write(json, from, json.length - from);
        return kept.toByteArray();
    }

    /** Steps over escapes in pairs, so that an escaped backslash before {@code u0000} is left alone. */
    private static int findNul(byte[] json, int from) {
        for (var i = from; i < json.length - 1; i++) {
            if (json[i] == '\\') {
                if (isNulAt(json, i)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static boolean isNulAt(byte[] json, int at) {
        if (at + ESCAPED_NUL.length > json.length) {
            return false;
        }
        for (var i = 1; i < ESCAPED_NUL.length; i++) {
            if (json[at + i] != ESCAPED_NUL[i]) {
                return false;
            }
        }
        return true;
    }

    private static String rebuilt(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0)
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
