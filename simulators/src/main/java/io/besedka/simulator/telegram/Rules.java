package io.besedka.simulator.telegram;

import io.besedka.simulator.Origins;
import java.net.URI;

/** Where the pretend Telegram is stricter or milder than the real one. The defaults suit tests and the demo. */
public final class Rules {
    private volatile boolean loopbackWebhooks = true;
    private volatile boolean enforceRates;
    private volatile boolean welcomeStrangers;
    private volatile boolean slowRepeatedPolls = true;
    private volatile int keepPerChat = 2_000;
    private final Origins origins = new Origins();

    /** Lets {@code http://127.0.0.1:port} be registered as a webhook; the real one wants https on four ports. On. */
    public Rules loopbackWebhooks(boolean on) {
        loopbackWebhooks = on;
        return this;
    }

    /** Answers 429 above Telegram's sending rates. Off. */
    public Rules enforceRates(boolean on) {
        enforceRates = on;
        return this;
    }

    /** Makes up a chat for every unknown positive chat_id instead of "chat not found": for load and restarts. Off. */
    public Rules welcomeStrangers(boolean on) {
        welcomeStrangers = on;
        return this;
    }

    /** Holds a poll that repeats its offset within 3 s for 3 s, as Telegram does. On. */
    public Rules slowRepeatedPolls(boolean on) {
        slowRepeatedPolls = on;
        return this;
    }

    /** How many of the latest messages a new chat keeps: bounds memory under load. 2,000. */
    public Rules keepPerChat(int messages) {
        keepPerChat = messages;
        return this;
    }

    /** Delivers webhooks registered under {@code origin} (such as https://shop.example) to another address instead. */
    public Rules deliver(String origin, URI to) {
        origins.lead(origin, to);
        return this;
    }

    boolean loopbackWebhooks() {
        return loopbackWebhooks;
    }

    boolean enforceRates() {
        return enforceRates;
    }

    boolean welcomeStrangers() {
        return welcomeStrangers;
    }

    boolean slowRepeatedPolls() {
        return slowRepeatedPolls;
    }

    int keepPerChat() {
        return keepPerChat;
    }

    boolean redirects(URI url) {
        return origins.leads(url);
    }

    URI target(URI url) {
        return origins.target(url);
    }
}
