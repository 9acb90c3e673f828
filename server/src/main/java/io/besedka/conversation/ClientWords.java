package io.besedka.conversation;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/**
 * Clients by the words that people type: whose phone, address or user name begins with them, or who have words beginning so in their name
 * or in the one that people gave the contact; up to 200 by each of these.
 */
final class ClientWords {
    /** The numbers of those found, for {@code with found as (...)}. */
    static final String FOUND = String.join(
            " union ",
            "(select id from clients where project_id = :project and name is not null and " + named("clients")
                    + " limit 200)",
            found("lower(email)", "lower(:words)"),
            found("lower(username)", "lower(:username)"),
            found("phone", ":phone"),
            found("phone", ":plusPhone"),
            "(select c.id from contacts k join clients c on c.project_id = :project and c.contact_id = k.id where k.project_id = :project"
                    + " and k.name is not null and " + named("k") + " limit 200)");

    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{M}\\p{N}]+";

    private ClientWords() {}

    /** By range instead of LIKE: the index serves it whatever plan is kept. U+10FFFF ends the range. */
    private static String found(String fact, String prefix) {
        return "(select id from clients where project_id = :project and %s ~>=~ %s and %s ~<~ (%s || U&'\\+10FFFF') limit 200)"
                .formatted(fact, prefix, fact, prefix);
    }

    private static String named(String table) {
        return "name_words(" + table + ".project_id, " + table + ".name) @@ cast(lower(:nameWords) as tsquery)";
    }

    /** A {@code tsquery}: each of the words begins one of the name's. Where there is none nobody is found, as no name has such a word. */
    private static String beginnings(long projectId, String sought) {
        var words = Stream.of(sought.split(BETWEEN_WORDS))
                .filter(word -> !word.isEmpty())
                .map(word -> " & '" + word + "':*")
                .collect(Collectors.joining());
        return words.isEmpty() ? "'-'" : "'p" + projectId + "'" + words;
    }

    static Query bind(Query query, long projectId, String words) {
        var sought = words.strip();
        var digits = sought.replaceAll("[\\s()+-]", "");
        return query.bind("words", sought)
                .bind("nameWords", beginnings(projectId, sought))
                .bind("username", sought.startsWith("@") ? sought.substring(1) : sought)
                .bind("phone", digits.isEmpty() ? sought : digits)
                .bind("plusPhone", "+" + (digits.isEmpty() ? sought : digits));
    }
}
