package io.besedka.delivery;

import java.time.Duration;

/**
 * @param memory how many messages a connection keeps in memory; the rest waits in the database
 * @param poll how often the database is asked for what was left there
 * @param lease after how long a begun attempt of another process counts as left by a dead one; longer than any adapter's call
 * @param alone whether no other process sends from this database: then every attempt begun before our start was left by a dead one
 * @param patience how long a message is tried before it fails
 * @param closing how long a clean stop waits for calls under way
 */
public record LaneSettings(
        int memory, Duration poll, Duration lease, boolean alone, Duration patience, Duration closing) {
    public LaneSettings {
        if (memory < 1) {
            throw new IllegalArgumentException("memory must be at least 1, was " + memory);
        }
    }

    public static final LaneSettings DEFAULT = new LaneSettings(
            2000, Duration.ofSeconds(5), Duration.ofMinutes(5), true, Duration.ofHours(24), Duration.ofSeconds(5));
}
