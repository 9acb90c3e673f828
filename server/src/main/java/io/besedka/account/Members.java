package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who belongs to a project. It has exactly one administrator at any time, who alone hands that role on. Members with
 * the settings role manage the others, but neither the administrator nor their own roles.
 */
public final class Members {
    static final int LIMIT = 1_000;

    /** @param linkToken of the link to hand to the invited; empty when they have a password and simply sign in */
    public record Invited(long userId, Optional<String> linkToken) {
        @Override
        public String toString() {
            return "Invited[userId=" + userId + "]";
        }
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SignIns signIns;
    private final Links links;
    private final Audit audit;

    Members(Jdbi jdbi, InstantSource clock, SignIns signIns, Links links, Audit audit) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.signIns = signIns;
        this.links = links;
        this.audit = audit;
    }

    public List<Member> list(long projectId) {
        return jdbi.withHandle(handle -> ProjectStore.members(handle, projectId));
    }

    public Invited invite(Caller.MemberCaller by, String email, String name, Set<Role> roles) {
        var address = Words.email(email);
        var shownName = Words.name("name", name);
        if (roles.contains(Role.ADMINISTRATOR)) {
            throw Problem.conflict(
                    "one_administrator", "a project has one administrator; hand the role on to a member");
        }
        return changing(by, (tx, members) -> {
            if (members.size() >= LIMIT) {
                throw Problem.conflict("too_many_members", "a project has at most " + LIMIT + " members");
            }
            var found = UserStore.byEmail(tx, address);
            var userId = found.map(user -> user.user().id()).orElseGet(() -> insertUser(tx, by, address, shownName));
            if (!ProjectStore.insertMember(tx, by.projectId(), userId, roles, clock.instant())) {
                throw Problem.conflict("already_member", "this person is a member already");
            }
            audit.record(tx, by.projectId(), by.userId(), "member.invited", "user " + userId, Words.join(roles, ", "));
            return new Invited(userId, linkFor(tx, by.projectId(), userId));
        });
    }

    private long insertUser(Handle tx, Caller.MemberCaller by, String email, String name) {
        var locale = ProjectStore.find(tx, by.projectId()).orElseThrow().locale();
        return UserStore.insert(tx, email, name, null, locale, clock.instant());
    }

    /**
     * Only one who has no password yet gets a link, and only from the one project that invited them: a link another
     * administrator holds would open this project too.
     */
    private Optional<String> linkFor(Handle tx, long projectId, long userId) {
        UserStore.lock(tx, userId);
        if (UserStore.byId(tx, userId).passwordHash() != null) {
            LinkStore.voidAll(tx, userId);
            return Optional.empty();
        }
        if (ProjectStore.isMemberElsewhere(tx, projectId, userId)) {
            throw Problem.conflict("not_accepted_yet", "this person has yet to accept another project's invitation");
        }
        return Optional.of(links.create(tx, userId, Links.Purpose.INVITATION));
    }

    /** Gives roles; giving the administrator's hands it on, and the former one keeps settings and analytics. */
    public Member changeRoles(Caller.MemberCaller by, long userId, Set<Role> roles) {
        var changed = changing(by, (tx, members) -> {
            var member = find(members, userId);
            refuseOverreach(by, member);
            if (roles.contains(Role.ADMINISTRATOR) && !isAdministrator(member)) {
                handOver(tx, by, members, member);
            } else if (!roles.contains(Role.ADMINISTRATOR) && isAdministrator(member)) {
                throw Problem.conflict(
                        "administrator_stays", "a project needs its administrator; hand the role on first");
            }
            ProjectStore.setRoles(tx, by.projectId(), userId, roles);
            audit.record(tx, by.projectId(), by.userId(), "member.changed", "user " + userId, Words.join(roles, ", "));
            return new Member(userId, member.name(), member.email(), roles, member.accepted());
        });
        signIns.rightsLeft(userId);
        if (roles.contains(Role.ADMINISTRATOR)) {
            signIns.rightsLeft(by.userId());
        }
        return changed;
    }

    private void handOver(Handle tx, Caller.MemberCaller by, List<Member> members, Member to) {
        if (!by.roles().contains(Role.ADMINISTRATOR)) {
            throw Problem.forbidden("only the administrator hands that role on");
        }
        if (!to.accepted()) {
            throw Problem.conflict("not_accepted_yet", "this person has yet to accept the invitation");
        }
        var former =
                members.stream().filter(Members::isAdministrator).findFirst().orElseThrow();
        var left = EnumSet.copyOf(former.roles());
        left.remove(Role.ADMINISTRATOR);
        left.addAll(Set.of(Role.SETTINGS, Role.ANALYTICS));
        ProjectStore.setRoles(tx, by.projectId(), former.userId(), left);
        var subject = "user " + to.userId();
        audit.record(
                tx, by.projectId(), by.userId(), "administrator.handed_over", subject, "from user " + former.userId());
    }

    /** Removes a member, or lets one leave. */
    public void remove(Caller.MemberCaller by, long userId) {
        changing(by, (tx, members) -> {
            var member = find(members, userId);
            if (isAdministrator(member)) {
                throw Problem.conflict(
                        "administrator_stays", "a project needs its administrator; hand the role on first");
            }
            if (userId != by.userId() && !by.may(Role.SETTINGS)) {
                throw Role.missing(Set.of(Role.SETTINGS));
            }
            ProjectStore.deleteMember(tx, by.projectId(), userId);
            LinkStore.voidAll(tx, userId);
            audit.record(tx, by.projectId(), by.userId(), "member.removed", "user " + userId, "");
            return null;
        });
        signIns.rightsLeft(userId);
    }

    /**
     * A link for a member who forgot the password, or whose invitation ran out. Not for members of other projects as
     * well: it would open those to this one's administrator.
     */
    public String resetPassword(Caller.MemberCaller by, long userId) {
        return changing(by, (tx, members) -> {
            var member = find(members, userId);
            UserStore.lock(tx, userId);
            if (ProjectStore.isMemberElsewhere(tx, by.projectId(), userId)) {
                throw Problem.conflict("member_elsewhere", "this person belongs to other projects too");
            }
            audit.record(tx, by.projectId(), by.userId(), "member.password_reset", "user " + userId, "");
            var purpose = member.accepted() ? Links.Purpose.PASSWORD_RESET : Links.Purpose.INVITATION;
            return links.create(tx, userId, purpose);
        });
    }

    private static void refuseOverreach(Caller.MemberCaller by, Member member) {
        var administers = by.roles().contains(Role.ADMINISTRATOR);
        if (!administers && (isAdministrator(member) || member.userId() == by.userId())) {
            throw Problem.forbidden("only the administrator changes these roles");
        }
    }

    private static boolean isAdministrator(Member member) {
        return member.roles().contains(Role.ADMINISTRATOR);
    }

    private static Member find(List<Member> members, long userId) {
        return members.stream()
                .filter(member -> member.userId() == userId)
                .findFirst()
                .orElseThrow(() -> Problem.notFound("member"));
    }

    private interface Change<T> {
        T apply(Handle tx, List<Member> members);
    }

    /** One change at a time, upon what holds now: the caller's roles as checked may be seconds old. */
    private <T> T changing(Caller.MemberCaller by, Change<T> change) {
        var result = jdbi.inTransaction(tx -> {
            ProjectStore.lock(tx, by.projectId());
            var members = ProjectStore.members(tx, by.projectId());
            if (!find(members, by.userId()).roles().equals(by.roles())) {
                throw Problem.forbidden("your roles have just changed");
            }
            return change.apply(tx, members);
        });
        signIns.forgetRecent();
        return result;
    }
}
