package io.besedka.simulator.messenger;

/** Somebody's name and number; {@code own} when it is the sender's. */
public record ContactCard(String name, String phone, boolean own) {}
