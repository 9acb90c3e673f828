package io.besedka.conversation;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads clients. */
public final class ClientStore {
    private final Jdbi jdbi;

    public ClientStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The conversation of the client whom the provider calls so; empty while the client has written nothing. */
    public Optional<ConversationKey> find(long projectId, long connectionId, String externalId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        select id from clients
                        where project_id = :project and connection_id = :connection and external_id = :external""")
                .bind("project", projectId)
                .bind("connection", connectionId)
                .bind("external", externalId)
                .map((row, context) -> new ConversationKey(projectId, row.getLong(1)))
                .findOne());
    }

    /** Who the provider calls the client of this conversation. */
    public Optional<String> externalId(ConversationKey key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select external_id from clients where project_id = :project and id = :id")
                .bind("project", key.projectId())
                .bind("id", key.id())
                .mapTo(String.class)
                .findOne());
    }
}
