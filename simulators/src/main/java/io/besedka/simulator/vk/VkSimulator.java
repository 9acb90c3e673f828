package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Ledger;
import io.besedka.simulator.messenger.Look;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * A pretend VK on loopback: the API under {@code /method/}, long poll under {@code /wh<group>}, the phone page at {@code /}.
 * Communities must be introduced with {@link #community}; other tokens are refused with error 5.
 */
public final class VkSimulator implements Simulator {
    /** A person cannot show a card, and a message has no subject. */
    private static final Set<Can> CAN = EnumSet.complementOf(EnumSet.of(Can.CONTACT, Can.SUBJECT));

    private static final Look LOOK =
            Look.of("vk", "VK", "#0077ff", "#cce4ff", CAN).withFaces(Reactions.FACES.toArray(String[]::new));

    private final Messenger messenger;

    private VkSimulator(String host, int port) {
        var presses = new Presses();
        messenger = new Messenger(LOOK, new VkDeeds(presses), new VkPostman());
        messenger.introducing(json -> community(
                json.path("token").asString(""),
                json.path("id").asString(""),
                json.path("name").asString("")));
        var calls = messenger.calls().refusing(Replies::struck);
        var uploads = new Uploads(messenger);
        new Groups(messenger).addTo(calls);
        new LongPoll(messenger).addTo(calls);
        new Messages(messenger, uploads).addTo(calls);
        new Wall(messenger).addTo(calls);
        new Lookups(messenger, presses).addTo(calls);
        uploads.addTo(calls);
        calls.asks("*", "/method/{method}", "unknown", call -> Replies.error(3, "Unknown method passed"));
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static VkSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static VkSimulator start(String host, int port) {
        return new VkSimulator(host, port);
    }

    /** Introduces a community by its token and number, or finds the one with this number. */
    public Account community(String token, String number, String name) {
        if (token.isEmpty()) throw new IllegalArgumentException("a VK community has a token");
        if (!number.matches("[1-9]\\d{0,14}")) throw new IllegalArgumentException("a VK community's id is a number");
        return messenger.account(number, name, Json.object().put("token", token));
    }

    /** Makes a community's token invalid. */
    public void revoke(Account community) {
        messenger.forget(community);
    }

    /** Ends the long poll's key: the next question is answered {@code failed: 2}. */
    public void endKey(Account community) {
        community.extra().put("keys", community.extra("keys") + "x");
    }

    /** Gives the community another confirmation code. */
    public void changeCode(Account community) {
        community.extra().put("codes", community.extra("codes") + "x");
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
