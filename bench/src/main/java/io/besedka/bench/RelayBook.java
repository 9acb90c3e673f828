package io.besedka.bench;

import io.besedka.simulator.telegram.Ledger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts numbered updates and keeps when each was to leave, was answered, was seen at the operator's socket and was answered by the bot
 * at the provider. Numbers go round the bots and the people, so that no chat and no bot comes near Telegram's rates.
 */
final class RelayBook implements Load.Source, Listeners.Ear {
    private static final int PEOPLE = 20_000;
    private static final String ANSWER = "Вы спросили: " + Mark.TEXT;

    private final List<Updates.Hook> hooks;
    private final String host;
    private final long first;
    private final long[] intended;
    /** The same moment by the clock of the wall, in microseconds: the simulator's ledger knows no other. */
    private final long[] intendedWall;

    private final long[] shown;
    private final AtomicIntegerArray timesShown;
    private final AtomicLong shownInAll = new AtomicLong();
    private final AtomicLong strange = new AtomicLong();
    private final Latencies answered = new Latencies();
    private int next;

    /** @param first the first number, above all those of other books */
    RelayBook(List<Updates.Hook> hooks, String host, long first, int capacity) {
        this.hooks = hooks;
        this.host = host;
        this.first = first;
        this.intended = new long[capacity];
        this.intendedWall = new long[capacity];
        this.shown = new long[capacity];
        this.timesShown = new AtomicIntegerArray(capacity);
    }

    @Override
    public long next(ByteBuffer request, long due) {
        int place = next++;
        var now = Instant.now();
        intended[place] = due;
        intendedWall[place] = micros(now) - (System.nanoTime() - due) / 1_000;
        long number = first + place;
        request.put(Updates.request(
                hooks.get((int) (number % hooks.size())),
                host,
                number,
                1 + number % PEOPLE,
                Mark.TEXT + number + " сколько стоит букет?"));
        return place;
    }

    @Override
    public void answered(long place, int status) {
        if (status == 200) {
            answered.record(System.nanoTime() - intended[(int) place]);
        }
    }

    /** An event of the inbox: with the client's message in it, it is the one looked for. */
    @Override
    public void heard(int socket, ByteBuffer text, long at) {
        long number = Mark.of(text);
        if (number < first) {
            return; // an outcome of a delivery, presence, or what came before this book
        }
        int place = (int) (number - first);
        if (place >= shown.length) {
            strange.incrementAndGet();
            return;
        }
        shown[place] = at;
        timesShown.incrementAndGet(place);
        shownInAll.incrementAndGet();
    }

    int sent() {
        return next;
    }

    long shownInAll() {
        return shownInAll.get();
    }

    Latencies answered() {
        return answered;
    }

    /** Every update was shown at its operator's socket exactly once, and nothing that was not sent. */
    boolean isShownOnce() {
        for (int i = 0; i < next; i++) {
            if (timesShown.get(i) != 1) {
                return false;
            }
        }
        return strange.get() == 0 && shownInAll.get() == next;
    }

    Latencies shown() {
        var times = new Latencies();
        for (int i = 0; i < next; i++) {
            if (timesShown.get(i) > 0) {
                times.record(shown[i] - intended[i]);
            }
        }
        return times;
    }

    /** What the provider saw of this book's answers. @param once whether it was each of them, exactly once */
    record Sends(Latencies latencies, boolean once) {}

    Sends sends(List<Ledger.Entry> ledger) {
        var times = new Latencies();
        var seen = new int[next];
        boolean once = true;
        for (var entry : ledger) {
            int place = place(entry.text());
            if (place >= 0 && place < next && seen[place]++ == 0) {
                times.record((micros(entry.at()) - intendedWall[place]) * 1_000);
            } else {
                once = false;
            }
        }
        for (int count : seen) {
            once &= count == 1;
        }
        return new Sends(times, once);
    }

    private int place(String text) {
        if (!text.startsWith(ANSWER)) {
            return -1;
        }
        return (int) (Long.parseLong(text.substring(ANSWER.length(), text.indexOf(' ', ANSWER.length()))) - first);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
