package io.besedka.broadcast;

import io.besedka.broadcast.RecipientStore.Claimed;
import io.besedka.broadcast.RecipientStore.Settled;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.Input;
import io.besedka.conversation.Part;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Hands over what is due, a small batch at a time. A batch is three steps: claim under a lease, hand over to the turn, write down what
 * became of it. Whoever dies between the steps leaves a lease that ends; the act is then repeated under its key, and the turn knows it.
 */
final class Dispatcher {
    /** Longer than a turn ever takes: it gives up after 10 s without a database. */
    static final Duration LEASE = Duration.ofMinutes(1);
    /** While a connection has so many messages waiting it gets no more, so that an operator's answer waits for few. */
    static final int ENOUGH = 100;
    /** When to look again at connections that had enough, and at a turn that was not available. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final BroadcastFaces faces;

    Dispatcher(BroadcastFaces faces) {
        this.faces = faces;
    }

    private record Batch(Broadcast broadcast, List<Claimed> claimed) {}

    /** Hands over one batch of one broadcast; false when none is due. */
    boolean dispatch() {
        var batch = faces.jdbi()
                .inTransaction(tx -> BroadcastStore.due(tx, faces.clock().now()).map(due -> claim(tx, due)));
        batch.ifPresent(this::handOver);
        return batch.isPresent();
    }

    private Batch claim(Handle tx, BroadcastStore.Due due) {
        var now = faces.clock().now();
        var broadcast = due.broadcast();
        var pace = Pace.of(broadcast.plan().shift(), due.nextAt(), now);
        var full = RecipientStore.full(tx, connectionsOf(broadcast.projectId()), ENOUGH);
        var claimed = RecipientStore.claim(tx, broadcast, now, now.plus(LEASE), pace.count(), full);
        if (claimed.isEmpty()) {
            rest(tx, broadcast, now);
        } else {
            BroadcastStore.nextAt(tx, broadcast, pace.after(claimed.size()));
        }
        return new Batch(broadcast, claimed);
    }

    /** Nobody can be taken now: all are settled, or others are at them, or it is quiet where they live, or their connections have enough. */
    private static void rest(Handle tx, Broadcast broadcast, Instant now) {
        var first = RecipientStore.firstDue(tx, broadcast);
        if (first.isEmpty()) {
            BroadcastStore.moved(tx, broadcast, BroadcastState.DONE, null, now);
        } else {
            BroadcastStore.nextAt(tx, broadcast, first.get().isAfter(now) ? first.get() : now.plus(AGAIN));
        }
    }

    private List<Long> connectionsOf(long project) {
        return faces.connections().ofProject(project).stream()
                .map(connected -> connected.connection().id())
                .toList();
    }

    private void handOver(Batch batch) {
        var awake = awake(batch);
        if (awake.isEmpty()) {
            return;
        }
        Map<Long, Content> words;
        try {
            words = words(batch.broadcast(), awake);
        } catch (IllegalArgumentException unreadable) {
            faces.jdbi().useTransaction(tx -> cancel(tx, batch.broadcast(), unreadable.getMessage()));
            return;
        }
        var results = faces.turns()
                .apply(awake.stream()
                        .map(one -> input(batch.broadcast(), one, words))
                        .toList());
        settle(batch.broadcast(), awake, results);
    }

    /** One that was written down before its variables were read as they are now. */
    private void cancel(Handle tx, Broadcast broadcast, String why) {
        BroadcastStore.lock(tx, broadcast.projectId(), broadcast.id())
                .filter(now -> now.state() == BroadcastState.RUNNING)
                .ifPresent(now -> {
                    RecipientStore.cancel(tx, now);
                    BroadcastStore.moved(
                            tx,
                            now,
                            BroadcastState.CANCELLED,
                            why,
                            faces.clock().now());
                });
    }

    /** Those where it is not quiet now; the others, and all who live by their clock, are put off. */
    private List<Claimed> awake(Batch batch) {
        var broadcast = batch.broadcast();
        if (broadcast.plan().quiet() == null) {
            return batch.claimed();
        }
        var now = faces.clock().now();
        var project = faces.zone().apply(broadcast.projectId());
        var awake = new ArrayList<Claimed>();
        var asleep = new java.util.HashMap<Optional<String>, Instant>();
        for (var one : batch.claimed()) {
            var until = broadcast.plan().quiet().after(now, QuietHours.zone(one.zone(), project));
            if (until.isAfter(now)) {
                asleep.put(Optional.ofNullable(one.zone()), until);
            } else {
                awake.add(one);
            }
        }
        asleep.forEach((zone, until) ->
                faces.jdbi().useHandle(handle -> RecipientStore.quieten(handle, broadcast, zone.orElse(null), until)));
        putOff(broadcast, batch.claimed(), asleep);
        return awake;
    }

    /** The lease may reach further than the quiet does. */
    private void putOff(Broadcast broadcast, List<Claimed> claimed, Map<Optional<String>, Instant> asleep) {
        asleep.forEach((zone, until) -> faces.jdbi()
                .useHandle(handle -> RecipientStore.putOff(
                        handle,
                        broadcast,
                        claimed.stream()
                                .filter(one -> Optional.ofNullable(one.zone()).equals(zone))
                                .map(Claimed::conversation)
                                .toList(),
                        until)));
    }

    static String keyOf(long broadcast) {
        return "broadcast-" + broadcast;
    }

    /** What is said to each where it is not the same for all; whoever is absent is gone, and the turn will say so. */
    private Map<Long, Content> words(Broadcast broadcast, List<Claimed> claimed) {
        if (!(broadcast.plan().saying() instanceof Saying.Message message) || message.isSame()) {
            return Map.of();
        }
        return faces.filled(
                broadcast.projectId(),
                message,
                claimed.stream().map(Claimed::conversation).toList());
    }

    private static Input input(Broadcast broadcast, Claimed one, Map<Long, Content> words) {
        var address = Address.of(broadcast.projectId(), one.conversation());
        if (one.status() == RecipientState.RESENDING) {
            long user = broadcast.author().kind() == Author.Kind.OPERATOR
                    ? broadcast.author().id()
                    : 0;
            return new Input(address, new Act.Resolved(user, one.seq(), true));
        }
        return new Input(address, act(broadcast, words.get(one.conversation())));
    }

    /** @param words null = what the broadcast says to all */
    private static Act act(Broadcast broadcast, Content words) {
        var key = keyOf(broadcast.id());
        return switch (broadcast.plan().saying()) {
            case Saying.Message(var content, var variables) ->
                new Act.Replied(voice(broadcast.author()), key, words == null ? content : words, 0);
            case Saying.Block(var number) -> new Act.Entered(voice(broadcast.author()), key, number);
        };
    }

    /** An operator who answers takes the conversation over; a broadcast must not, so it speaks as a program does. */
    private static Author voice(Author author) {
        return author.kind() == Author.Kind.API ? author : Author.api(0);
    }

    private void settle(Broadcast broadcast, List<Claimed> claimed, List<Result> results) {
        var settled = new ArrayList<Settled>();
        var later = new ArrayList<Long>();
        for (int i = 0; i < claimed.size(); i++) {
            var one = claimed.get(i);
            if (results.get(i) instanceof Result.Declined(var refusal, var why) && refusal == Refusal.UNAVAILABLE) {
                later.add(one.conversation());
            } else {
                settled.add(settled(broadcast, one, results.get(i)));
            }
        }
        faces.jdbi().useTransaction(tx -> {
            BroadcastStore.lock(tx, broadcast.projectId(), broadcast.id());
            count(tx, broadcast, RecipientStore.settle(tx, broadcast, settled));
            RecipientStore.putOff(tx, broadcast, later, faces.clock().now().plus(AGAIN));
        });
    }

    private static Settled settled(Broadcast broadcast, Claimed one, Result result) {
        if (one.status() == RecipientState.RESENDING) {
            return new Settled(one.conversation(), RecipientState.HANDED_OVER, one.seq(), null);
        }
        return switch (result) {
            case Result.Taken taken -> new Settled(one.conversation(), RecipientState.HANDED_OVER, taken.seq(), null);
            case Result.Repeated known ->
                new Settled(one.conversation(), RecipientState.HANDED_OVER, known.seq(), null);
            case Result.Declined declined ->
                new Settled(one.conversation(), stateOf(broadcast, declined), 0, declined.why());
        };
    }

    /** A message with a template is never empty itself: what is empty is one of its places. */
    private static RecipientState stateOf(Broadcast broadcast, Result.Declined declined) {
        boolean gap = declined.refusal() == Refusal.EMPTY
                && broadcast.plan().saying() instanceof Saying.Message message
                && message.content().first(Part.Template.class).isPresent();
        return gap ? RecipientState.EMPTY_PARAMETER : RecipientState.DECLINED;
    }

    private static void count(Handle tx, Broadcast broadcast, List<RecipientStore.Change> changes) {
        var fresh = changes.stream()
                .filter(change -> change.before() != RecipientState.RESENDING)
                .toList();
        long handed = fresh.stream()
                .filter(change -> change.after() == RecipientState.HANDED_OVER)
                .count();
        BroadcastStore.count(tx, broadcast, handed, fresh.size() - handed);
    }
}
