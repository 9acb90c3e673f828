package io.besedka.api.account;

import io.besedka.account.Project;
import io.besedka.account.Role;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A project.
 *
 * @param roles the asking member's, absent when a key asks
 * @param mainKey only in the answer that created it
 */
record ProjectView(long id, String name, String timeZone, String locale, List<Role> roles, String mainKey) {
    static ProjectView of(Project project) {
        return new ProjectView(project.id(), project.name(), project.timeZone(), project.locale(), null, null);
    }

    ProjectView with(Set<Role> roles) {
        return new ProjectView(id, name, timeZone, locale, sorted(roles), mainKey);
    }

    ProjectView withMainKey(String value) {
        return new ProjectView(id, name, timeZone, locale, roles, value);
    }

    static List<Role> sorted(Collection<Role> roles) {
        return roles.stream().sorted().toList();
    }
}
