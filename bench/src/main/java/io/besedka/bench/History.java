package io.besedka.bench;

import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Partitions;
import io.besedka.platform.database.Database;
import java.time.Instant;
import java.util.Random;

/** Opening a conversation and the inbox's first page with 1,000,000 messages, against the same with 10,000. */
final class History {
    private static final int OPENINGS = 3_000;
    private final Target target;
    private final Figures figures;

    History(Target target, Figures figures) {
        this.target = target;
        this.figures = figures;
    }

    void run() {
        try (var database = target.open()) {
            Partitions.prepare(database.jdbi(), Instant.now());
            fill(database, 1, 200);
            fill(database, 2, 20_000);
            database.jdbi().useHandle(handle -> handle.execute("vacuum analyze"));
            for (int round = 0; round < 2; round++) {
                double smallOpen = opening(database, 1, 200);
                double largeOpen = opening(database, 2, 20_000);
                double smallList = listing(database, 1);
                double largeList = listing(database, 2);
                if (round == 1) {
                    figures.ratio("history.open", largeOpen / smallOpen, 1.3, false);
                    figures.ratio("history.list", largeList / smallList, 1.3, false);
                    figures.put("history.open.1000000", largeOpen, "ms");
                    figures.put("history.list.1000000", largeList, "ms");
                }
            }
        }
    }

    /** Conversations of 50 messages each over 60 days, their last one at an even pace. */
    private static void fill(Database database, int project, int conversations) {
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into clients (project_id, id, connection_id, external_id, contact_id, name, created_at)
                    select %1$d, g, 1, 'c' || g, g, 'Client ' || g, now() from generate_series(1, %2$d) g""".formatted(project, conversations));
            handle.execute("""
                    insert into conversations (project_id, id, connection_id, client_name, last_seq, unread, last_text, last_message_at, inbox_bucket, created_at)
                    select %1$d, g, 1, 'Client ' || g, 50, g %% 3, 'Последнее сообщение', happened, extract(epoch from happened)::int / 600, now()
                    from (select g, now() - g * interval '5 minutes' happened from generate_series(1, %2$d) g) x""".formatted(project, conversations));
            handle.execute("""
                    insert into messages (project_id, conversation_id, seq, at, author_kind, author_id, note, text, markup, reply_to)
                    select %1$d, c, s, now() - c * interval '1 minute' - (50 - s) * interval '1 second', s %% 2, 0, false,
                           'Сообщение номер ' || s || ' о доставке букета', false, 0
                    from generate_series(1, %2$d) c, generate_series(1, 50) s""".formatted(project, conversations));
        });
    }

    private static double opening(Database database, int project, int conversations) {
        var store = new MessageStore(database.jdbi());
        var random = new Random(7);
        long began = System.nanoTime();
        for (int i = 0; i < OPENINGS; i++) {
            store.before(new ConversationKey(project, 1 + random.nextInt(conversations)), Long.MAX_VALUE, 50);
        }
        return (System.nanoTime() - began) / 1e6 / OPENINGS;
    }

    private static double listing(Database database, int project) {
        var store = new ConversationStore(database.jdbi());
        long began = System.nanoTime();
        for (int i = 0; i < OPENINGS / 3; i++) {
            store.list(project, ConversationStore.View.ALL, 1, null, 50);
            store.counts(project, 1);
        }
        return (System.nanoTime() - began) / 1e6 / (OPENINGS / 3);
    }
}
