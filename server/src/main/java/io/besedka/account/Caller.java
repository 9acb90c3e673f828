package io.besedka.account;

import java.util.Set;

/** Who calls within a project: whatever {@link Access} lets through is one of these. */
public sealed interface Caller {
    long projectId();

    /** A signed-in member; a request that changes something carried the right CSRF token. */
    record MemberCaller(long userId, String name, long projectId, Set<Role> roles) implements Caller {
        public MemberCaller {
            roles = Set.copyOf(roles);
        }

        public boolean may(Role role) {
            return role.isAllowedTo(roles);
        }
    }

    /** An integration with one of the project's API keys. */
    record KeyCaller(long projectId, long keyId, Set<Right> rights) implements Caller {
        public KeyCaller {
            rights = Set.copyOf(rights);
        }
    }
}
