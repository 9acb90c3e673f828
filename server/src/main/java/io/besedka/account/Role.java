package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** What a member may do in a project. On the wire by its name, in the database in lower case. */
public enum Role {
    /** Exactly one member of a project has it. It allows everything but answering clients. */
    ADMINISTRATOR,
    /** Sets the project and its services up; sees neither conversations nor reports. */
    SETTINGS,
    /** Sees leads, reports and conversations; changes nothing. */
    ANALYTICS,
    /** Answers clients. */
    OPERATOR;

    /** Whether one who holds {@code held} may do what {@code this} role is asked for. */
    public boolean isAllowedTo(Set<Role> held) {
        return held.contains(this) || (this != OPERATOR && held.contains(ADMINISTRATOR));
    }

    /** Reads a list of a request; at least one is needed. */
    public static Set<Role> parse(Collection<String> words) {
        return Words.parse(Role.class, "roles", words);
    }

    static Problem missing(Set<Role> needed) {
        return Problem.forbidden(
                "this needs the role " + Words.join(needed, " or ").toUpperCase(Locale.ROOT));
    }
}
