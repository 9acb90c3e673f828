package io.besedka.simulator.ok;

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
import java.time.Duration;
import java.util.Set;

/**
 * A pretend Odnoklassniki on loopback: its address is the API root, with {@code /graph/} below it; the phone page is at {@code /}. Groups
 * must be introduced with {@link #group}; other tokens are refused with error 102.
 */
public final class OkSimulator implements Simulator {
    private static final Look LOOK = Look.of(
            "ok",
            "OK",
            "#ee8208",
            "#ffe4c2",
            Set.of(
                    Can.START,
                    Can.REPLY,
                    Can.PHOTO,
                    Can.VIDEO,
                    Can.VOICE,
                    Can.FILE,
                    Can.STICKER,
                    Can.LOCATION,
                    Can.CONTACT,
                    Can.BLOCK));

    private final Messenger messenger = new Messenger(LOOK, new OkDeeds(), new OkPostman());
    private final Uploads uploads = new Uploads(messenger);

    private OkSimulator(String host, int port) {
        messenger.introducing(json -> group(
                json.path("token").asString(""),
                json.path("id").asString(""),
                json.path("name").asString("")));
        messenger
                .calls()
                .refusing(Replies::struck)
                .bodies(128 << 20, Replies.error(413, Replies.PARAM, "PARAM : The body is too large"));
        new Subscriptions(messenger).addTo(messenger.calls());
        new Lookups(messenger).addTo(messenger.calls());
        uploads.addTo(messenger.calls());
        new Sends(messenger, uploads).addTo(messenger.calls());
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static OkSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static OkSimulator start(String host, int port) {
        return new OkSimulator(host, port);
    }

    /** Introduces a group by its token and number, or finds the one with this number. */
    public Account group(String token, String number, String name) {
        if (token.isEmpty()) throw new IllegalArgumentException("a group has a token");
        return messenger.account(number, name, Json.object().put("token", token));
    }

    /** Makes a group's token invalid, as a new one at OK does. */
    public void revoke(Account group) {
        group.extra().remove("token");
    }

    /** Gives the group another token; the old one is invalid from now on. */
    public void token(Account group, String token) {
        group.extra().put("token", token);
    }

    /** OK drops every webhook of the group, as after eight hours of failures. */
    public void dropWebhooks(Account group) {
        group.updates().hooks().forEach(group.updates()::remove);
    }

    /** Whether somebody has subscribed to poll the group's events. */
    public boolean isPolled(Account group) {
        return Subscriptions.isPolled(group);
    }

    /** OK forgets that the group is polled: error 5000 from now on. */
    public void forgetPolling(Account group) {
        Subscriptions.forgetPolling(group);
    }

    /** How long OK works on an uploaded file before its token may be sent; half a second unless told. */
    public void processing(Duration length) {
        uploads.processing(length);
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
