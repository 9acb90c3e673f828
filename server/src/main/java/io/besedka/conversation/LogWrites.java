package io.besedka.conversation;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Log entries of what happens outside of turns. The last statements of their transaction: the project's log row is locked last. Their times are cut to milliseconds, as those of turns. */
final class LogWrites {
    private LogWrites() {}

    /** An entry for each of the conversations. */
    static void add(Handle tx, long projectId, LogKind kind, Collection<Long> conversations, Instant now) {
        if (conversations.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        with ends as (insert into project_logs as l (project_id, seq) values (:project, :count)
                                   on conflict (project_id) do update set seq = l.seq + excluded.seq returning seq - :count base)
                        insert into log (project_id, seq, kind, conversation_id, ref, upto, at)
                        select :project, ends.base + i.n, :kind, i.c, 0, 0, :now from ends, unnest(:conversations) with ordinality i(c, n)""")
                .bind("project", projectId)
                .bind("count", conversations.size())
                .bind("kind", kind.ordinal())
                .bind("now", Timestamp.from(now.truncatedTo(ChronoUnit.MILLIS)))
                .bindArray("conversations", Long.class, conversations.toArray())
                .execute();
    }
}
