package io.besedka.channel;

import java.util.List;

/**
 * What will be sent for one message, in order.
 *
 * @param numbered the labels when the buttons became numbered text, so that the answer "2" can mean the second; else empty
 */
public record Plan(List<Outbound> parts, List<String> numbered) {
    public Plan {
        parts = List.copyOf(parts);
        numbered = List.copyOf(numbered);
    }
}
