package io.besedka.channel;

import java.util.Map;

/** What the provider says about how it reaches us. */
public sealed interface Registration {
    /**
     * @param account the bot's or page's own name as the provider shows it
     * @param learned settings the provider told (a server's number, a confirmation code): kept with the connection's own
     */
    record Registered(String account, Map<String, String> learned) implements Registration {
        public Registered {
            learned = Map.copyOf(learned);
        }

        public Registered(String account) {
            this(account, Map.of());
        }
    }

    /** Not registered, or to another address: the watchdog registers again. */
    record Missing(String why) implements Registration {}

    record Broken(String why) implements Registration {}

    /** The provider could not be asked just now. */
    record Unsure(String why) implements Registration {}
}
