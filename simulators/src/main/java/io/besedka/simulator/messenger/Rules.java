package io.besedka.simulator.messenger;

import io.besedka.simulator.Origins;
import java.net.URI;

/** Where the pretend messenger is stricter or milder than the real one. The defaults suit tests and the demo. */
public final class Rules {
    private final Origins origins = new Origins();
    private volatile boolean loopbackWebhooks = true;
    private volatile boolean enforceRates;
    private volatile boolean welcomeStrangers;
    private volatile boolean deliversAtOnce = true;
    private volatile boolean readsAtOnce;
    private volatile int keepPerChat = 2_000;

    /** Lets {@code http://127.0.0.1:port} be registered as a webhook; the real ones want https. On. */
    public Rules loopbackWebhooks(boolean on) {
        loopbackWebhooks = on;
        return this;
    }

    /** Refuses calls above the provider's rates. Off. */
    public Rules enforceRates(boolean on) {
        enforceRates = on;
        return this;
    }

    /** Makes up a started chat for every unknown person's id: for load and restarts. Off. */
    public Rules welcomeStrangers(boolean on) {
        welcomeStrangers = on;
        return this;
    }

    /** Phones get a message as soon as the send was answered. Off: only when told by {@link Messenger#delivers}. On. */
    public Rules deliversAtOnce(boolean on) {
        deliversAtOnce = on;
        return this;
    }

    /** People read a message as soon as it is delivered: for load. Off. */
    public Rules readsAtOnce(boolean on) {
        readsAtOnce = on;
        return this;
    }

    /** How many of the latest messages a chat keeps: bounds memory under load. 2,000. */
    public Rules keepPerChat(int messages) {
        keepPerChat = messages;
        return this;
    }

    /** Delivers webhooks registered under {@code origin} (such as https://shop.example) to another address instead. */
    public Rules deliver(String origin, URI to) {
        origins.lead(origin, to);
        return this;
    }

    /** Whether this may be registered as a webhook: https, or loopback where allowed, or led elsewhere. */
    public boolean permits(URI url) {
        if (url.getHost() == null || url.getScheme() == null) return false;
        boolean loopback = url.getHost().equals("127.0.0.1") || url.getHost().equals("localhost");
        return origins.leads(url) || url.getScheme().equals("https") || loopback && loopbackWebhooks;
    }

    /** Where to post what was registered under this address. */
    public URI target(URI url) {
        return origins.target(url);
    }

    public boolean enforcesRates() {
        return enforceRates;
    }

    boolean welcomesStrangers() {
        return welcomeStrangers;
    }

    boolean deliversAtOnce() {
        return deliversAtOnce;
    }

    boolean readsAtOnce() {
        return readsAtOnce;
    }

    int keepPerChat() {
        return keepPerChat;
    }
}
