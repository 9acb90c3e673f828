package io.besedka.inbox;

import io.besedka.conversation.Author;

/** Idempotency keys of programs, told apart in the database by the API key and shown as they were given. */
final class ProgramKeys {
    private ProgramKeys() {}

    static String of(long keyId, String key) {
        return "api" + keyId + ":" + key;
    }

    static String shown(Author author, String key) {
        var mine = "api" + author.id() + ":";
        return key != null && author.kind() == Author.Kind.API && key.startsWith(mine)
                ? key.substring(mine.length())
                : key;
    }
}
