package io.besedka.simulator.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Telegram's sending limits as token buckets: about 30 a second for the bot, one a second for a chat with short bursts,
 * 20 a minute for a group. The real thresholds are unpublished; the burst of five is a guess.
 */
final class Rates {
    private static final class Bucket {
        double tokens;
        Instant at;
    }

    private static final double BURST = 5;
    private final Map<Long, Bucket> chats = new HashMap<>();
    private final Bucket whole = new Bucket();

    /** Takes a place for {@code messages} to the chat, or refuses with 429 and the seconds to wait. */
    synchronized void take(Chat chat, int messages, Instant now) {
        if (chats.size() > 100_000) chats.clear();
        var own = chats.computeIfAbsent(chat.id, id -> new Bucket());
        double ownRate = chat.isGroup() ? 20 / 60.0 : 1;
        double ownSize = chat.isGroup() ? 20 : BURST;
        fill(own, ownRate, ownSize, now);
        fill(whole, 30, 30, now);
        // An album larger than a whole bucket still gets through a full one.
        double need = Math.min(messages, ownSize);
        double wait = Math.max((need - own.tokens) / ownRate, (need - whole.tokens) / 30);
        if (wait > 0) throw Refusal.tooMany((long) Math.ceil(wait));
        own.tokens -= need;
        whole.tokens -= need;
    }

    private static void fill(Bucket bucket, double rate, double size, Instant now) {
        double seconds = bucket.at == null
                ? Double.MAX_VALUE
                : Duration.between(bucket.at, now).toNanos() / 1e9;
        bucket.tokens = Math.min(size, bucket.tokens + seconds * rate);
        bucket.at = now;
    }
}
