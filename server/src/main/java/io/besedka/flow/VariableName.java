package io.besedka.flow;

import io.besedka.conversation.Variables;
import java.util.List;

/** Names of variables: they begin with a letter and have no blanks. */
final class VariableName {
    /** Salebot's scope of a client. A conversation has one scope so far, so the prefix changes nothing. */
    private static final List<String> CLIENT = List.of("client.", "клиент.");

    private VariableName() {}

    static String plain(String name) {
        var bare = name.strip();
        for (var prefix : CLIENT) {
            if (bare.startsWith(prefix)) {
                return bare.substring(prefix.length());
            }
        }
        return bare;
    }

    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= Variables.NAME_LIMIT
                && Character.isLetter(name.codePointAt(0))
                && name.codePoints().noneMatch(point -> Character.isWhitespace(point) || "#{}\"'".indexOf(point) >= 0);
    }
}
