package io.besedka.account;

import java.util.Map;
import java.util.Set;

/**
 * A live sign-in and what its user is a member of, as read at most a few seconds ago.
 *
 * @param csrf what a request that changes something must repeat in {@code X-CSRF-Token}
 * @param roles by project
 */
public record SignedIn(long userId, String name, String csrf, Map<Long, Set<Role>> roles) {
    public SignedIn {
        roles = Map.copyOf(roles);
    }

    @Override
    public String toString() {
        return "SignedIn[userId=" + userId + "]";
    }
}
