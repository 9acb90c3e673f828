package io.besedka.simulator.messenger;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a provider posts updates: how long it waits for an answer, after which pauses it repeats a failed one (then it is
 * dropped), whether a failing update holds up its chat, how many it posts side by side, and after how long without any
 * success it switches the hook off (zero: never).
 */
public record Terms(Duration patience, List<Duration> retries, boolean holdsChat, int sideBySide, Duration offAfter) {
    public Terms {
        retries = List.copyOf(retries);
    }

    public static Terms of(Duration patience, Duration... retries) {
        return new Terms(patience, Arrays.asList(retries), true, 50, Duration.ZERO);
    }

    /** A failed update lets the chat's next ones pass, as where no order is promised. */
    public Terms passing() {
        return new Terms(patience, retries, false, sideBySide, offAfter);
    }

    public Terms sideBySide(int most) {
        return new Terms(patience, retries, holdsChat, most, offAfter);
    }

    public Terms offAfter(Duration failing) {
        return new Terms(patience, retries, holdsChat, sideBySide, failing);
    }
}
