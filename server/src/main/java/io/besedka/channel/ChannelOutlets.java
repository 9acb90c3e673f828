package io.besedka.channel;

import io.besedka.conversation.Content;
import io.besedka.conversation.Outlets;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import java.time.Duration;

/** Answers the turn's questions about connections from memory. */
public final class ChannelOutlets implements Outlets {
    private final Connections connections;

    public ChannelOutlets(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean isPulled(long connectionId) {
        return connections
                .of(connectionId)
                .map(connected -> connected.adapter().isPulled())
                .orElse(false);
    }

    @Override
    public boolean hasButtons(long connectionId) {
        return connections
                .of(connectionId)
                .map(connected -> connected.adapter().capabilities())
                .map(capabilities -> capabilities.inlineButtons().exist()
                        || capabilities.replyButtons().exist())
                .orElse(true);
    }

    @Override
    public Duration window(long connectionId) {
        return connections
                .of(connectionId)
                .map(connected -> connected.adapter().window(connected.connection()))
                .orElse(null);
    }

    @Override
    public boolean hasReactions(long connectionId) {
        return connections
                .of(connectionId)
                .map(connected -> connected.adapter().capabilities().reactions())
                .orElse(false);
    }

    @Override
    public void check(long connectionId, Content content) {
        var connected = connections
                .of(connectionId)
                .orElseThrow(() -> new Refused(Refusal.CHANNEL_CANNOT, "the connection was removed"));
        Planner.check(content, connected.adapter().capabilities());
    }
}
