package io.besedka.conversation;

import java.util.Optional;

/**
 * The short payload a channel's button carries: which button of which of our messages. Payloads of the maker stay here, because
 * providers allow as little as 64 bytes. Form: {@code b<seq>.<index>}.
 */
public record PressKey(long seq, int index) {
    public String payload() {
        return "b" + seq + "." + index;
    }

    /** Empty when the payload is not one of ours (another bot's button, or forged). */
    public static Optional<PressKey> parse(String payload) {
        int dot = payload == null ? -1 : payload.indexOf('.');
        if (dot < 2 || payload.length() > 30 || payload.charAt(0) != 'b') {
            return Optional.empty();
        }
        try {
            var key = new PressKey(
                    Long.parseLong(payload, 1, dot, 10), Integer.parseInt(payload, dot + 1, payload.length(), 10));
            return key.seq > 0 && key.index >= 0 ? Optional.of(key) : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
