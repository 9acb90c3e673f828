package io.besedka.channel;

/** What the provider says about how it reaches us. */
public sealed interface Registration {
    /** @param account the bot's or page's own name as the provider shows it */
    record Registered(String account) implements Registration {}

    /** Not registered, or to another address: the watchdog registers again. */
    record Missing(String why) implements Registration {}

    record Broken(String why) implements Registration {}

    /** The provider could not be asked just now. */
    record Unsure(String why) implements Registration {}
}
