package io.besedka.app;

import io.besedka.api.deal.Known;
import io.besedka.face.Remembered;
import io.besedka.platform.clock.Clock;
import java.time.Duration;

/** What deals show of users and connections, remembered for a minute. */
final class DealNames implements Known {
    private final Foundation foundation;
    private final Channels channels;
    private final Remembered<Long, String> users;

    DealNames(Foundation foundation, Channels channels, Clock clock) {
        this.foundation = foundation;
        this.channels = channels;
        this.users = new Remembered<>(5_000, Duration.ofMinutes(1), clock);
    }

    @Override
    public String userName(long userId) {
        return users.get(userId, foundation::userName);
    }

    @Override
    public Connection connection(long projectId, long connectionId) {
        var named = channels.named(projectId, connectionId);
        return named == null ? null : new Connection(named.channel(), named.name());
    }

    @Override
    public boolean isMember(long projectId, long userId) {
        return foundation.accounts().members().list(projectId).stream().anyMatch(member -> member.userId() == userId);
    }
}
