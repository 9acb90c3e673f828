package io.besedka.conversation;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes clients with all that was said with them, and their pictures. A turn that waits for one of their conversations finds it gone; who writes again is
 * a stranger. Log entries stay, without gaps, and name a conversation that is no more; readers pass them over.
 */
public final class Erasure {
    private static final List<String> OF_CONVERSATION =
            List.of("timers", "deliveries", "message_ids", "messages", "variable_values");

    private record Erased(List<Long> clients, List<Long> pictures) {}

    private final Jdbi jdbi;
    private final FileStore files;

    public Erasure(Jdbi jdbi, FileStore files) {
        this.jdbi = jdbi;
        this.files = files;
    }

    /** @return the numbers of those that were there */
    public List<Long> erase(long projectId, Collection<Long> ids) {
        var erased = jdbi.inTransaction(handle -> {
            var found = handle.createQuery(
                            "select id from conversations where project_id = :project and id = any(:ids) order by id for update")
                    .bind("project", projectId)
                    .bindArray("ids", Long.class, ids.toArray())
                    .mapTo(Long.class)
                    .list();
            return new Erased(found, found.isEmpty() ? List.of() : erase(handle, projectId, found));
        });
        files.discard(projectId, erased.pictures());
        return erased.clients();
    }

    /** @return the files whose bytes are to be discarded after the commit */
    private static List<Long> erase(Handle handle, long projectId, List<Long> ids) {
        delete(handle, projectId, ids, """
                delete from deal_events e using deals d
                where d.project_id = :project and d.conversation_id = any(:ids) and (e.project_id, e.deal_id) = (d.project_id, d.id)""");
        delete(handle, projectId, ids, "delete from deals where project_id = :project and conversation_id = any(:ids)");
        for (var table : OF_CONVERSATION) {
            delete(handle, projectId, ids, "delete from " + table + " where project_id = :project and conversation_id = any(:ids)");
        }
        delete(handle, projectId, ids, """
                with gone as (delete from clients where project_id = :project and id = any(:ids) returning id, contact_id)
                delete from contacts c using gone g where c.project_id = :project and c.id = g.contact_id
                and not exists (select from clients o where o.project_id = :project and o.contact_id = g.contact_id and o.id <> all(:ids))""");
        delete(handle, projectId, ids, "delete from conversations where project_id = :project and id = any(:ids)");
        return Pictures.erase(handle, projectId, ids);
    }

    private static void delete(Handle handle, long projectId, List<Long> ids, String sql) {
        handle.createUpdate(sql).bind("project", projectId).bindArray("ids", Long.class, ids.toArray()).execute();
    }
}
