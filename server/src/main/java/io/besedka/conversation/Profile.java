package io.besedka.conversation;

/** What a provider tells about a client with an update; null = not told. */
public record Profile(String name, String username, String language, String phone, String email) {
    public static final Profile UNKNOWN = new Profile(null, null, null, null, null);

    public static Profile named(String name) {
        return new Profile(name, null, null, null, null);
    }

    /** Whether something told differs from what is known. */
    boolean tellsMoreThan(Profile known) {
        return !over(known).equals(known);
    }

    /** What is told stands; what is not stays as it was. */
    Profile over(Profile known) {
        return new Profile(
                latest(name, known.name), latest(username, known.username), latest(language, known.language), latest(phone, known.phone), latest(email, known.email));
    }

    private static String latest(String told, String known) {
        return told == null ? known : told;
    }
}
