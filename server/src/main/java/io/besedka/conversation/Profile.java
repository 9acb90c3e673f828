package io.besedka.conversation;

/**
 * What a provider tells about a client with an update; null = not told.
 *
 * @param avatar the provider's name for the client's picture, see {@code channel.ChannelAdapter#fetch}
 * @param replyPath what the adapter must know to answer where the client wrote last (a mail's thread, a comment), in its own words; at
 *     most 2,000 characters
 */
public record Profile(
        String name, String username, String language, String phone, String email, String avatar, String replyPath) {
    public static final Profile UNKNOWN = named(null);

    public Profile(String name, String username, String language, String phone, String email) {
        this(name, username, language, phone, email, null, null);
    }

    public static Profile named(String name) {
        return new Profile(name, null, null, null, null);
    }

    public Profile withAvatar(String told) {
        return new Profile(name, username, language, phone, email, told, replyPath);
    }

    public Profile withReplyPath(String told) {
        return new Profile(name, username, language, phone, email, avatar, told);
    }

    /** Whether something told differs from what is known. */
    boolean tellsMoreThan(Profile known) {
        return !over(known).equals(known);
    }

    /** What is told stands; what is not stays as it was. */
    Profile over(Profile known) {
        return new Profile(
                latest(name, known.name),
                latest(username, known.username),
                latest(language, known.language),
                latest(phone, known.phone),
                latest(email, known.email),
                latest(avatar, known.avatar),
                latest(replyPath, known.replyPath));
    }

    private static String latest(String told, String known) {
        return told == null ? known : told;
    }
}
