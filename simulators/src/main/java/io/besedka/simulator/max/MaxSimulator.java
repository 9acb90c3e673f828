package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
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
 * A pretend MAX on loopback: the Bot API at the root ({@code /me}, {@code /messages}, ...), the phone page at {@code /}. Bots must be
 * introduced with {@link #bot}; other tokens are refused with 401.
 */
public final class MaxSimulator implements Simulator {
    private static final Look LOOK = Look.of(
            "max",
            "MAX",
            "#7b4dff",
            "#e6e0ff",
            Set.of(
                    Can.START,
                    Can.REPLY,
                    Can.EDIT,
                    Can.DELETE,
                    Can.BLOCK,
                    Can.PHOTO,
                    Can.VIDEO,
                    Can.AUDIO,
                    Can.VOICE,
                    Can.FILE,
                    Can.STICKER,
                    Can.LOCATION,
                    Can.CONTACT));
    private static final int BODY_LIMIT = 256 << 20;

    private final Messenger messenger = new Messenger(LOOK, new MaxDeeds(), new MaxPostman());
    private final Uploads uploads = new Uploads(messenger);

    private MaxSimulator(String host, int port) {
        messenger.introducing(json -> bot(
                json.path("token").asString(""),
                json.path("id").asString(""),
                json.path("name").asString("")));
        messenger.calls().refusing(Replies::struck).bodies(BODY_LIMIT, Answer.text(413, "Request Entity Too Large\n"));
        new Subscriptions(messenger).addTo(messenger.calls());
        new Lookups(messenger, uploads).addTo(messenger.calls());
        uploads.addTo(messenger.calls());
        new Sends(messenger, uploads).addTo(messenger.calls());
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static MaxSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static MaxSimulator start(String host, int port) {
        return new MaxSimulator(host, port);
    }

    /** Introduces a bot by its token and username, or finds the one of this username. */
    public Account bot(String token, String username, String name) {
        if (token.isEmpty()) throw new IllegalArgumentException("a MAX bot has a token");
        return messenger.account(username, name, Json.object().put("token", token));
    }

    /** Gives the bot another token: the old one is invalid from now on, people and chats stay. */
    public void changeToken(Account bot, String token) {
        bot.extra().put("token", token);
    }

    /** How long an uploaded file is not ready to be sent; a second unless told. */
    public void processing(Duration lasts) {
        uploads.processing(lasts);
    }

    /** What was uploaded so far has no token any more. */
    public void forgetUploads() {
        uploads.forget();
    }

    @Override
    public String word() {
        return LOOK.word();
    }

    /** The API root. */
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
