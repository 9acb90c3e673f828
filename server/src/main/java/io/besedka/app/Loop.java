package io.besedka.app;

import io.besedka.channel.ChannelOutlets;
import io.besedka.conversation.Committed;
import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.Follower;
import io.besedka.conversation.Turns;
import io.besedka.delivery.LaneSettings;
import io.besedka.delivery.Lanes;
import io.besedka.face.Remembered;
import io.besedka.flow.FlowBot;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop: inputs become turns, what was committed goes down the lanes, and how that went is an input again. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Turns turns;
    private final Lanes lanes;

    Loop(Config.Turns config, Clock clock, Metrics metrics, Foundation foundation, Channels channels, Running running) {
        lanes = lanes(clock, metrics, foundation, channels);
        turns = running.keep(turns(config, clock, metrics, foundation, channels));
        running.keep(lanes);
        follow(lanes);
    }

    private static Lanes lanes(Clock clock, Metrics metrics, Foundation foundation, Channels channels) {
        var lanes = new Lanes(
                LaneSettings.DEFAULT,
                new Lanes.Faces(
                        clock,
                        new DeliveryStore(foundation.jdbi()),
                        channels.connections()::of,
                        new Plans(channels.files(), names(clock, foundation)),
                        new LaneHealth(channels.health()),
                        channels.meter(),
                        new Random()));
        metrics.gauge("besedka_deliveries_waiting", "Messages on their way to a provider, in memory.", lanes::waiting);
        channels.connections().watch((connected, gone) -> {
            if (!gone && !connected.connection().paused()) {
                lanes.resume(connected.connection().id());
            }
        });
        return lanes;
    }

    private static LongFunction<String> names(Clock clock, Foundation foundation) {
        var names = new Remembered<Long, String>(5_000, Duration.ofMinutes(1), clock);
        return user -> names.get(user, foundation::userName);
    }

    private Turns turns(Config.Turns config, Clock clock, Metrics metrics, Foundation foundation, Channels channels) {
        var turns = new Turns(
                config.flushers(),
                config.queue(),
                new Turns.Faces(
                        clock,
                        () -> foundation.database().raw(Turns.CONNECTION_PROPERTIES),
                        new FlowBot(foundation.flows()),
                        new ChannelOutlets(channels.connections()),
                        foundation.pipelines(),
                        foundation.variables(),
                        this::tell,
                        new TurnMeter(metrics)));
        metrics.gauge("besedka_inputs_waiting", "Inputs that wait for their turn.", turns::waiting);
        return turns;
    }

    /** Followers are told in the order in which they came. */
    void follow(Follower follower) {
        followers.add(follower);
    }

    /** What was written into a project's log outside of turns is there to be read. */
    void logged(long projectId) {
        each(follower -> follower.logged(projectId));
    }

    private void tell(List<Committed> entries) {
        each(follower -> follower.committed(entries));
    }

    /** What one makes of it is no concern of the others. */
    private void each(Consumer<Follower> telling) {
        for (var follower : followers) {
            try {
                telling.accept(follower);
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).log("a follower of the turns failed");
            }
        }
    }

    /** After everybody who must hear of the first commit follows. */
    void start() {
        turns.start();
        lanes.start(turns);
    }

    Turns turns() {
        return turns;
    }

    Lanes lanes() {
        return lanes;
    }
}
