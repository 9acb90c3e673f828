package io.besedka.api.salebot;

import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lists and broadcasts as this dialect asks for them; {@code app} plugs in the room that has them. Throws {@link Unwilling}. */
public interface Audiences {
    /** Why it was not done, in words for the caller. */
    final class Unwilling extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unwilling(String why) {
            super(why, null, false, false);
        }
    }

    void add(long projectId, long list, List<Long> clients);

    void remove(long projectId, long list, List<Long> clients);

    /** Numbers of the list's clients in ascending order. */
    List<Long> members(long projectId, long list, int offset, int limit);

    /** To a list, to clients, or to whom a connection calls so: exactly one of the three is given. */
    record Recipients(Long list, List<Long> clients, long connectionId, List<String> platformIds) {}

    /**
     * @param content null where a block is sent; @param block its number, 0 = the content is sent
     * @param at null = now
     */
    record Wanted(
            long projectId, Author author, Recipients to, Content content, long block, Duration shift, Instant at) {}

    /** Starts a broadcast; returns its number. */
    long broadcast(Wanted wanted);
}
