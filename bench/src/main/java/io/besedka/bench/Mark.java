package io.besedka.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A number within a client's words, found again in what the server tells of them. */
final class Mark {
    static final String TEXT = "bench-";
    private static final byte[] JSON = ("\"text\":\"" + TEXT).getBytes(StandardCharsets.US_ASCII);

    private Mark() {}

    /** The number of the first text that begins with the mark; -1 = there is none. */
    static long of(ByteBuffer event) {
        for (int i = 0; i + JSON.length < event.limit(); i++) {
            int k = 0;
            while (k < JSON.length && event.get(i + k) == JSON[k]) {
                k++;
            }
            if (k == JSON.length) {
                return digits(event, i + k);
            }
        }
        return -1;
    }

    private static long digits(ByteBuffer text, int from) {
        long number = 0;
        for (int i = from; i < text.limit() && Character.isDigit(text.get(i)); i++) {
            number = number * 10 + text.get(i) - '0';
        }
        return number;
    }
}
