package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes clients with all that was said with them, their pictures, and the files that nothing else names. A turn that waits for one of their
 * conversations finds it gone; who writes again is a stranger. The log says so in an entry for each; older entries stay, without gaps,
 * and name a conversation that is no more: readers pass them over.
 */
public final class Erasure {
    private static final List<String> OF_CONVERSATION = List.of("timers", "deliveries", "message_ids", "messages");

    /** The searchable copy's rows are found by what the variables are. */
    private static final String FOUND = """
            delete from variable_values v using (
                select 0::smallint scope, id conversation_id, 0 deal_id, variables from conversations where project_id = :project and id = any(:ids)
                union all select 1, id, 0, deal_variables from conversations where project_id = :project and id = any(:ids) and deal_id = 0
                union all select 1, conversation_id, id, variables from deals where project_id = :project and conversation_id = any(:ids)
            ) s, json_each_text(s.variables::json) t
            where (v.project_id, v.scope, v.name, v.key, v.conversation_id, v.deal_id)
                = (:project, s.scope, t.key, variable_key(t.value), s.conversation_id, s.deal_id)""";

    /** Told after the commit, of what no turn tells. */
    @FunctionalInterface
    public interface Told {
        void erased(long projectId, List<Long> clients);

        Told NOBODY = (projectId, clients) -> {};
    }

    /** What another room keeps of clients, taken away in the erasure's own transaction. Locks nothing that comes before conversations. */
    @FunctionalInterface
    public interface Elsewhere {
        void erase(Handle tx, long projectId, List<Long> clients);
    }

    private final Jdbi jdbi;
    private final Clock clock;
    private final FileUse use;
    private final List<Elsewhere> elsewhere;
    private final Told told;

    public Erasure(Jdbi jdbi, Clock clock, List<FileHolder> holders, List<Elsewhere> elsewhere, Told told) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.use = new FileUse(holders);
        this.elsewhere = List.copyOf(elsewhere);
        this.told = told;
    }

    /** @return the numbers of those that were there */
    public List<Long> erase(long projectId, Collection<Long> ids) {
        var erased = Again.inTransaction(jdbi, handle -> {
            var found = handle.createQuery(
                            "select id from conversations where project_id = :project and id = any(:ids) order by id for update")
                    .bind("project", projectId)
                    .bindArray("ids", Long.class, ids.toArray())
                    .mapTo(Long.class)
                    .list();
            if (!found.isEmpty()) {
                eraseAll(handle, projectId, found);
            }
            return found;
        });
        if (!erased.isEmpty()) {
            told.erased(projectId, erased);
        }
        return erased;
    }

    private void eraseAll(Handle handle, long projectId, List<Long> ids) {
        var named = named(handle, projectId, ids);
        erase(handle, projectId, ids);
        var files = new ArrayList<>(Pictures.of(handle, projectId, ids));
        if (!named.isEmpty()) {
            files.addAll(use.unneeded(handle, projectId, named));
        }
        elsewhere.forEach(place -> place.erase(handle, projectId, ids));
        var now = clock.now();
        FileRemoval.mark(handle, projectId, files, now);
        LogWrites.add(handle, projectId, LogKind.ERASED, ids, now);
    }

    private static List<Long> named(Handle handle, long projectId, List<Long> ids) {
        return handle.createQuery("""
                        select unnest(file_ids(parts)) from messages
                        where project_id = :project and conversation_id = any(:ids) and parts like '%"fileId"%'
                        union select unnest(file_ids(payload)) from timers
                        where project_id = :project and conversation_id = any(:ids) and payload like '%"fileId"%'""")
                .bind("project", projectId)
                .bindArray("ids", Long.class, ids.toArray())
                .mapTo(Long.class)
                .list();
    }

    private static void erase(Handle handle, long projectId, List<Long> ids) {
        delete(handle, projectId, ids, FOUND);
        delete(handle, projectId, ids, """
                delete from deal_events e using deals d
                where d.project_id = :project and d.conversation_id = any(:ids) and (e.project_id, e.deal_id) = (d.project_id, d.id)""");
        delete(handle, projectId, ids, "delete from deals where project_id = :project and conversation_id = any(:ids)");
        for (var table : OF_CONVERSATION) {
            delete(
                    handle,
                    projectId,
                    ids,
                    "delete from " + table + " where project_id = :project and conversation_id = any(:ids)");
        }
        delete(handle, projectId, ids, """
                with gone as (delete from clients where project_id = :project and id = any(:ids) returning id, contact_id)
                delete from contacts c using gone g where c.project_id = :project and c.id = g.contact_id
                and not exists (select from clients o where o.project_id = :project and o.contact_id = g.contact_id and o.id <> all(:ids))""");
        delete(handle, projectId, ids, "delete from conversations where project_id = :project and id = any(:ids)");
    }

    private static void delete(Handle handle, long projectId, List<Long> ids, String sql) {
        handle.createUpdate(sql)
                .bind("project", projectId)
                .bindArray("ids", Long.class, ids.toArray())
                .execute();
    }
}
