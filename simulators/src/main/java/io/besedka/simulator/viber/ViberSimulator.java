package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Ledger;
import io.besedka.simulator.messenger.Look;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Rules;
import io.besedka.simulator.messenger.Update;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * A pretend Viber on loopback: the API under {@code /pa/}, the phone page at {@code /}. Bots must be introduced with
 * {@link #bot}; other tokens are refused with status 2.
 */
public final class ViberSimulator implements Simulator {
    private static final Look LOOK = Look.of(
            "viber",
            "Viber",
            "#7360f2",
            "#e2dcff",
            Set.of(
                    Can.START,
                    Can.PHOTO,
                    Can.VIDEO,
                    Can.FILE,
                    Can.STICKER,
                    Can.LOCATION,
                    Can.CONTACT,
                    Can.READ,
                    Can.BLOCK));

    private final Messenger messenger = new Messenger(LOOK, new ViberDeeds(), new ViberPostman());

    private ViberSimulator(String host, int port) {
        messenger.introducing(json -> bot(
                json.path("token").asString(""),
                json.path("id").asString(""),
                json.path("name").asString("")));
        messenger.calls().refusing(Replies::struck).bodies(1 << 20, Replies.of(Status.BAD_DATA, "requestTooLarge"));
        new Registration(messenger).addTo(messenger.calls());
        new Lookups(messenger).addTo(messenger.calls());
        new Sends(messenger).addTo(messenger.calls());
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static ViberSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static ViberSimulator start(String host, int port) {
        return new ViberSimulator(host, port);
    }

    /** Introduces a bot by its token and URI (the name in links), or finds the one with this URI. */
    public Account bot(String token, String uri, String name) {
        if (token.isEmpty()) throw new IllegalArgumentException("a Viber bot has a token");
        return messenger.account(uri, name, Json.object().put("token", token));
    }

    /** Makes a bot's token invalid. */
    public void revoke(Account bot) {
        messenger.forget(bot);
    }

    /** The person presses Subscribe: the bot is told, unlike when somebody subscribes by writing. */
    public Update subscribes(Person person) {
        return ViberDeeds.subscribe(person.chat());
    }

    /** The bot's base address: {@code <url>/pa}. */
    public URI apiUrl() {
        return URI.create(url() + "/pa");
    }

    @Override
    public String word() {
        return LOOK.word();
    }

    @Override
    public URI url() {
        return messenger.url();
    }

    public Rules rules() {
        return messenger.rules();
    }

    public Ledger ledger() {
        return messenger.ledger();
    }

    @Override
    public Switchboard switchboard() {
        return messenger.switchboard();
    }

    @Override
    public Timeline time() {
        return messenger.time();
    }

    @Override
    public void remember(Path file) {
        messenger.remember(file);
    }

    @Override
    public void close() {
        messenger.close();
    }
}
