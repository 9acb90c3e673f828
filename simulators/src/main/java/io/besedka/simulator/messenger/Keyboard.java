package io.besedka.simulator.messenger;

import java.util.List;

/** The buttons under the composer. {@code once}: gone after a press. */
public record Keyboard(List<List<Button>> rows, boolean once, String placeholder) {
    public static final Keyboard NONE = new Keyboard(List.of(), false, "");

    public Keyboard {
        rows = rows.stream().map(List::copyOf).toList();
    }

    public static Keyboard of(List<List<Button>> rows) {
        return new Keyboard(rows, false, "");
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
