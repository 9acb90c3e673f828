package io.besedka.simulator.messenger;

import java.util.List;

/** What a person did: the bubble it concerns (null when none does) and the updates the provider made of it. */
public record Deed(Bubble bubble, List<Update> updates) {
    public Deed {
        updates = List.copyOf(updates);
    }

    /** The first update. */
    public Update update() {
        if (updates.isEmpty()) throw new IllegalStateException("this provider tells nobody of that");
        return updates.getFirst();
    }
}
