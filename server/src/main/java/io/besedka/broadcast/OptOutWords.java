package io.besedka.broadcast;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Follower;
import io.besedka.conversation.Input;
import io.besedka.conversation.Message;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a client off broadcasts who answers one with a lone "stop", where the broadcast says so. Hears of messages as they are committed;
 * one that was said while nobody listened is not made up for: the switch in the client's panel is there for that.
 */
public final class OptOutWords implements Follower {
    private static final Logger LOG = LoggerFactory.getLogger(OptOutWords.class);
    private static final Set<String> WORDS = Set.of("стоп", "stop", "unsubscribe", "отписаться");
    private static final Duration AFTER = Duration.ofDays(3);

    private final Jdbi jdbi;
    private final Consumer<Input> turns;
    private final Clock clock;

    public OptOutWords(Jdbi jdbi, Consumer<Input> turns, Clock clock) {
        this.jdbi = jdbi;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void committed(List<Committed> entries) {
        for (var entry : entries) {
            if (entry.messages() != null && entry.messages().stream().anyMatch(OptOutWords::isStop)) {
                Thread.startVirtualThread(() -> heard(entry.conversation().key()));
            }
        }
    }

    private static boolean isStop(Message message) {
        return message.author().kind() == Author.Kind.CLIENT
                && isStop(message.content().text());
    }

    static boolean isStop(String text) {
        return text.length() < 30
                && WORDS.contains(text.strip().replaceAll("[.!]+$", "").toLowerCase(Locale.ROOT));
    }

    private void heard(ConversationKey key) {
        try {
            if (wasReached(key)) {
                turns.accept(new Input(Address.of(key.projectId(), key.id()), new Act.OptedOut(Author.SYSTEM, true)));
            }
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("conversation", key.id())
                    .setCause(away)
                    .log("a wish to opt out could not be looked at");
        }
    }

    private boolean wasReached(ConversationKey key) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select 1 from broadcasts b
                            join broadcast_recipients r on r.project_id = b.project_id and r.broadcast_id = b.id and r.conversation_id = :conversation
                            join messages m on m.project_id = b.project_id and m.conversation_id = :conversation and m.seq = r.seq and m.at > :since
                            where b.project_id = :project and b.state in (2, 3, 4, 5) and r.status = 1
                              and (b.ended_at is null or b.ended_at > :since) and b.plan::json ->> 'optOutWords' = 'true')""")
                .bind("project", key.projectId())
                .bind("conversation", key.id())
                .bind("since", Sql.time(clock.now().minus(AFTER)))
                .mapTo(Boolean.class)
                .one());
    }
}
