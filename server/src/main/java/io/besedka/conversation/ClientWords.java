package io.besedka.conversation;

import org.jdbi.v3.core.statement.Query;

/**
 * Clients by the words that people type: whose name, phone, address or user name begins with them, or the name that people gave the
 * contact; up to 200 by each of these.
 */
final class ClientWords {
    /** The numbers of those found, for {@code with found as (...)}. */
    static final String FOUND = String.join(
            " union ",
            found("lower(name)", "lower(:words)"),
            found("lower(email)", "lower(:words)"),
            found("lower(username)", "lower(:username)"),
            found("phone", ":phone"),
            found("phone", ":plusPhone"),
            "(select c.id from contacts k join clients c on c.project_id = :project and c.contact_id = k.id where k.project_id = :project and "
                    + begins("lower(k.name)", "lower(:words)") + " limit 200)");

    private ClientWords() {}

    private static String found(String fact, String prefix) {
        return "(select id from clients where project_id = :project and " + begins(fact, prefix) + " limit 200)";
    }

    /** By range instead of LIKE: the index serves it whatever plan is kept. U+10FFFF ends the range. */
    private static String begins(String fact, String prefix) {
        return "%s ~>=~ %s and %s ~<~ (%s || U&'\\+10FFFF')".formatted(fact, prefix, fact, prefix);
    }

    static Query bind(Query query, String words) {
        var sought = words.strip();
        var digits = sought.replaceAll("[\\s()+-]", "");
        return query.bind("words", sought)
                .bind("username", sought.startsWith("@") ? sought.substring(1) : sought)
                .bind("phone", digits.isEmpty() ? sought : digits)
                .bind("plusPhone", "+" + (digits.isEmpty() ? sought : digits));
    }
}
