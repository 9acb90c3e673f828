package io.besedka.simulator.messenger;

/** At most {@code perSecond} in the long run and {@code burst} at once, for whatever {@code key} names. */
public record Limit(String key, double perSecond, double burst) {}
