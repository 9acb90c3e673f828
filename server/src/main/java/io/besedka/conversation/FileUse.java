package io.besedka.conversation;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who still needs a file: messages, scheduled messages, clients whose picture it is, and rooms above. */
final class FileUse {
    private final List<FileHolder> holders;

    FileUse(List<FileHolder> holders) {
        this.holders = List.copyOf(holders);
    }

    /** Those of the project's files that nothing names any more. */
    Collection<Long> unneeded(Handle handle, long projectId, Collection<Long> files) {
        var left = new HashSet<>(handle.createQuery("""
                        select f.id from files f
                        where f.project_id = :project and f.id = any(:files) and f.client_id is null
                        and not exists (select from messages m
                            where m.project_id = :project and m.parts like '%"fileId"%' and file_ids(m.parts) @> array[f.id])
                        and not exists (select from timers t
                            where t.project_id = :project and t.payload like '%"fileId"%' and file_ids(t.payload) @> array[f.id])""")
                .bind("project", projectId)
                .bind("files", Column.longs(files, id -> id))
                .mapTo(Long.class)
                .list());
        if (!left.isEmpty()) {
            holders.forEach(holder -> left.removeAll(holder.files(handle, projectId)));
        }
        return left;
    }
}
