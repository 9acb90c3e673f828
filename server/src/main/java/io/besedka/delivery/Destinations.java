package io.besedka.delivery;

import io.besedka.channel.Connections.Connected;
import java.util.Optional;

/** Where things are sent. Asked for every message: answers from memory. */
@FunctionalInterface
public interface Destinations {
    /** The connection's setting: {@code ask} an operator when an answer was lost (the default), or send {@code again}. */
    String UNKNOWN = "unknown";

    /** Empty when there is no such connection (any more). Then, and while it is paused, everything for it waits. */
    Optional<Connected> of(long connectionId);

    /** Whether what may have arrived is sent again: a provider that knows a repeated send by its key sees to it that it comes once. */
    static boolean sendsAgain(Connected connected) {
        return connected.adapter().capabilities().keyed()
                || connected.connection().setting(UNKNOWN, "ask").equals("again");
    }
}
