package io.besedka.conversation;

import io.besedka.conversation.FileStore.Pending;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Clients' pictures: files that no message may name. A turn that hears of a new one makes its row, the bytes come later, and
 * {@link Act.Pictured} shows it, if the client is still pictured so.
 */
public final class Pictures {
    /** The largest picture kept, bytes. */
    public static final long LIMIT = 2L << 20;

    private static final Set<String> KINDS = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Jdbi jdbi;
    private final FileStore files;

    public Pictures(Jdbi jdbi, FileStore files) {
        this.jdbi = jdbi;
        this.files = files;
    }

    /** Takes the bytes of a picture that was pending, for {@link Act.Pictured} to show; harmless twice. Throws as {@link FileStore} does. */
    public void received(Pending picture, InputStream bytes) throws IOException {
        var kept = files.bring(picture.projectId(), picture.id(), bytes, LIMIT, KINDS::contains);
        int known = jdbi.withHandle(handle -> handle.createUpdate("""
                        update files set mime = :mime, size = :size, width = :width, height = :height
                        where project_id = :project and id = :id""")
                .bind("mime", kept.mime())
                .bind("size", kept.size())
                .bind("width", kept.image().width())
                .bind("height", kept.image().height())
                .bind("project", picture.projectId())
                .bind("id", picture.id())
                .execute());
        if (known == 0) {
            files.discard(picture.projectId(), List.of(picture.id()));
        }
    }

    public Optional<StoredFile> find(long projectId, long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + FileStore.COLUMNS
                        + " from files where project_id = :project and id = :id and client_id is not null")
                .bind("project", projectId)
                .bind("id", id)
                .map((row, context) -> FileStore.file(row))
                .findOne());
    }

    /** Forgets the client's pictures that are neither shown nor going to be. */
    public void tidy(long projectId, long clientId) {
        var outdated = jdbi.withHandle(handle -> handle.createQuery("""
                        delete from files f using clients c
                        where f.project_id = :project and f.client_id = :client and (c.project_id, c.id) = (:project, :client)
                          and f.id is distinct from c.picture_id and (f.state <> 0 or f.remote <> c.avatar)
                        returning f.id""")
                .bind("project", projectId)
                .bind("client", clientId)
                .mapTo(Long.class)
                .list());
        files.discard(projectId, outdated);
    }

    /** The files of these clients' pictures. */
    static List<Long> of(Handle handle, long projectId, Collection<Long> clients) {
        return handle.createQuery("select id from files where project_id = :project and client_id = any(:clients)")
                .bind("project", projectId)
                .bindArray("clients", Long.class, clients.toArray())
                .mapTo(Long.class)
                .list();
    }
}
