package io.besedka.account;

import java.util.Collection;
import java.util.Set;

/** What an API key may do in its project. On the wire by its name, in the database in lower case. */
public enum Right {
    READ_CLIENTS,
    CHANGE_CLIENTS,
    DELETE_CLIENTS,
    READ_CRM,
    CHANGE_CRM;

    public static final Set<Right> ALL = Set.of(values());

    /** Reads a list of a request; at least one is needed. */
    public static Set<Right> parse(Collection<String> words) {
        return Words.parse(Right.class, "rights", words);
    }
}
