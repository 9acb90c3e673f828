package io.besedka.conversation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Reads what others are told of clients. */
public final class ClientFacts {
    private final Jdbi jdbi;

    public ClientFacts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param avatar the provider's name for the picture, often its address; @param tag of the link the client came by; both may be null */
    public record Facts(String externalId, Profile profile, String avatar, String tag, Instant createdAt) {}

    /** These of a project's clients, by number; unknown ones are absent. */
    public Map<Long, Facts> of(long projectId, Collection<Long> ids) {
        var found = new HashMap<Long, Facts>();
        jdbi.useHandle(handle -> handle.createQuery(
                        """
                        select id, external_id, name, username, language, phone, email, avatar, tag, created_at from clients
                        where project_id = :project and id = any(:ids)""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .map((row, context) -> found.put(
                        row.getLong(1),
                        new Facts(
                                row.getString(2),
                                new Profile(row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7)),
                                row.getString(8),
                                row.getString(9),
                                TurnReads.instant(row.getTimestamp(10)))))
                .list());
        return found;
    }
}
