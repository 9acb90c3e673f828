package io.besedka.inbox;

import io.besedka.conversation.Author;
import java.util.regex.Pattern;

/** Idempotency keys of programs, told apart in the database by the API key and shown as they were given. */
final class ProgramKeys {
    /** A program can give none such: its own begin with {@code api}. */
    private static final Pattern OF_BROADCAST = Pattern.compile("broadcast-[1-9]\\d{0,17}");

    private ProgramKeys() {}

    static String of(long keyId, String key) {
        return "api" + keyId + ":" + key;
    }

    /** The broadcast that said it: its messages are a program's, and their key is its own. Null = none did. */
    static Long broadcast(Author author, String key) {
        boolean said = author.kind() == Author.Kind.API
                && key != null
                && OF_BROADCAST.matcher(key).matches();
        return said ? Long.valueOf(key.substring(key.indexOf('-') + 1)) : null;
    }

    static String shown(Author author, String key) {
        var mine = "api" + author.id() + ":";
        return key != null && author.kind() == Author.Kind.API && key.startsWith(mine)
                ? key.substring(mine.length())
                : key;
    }
}
