package io.besedka.channel;

import java.util.function.UnaryOperator;

/**
 * What a provider posted, before anything of it is believed.
 *
 * @param header looks a header up by its name, whatever its case; null when absent
 * @param body the raw bytes, at most the intake's limit
 */
public record WebhookRequest(String method, String query, UnaryOperator<String> header, byte[] body) {
    public String header(String name) {
        return header.apply(name);
    }
}
