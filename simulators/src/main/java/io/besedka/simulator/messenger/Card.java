package io.besedka.simulator.messenger;

import java.util.List;

/** One card of a carousel or a generic template; {@code image} may be null, texts may be empty. */
public record Card(String title, String subtitle, Attachment image, List<Button> buttons) {
    public Card {
        buttons = List.copyOf(buttons);
    }
}
