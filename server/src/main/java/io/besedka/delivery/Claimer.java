package io.besedka.delivery;

import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Claimed;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims what all lanes are about to send, together: whatever asks while one statement runs goes with the next. */
final class Claimer implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final int BATCH_LIMIT = 256;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @param answer null when the claim was refused */
    private record Asked(Place place, Consumer<Claimed> answer) {}

    private final LinkedBlockingQueue<Asked> queue = new LinkedBlockingQueue<>();
    private final DeliveryStore store;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("delivery-claims").unstarted(this);

    Claimer(DeliveryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /** The answer comes on the claimer's thread; null = refused. Bounded by the lanes' concurrency. */
    void claim(Place place, Consumer<Claimed> answer) {
        queue.add(new Asked(place, answer));
    }

    @Override
    public void run() {
        var alarm = clock.alarm();
        var batch = new ArrayList<Asked>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_LIMIT - 1);
                var at = clock.now();
                for (boolean again = false; !claim(batch, at, again); again = true) {
                    alarm.waitUntil(clock.now().plus(PAUSE));
                }
                batch.clear();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean claim(List<Asked> batch, java.time.Instant at, boolean again) {
        var claimed = new HashMap<Place, Claimed>();
        try {
            store.claim(batch.stream().map(Asked::place).toList(), at, again)
                    .forEach(one -> claimed.put(one.place(), one));
        } catch (RuntimeException away) {
            LOG.atWarn().addKeyValue("cause", away.getMessage()).log("deliveries could not be claimed; trying again");
            return false;
        }
        batch.forEach(asked -> asked.answer().accept(claimed.get(asked.place())));
        return true;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
