package io.besedka.conversation;

/** What a provider tells about a client with an update; null = not told. */
public record Profile(String name, String username, String language, String phone, String email) {
    public static final Profile UNKNOWN = new Profile(null, null, null, null, null);

    public static Profile named(String name) {
        return new Profile(name, null, null, null, null);
    }
}
