package io.besedka.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The SQL of projects and their members. */
final class ProjectStore {
    private ProjectStore() {}

    static long insert(Handle tx, String name, String timeZone, String locale, Instant now) {
        return tx.createQuery("""
                insert into projects (name, time_zone, locale, created_at)
                values (:name, :timeZone, :locale, :now)
                returning id
                """)
                .bind("name", name)
                .bind("timeZone", timeZone)
                .bind("locale", locale)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    static Optional<Project> find(Handle handle, long projectId) {
        return handle.createQuery("select * from projects where id = :project")
                .bind("project", projectId)
                .map((row, _) -> project(row))
                .findOne();
    }

    static boolean isEmpty(Handle handle) {
        return handle.createQuery("select not exists (select from projects)")
                .mapTo(Boolean.class)
                .one();
    }

    static List<Project> ofUser(Handle handle, long userId) {
        return handle.createQuery("""
                select p.* from projects p join members m on m.project_id = p.id
                where m.user_id = :user order by p.id
                """)
                .bind("user", userId)
                .map((row, _) -> project(row))
                .list();
    }

    static void update(Handle tx, Project project) {
        tx.createUpdate("""
                update projects set name = :name, time_zone = :timeZone, locale = :locale where id = :project
                """)
                .bind("project", project.id())
                .bind("name", project.name())
                .bind("timeZone", project.timeZone())
                .bind("locale", project.locale())
                .execute();
    }

    /** Rules about all members or keys of a project are kept by one change at a time. */
    static void lock(Handle tx, long projectId) {
        tx.createQuery("select id from projects where id = :project for no key update")
                .bind("project", projectId)
                .mapTo(Long.class)
                .one();
    }

    static List<Member> members(Handle handle, long projectId) {
        return handle.createQuery("""
                select u.id, u.name, u.email, m.roles, u.password_hash is not null as accepted
                from members m join users u on u.id = m.user_id
                where m.project_id = :project order by lower(u.name), u.id
                """)
                .bind("project", projectId)
                .map((row, _) -> member(row))
                .list();
    }

    /** Adds a member; false when they already are one. */
    static boolean insertMember(Handle tx, long projectId, long userId, Set<Role> roles, Instant now) {
        return tx.createUpdate("""
                insert into members (project_id, user_id, roles, created_at)
                values (:project, :user, string_to_array(:roles, ','), :now)
                on conflict do nothing
                """)
                        .bind("project", projectId)
                        .bind("user", userId)
                        .bind("roles", Words.join(roles, ","))
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static void setRoles(Handle tx, long projectId, long userId, Set<Role> roles) {
        tx.createUpdate("""
                update members set roles = string_to_array(:roles, ',')
                where project_id = :project and user_id = :user
                """)
                .bind("project", projectId)
                .bind("user", userId)
                .bind("roles", Words.join(roles, ","))
                .execute();
    }

    static void deleteMember(Handle tx, long projectId, long userId) {
        tx.createUpdate("delete from members where project_id = :project and user_id = :user")
                .bind("project", projectId)
                .bind("user", userId)
                .execute();
    }

    static boolean isMemberElsewhere(Handle handle, long projectId, long userId) {
        return handle.createQuery("""
                select exists (select from members where user_id = :user and project_id <> :project)
                """)
                .bind("project", projectId)
                .bind("user", userId)
                .mapTo(Boolean.class)
                .one();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getLong("id"),
                row.getString("name"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getTimestamp("created_at").toInstant());
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getLong("id"),
                row.getString("name"),
                row.getString("email"),
                Words.read(Role.class, row.getArray("roles")),
                row.getBoolean("accepted"));
    }
}
