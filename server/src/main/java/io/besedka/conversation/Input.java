package io.besedka.conversation;

/** One thing that happened, on its way into a turn. */
public record Input(Address address, Act act) {}
