package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The approved templates of connections as their providers last told them, asked again after five minutes. Safe for threads; one
 * connection's provider is asked once at a time.
 */
public final class TemplateCatalogue {
    private static final Duration FRESH = Duration.ofMinutes(5);
    /** After a provider was silent, what is to be said does not wait for it again so soon: a broadcast asks for each of its recipients. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<Long, Shelf> shelves = new ConcurrentHashMap<>();

    public TemplateCatalogue(Clock clock) {
        this.clock = clock;
    }

    /** What was told, when, and for which settings of the connection. */
    private record Told(Connection connection, Instant at, List<ApprovedTemplate> templates) {}

    private static final class Shelf {
        final ReentrantLock asking = new ReentrantLock();
        Told told;
        /** When the provider last did not answer; null = it did since. */
        Instant silentAt;

        boolean isSilent(Instant now, Duration pause) {
            return silentAt != null && now.isBefore(silentAt.plus(pause));
        }
    }

    /** Whether the connection's channel has templates at all. */
    public static boolean has(Connected connected) {
        return connected.adapter().templated().isPresent();
    }

    /**
     * May ask the provider, and then takes as long as it takes. Without an answer what was told before holds.
     *
     * @throws IOException the provider does not tell, and never did
     */
    public List<ApprovedTemplate> of(Connected connected) throws IOException {
        return of(connected, Duration.ZERO);
    }

    /** @param pause for so long a provider who was silent is not asked again, and tells nothing new */
    private List<ApprovedTemplate> of(Connected connected, Duration pause) throws IOException {
        var templated = connected.adapter().templated();
        if (templated.isEmpty()) {
            return List.of();
        }
        var connection = connected.connection();
        var shelf = shelves.computeIfAbsent(connection.id(), id -> new Shelf());
        shelf.asking.lock();
        try {
            boolean same = shelf.told != null && shelf.told.connection.equals(connection);
            if (shelf.isSilent(clock.now(), pause)) {
                return same ? shelf.told.templates : List.of();
            }
            if (!same || !clock.now().isBefore(shelf.told.at.plus(FRESH))) {
                shelf.told = asked(templated.get(), connection, same ? shelf.told : null, shelf);
            }
            return shelf.told.templates;
        } finally {
            shelf.asking.unlock();
        }
    }

    private Told asked(ChannelAdapter.Templated templated, Connection connection, Told before, Shelf shelf)
            throws IOException {
        try {
            var told = new Told(connection, clock.now(), List.copyOf(templated.templates(connection)));
            shelf.silentAt = null;
            return told;
        } catch (IOException silent) {
            shelf.silentAt = clock.now();
            if (before == null) {
                throw silent;
            }
            return before;
        }
    }

    /** The connection is gone, or is another one from now on. */
    public void forget(long connectionId) {
        shelves.remove(connectionId);
    }

    /** A message with a template says what the template says, where that is known; any other stays as it is. May ask the provider. */
    public Content worded(Connected connected, Content content) {
        var template = content.first(Part.Template.class);
        if (template.isEmpty()) {
            return content;
        }
        try {
            return of(connected, PATIENCE).stream()
                    .filter(known -> known.name().equals(template.get().name())
                            && known.language().equals(template.get().language()))
                    .findFirst()
                    .map(known -> known.filled(template.get().parameters()))
                    .filter(said -> said.length() <= Content.TEXT_LIMIT)
                    .map(said -> new Content(said, false, content.parts()))
                    .orElse(content);
        } catch (IOException notTold) {
            return content;
        }
    }
}
