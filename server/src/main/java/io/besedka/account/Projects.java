package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Projects: made by whoever administers one already, the first by anyone signed in. */
public final class Projects {
    /** @param mainKey the project's main API key, shown this once */
    public record Created(Project project, String mainKey) {
        @Override
        public String toString() {
            return "Created[project=" + project.id() + "]";
        }
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SignIns signIns;
    private final ApiKeys keys;
    private final Audit audit;

    Projects(Jdbi jdbi, InstantSource clock, SignIns signIns, ApiKeys keys, Audit audit) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.signIns = signIns;
        this.keys = keys;
        this.audit = audit;
    }

    public Created create(SignedIn creator, String name, String timeZone, String locale) {
        var project = new Project(0, Words.name("name", name), Words.timeZone(timeZone), Words.locale(locale), null);
        var administers = creator.roles().values().stream().anyMatch(roles -> roles.contains(Role.ADMINISTRATOR));
        if (!administers && !jdbi.withHandle(ProjectStore::isEmpty)) {
            throw Problem.forbidden("only an administrator of a project may create another");
        }
        var created = jdbi.inTransaction(tx -> {
            var id = ProjectStore.insert(tx, project.name(), project.timeZone(), project.locale(), clock.instant());
            ProjectStore.insertMember(tx, id, creator.userId(), Set.of(Role.ADMINISTRATOR), clock.instant());
            audit.record(tx, id, creator.userId(), "project.created", "project " + id, project.name());
            var mainKey = keys.insertMain(tx, id, creator.userId(), "Main");
            return new Created(ProjectStore.find(tx, id).orElseThrow(), mainKey);
        });
        signIns.forgetRecent();
        return created;
    }

    public Project get(long projectId) {
        return jdbi.withHandle(handle -> ProjectStore.find(handle, projectId))
                .orElseThrow(() -> Problem.notFound("project"));
    }

    public List<Project> ofUser(long userId) {
        return jdbi.withHandle(handle -> ProjectStore.ofUser(handle, userId));
    }

    /** Null leaves a thing as it is. */
    public Project change(Caller.MemberCaller by, String name, String timeZone, String locale) {
        return jdbi.inTransaction(tx -> {
            ProjectStore.lock(tx, by.projectId());
            var was = ProjectStore.find(tx, by.projectId()).orElseThrow();
            var is = new Project(
                    was.id(),
                    name == null ? was.name() : Words.name("name", name),
                    timeZone == null ? was.timeZone() : Words.timeZone(timeZone),
                    locale == null ? was.locale() : Words.locale(locale),
                    was.createdAt());
            ProjectStore.update(tx, is);
            var detail = "%s, %s, %s".formatted(is.name(), is.timeZone(), is.locale());
            audit.record(tx, was.id(), by.userId(), "project.changed", "project " + was.id(), detail);
            return is;
        });
    }
}
