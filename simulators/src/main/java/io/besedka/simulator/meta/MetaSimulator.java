package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Ledger;
import io.besedka.simulator.messenger.Look;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Rules;
import io.besedka.simulator.messenger.Update;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * A pretend Messenger or a pretend Instagram on loopback: its address is the Graph API's root, the phone page is at {@code /}. Pages and
 * accounts must be introduced with {@link #page}; other tokens are refused with error 190.
 */
public final class MetaSimulator implements Simulator {
    private static final Set<Can> BOTH = EnumSet.of(
            Can.START,
            Can.REPLY,
            Can.REACT,
            Can.READ,
            Can.BLOCK,
            Can.PHOTO,
            Can.VIDEO,
            Can.VOICE,
            Can.COMMENT,
            Can.OUTSIDE);
    private static final Look MESSENGER = Look.of(
                    "messenger", "Messenger", "#0866ff", "#cfe2ff", with(Can.FILE, Can.STICKER, Can.EDIT))
            .withFaces("❤", "😆", "😮", "😢", "😠", "👍", "👎");
    private static final Look INSTAGRAM = Look.of("instagram", "Instagram", "#c13584", "#e6d3f5", with(Can.DELETE))
            .withFaces("❤", "😂", "😮", "😢", "😡", "👍");

    private final Messenger messenger;
    private final MetaDeeds deeds;

    private MetaSimulator(Look look, String host, int port) {
        boolean instagram = look == INSTAGRAM;
        deeds = new MetaDeeds(instagram);
        messenger = new Messenger(look, deeds, new MetaPostman(instagram));
        messenger.introducing(json -> page(
                json.path("token").asString(""),
                json.path("app_id").asString(""),
                json.path("app_secret").asString(""),
                json.path("id").asString(""),
                json.path("name").asString("")));
        messenger.calls().refusing(Replies::struck).bodies(64 << 20, Replies.error(413, 1, 0, "The body is too large"));
        var uploads = new Uploads(messenger, instagram);
        new Subscriptions(messenger, instagram).addTo(messenger.calls());
        uploads.addTo(messenger.calls());
        new Sends(messenger, uploads, instagram).addTo(messenger.calls());
        new Lookups(messenger, instagram).addTo(messenger.calls());
        messenger.start(host, port);
    }

    private static Set<Can> with(Can... more) {
        var all = EnumSet.copyOf(BOTH);
        all.addAll(Set.of(more));
        return all;
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static MetaSimulator messenger(int port) {
        return messenger("127.0.0.1", port);
    }

    public static MetaSimulator messenger(String host, int port) {
        return new MetaSimulator(MESSENGER, host, port);
    }

    public static MetaSimulator instagram(int port) {
        return instagram("127.0.0.1", port);
    }

    public static MetaSimulator instagram(String host, int port) {
        return new MetaSimulator(INSTAGRAM, host, port);
    }

    /** Introduces a page (an Instagram account) by its number, with a token of its own and the app that may serve it; or finds it. */
    public Account page(String token, String appId, String appSecret, String id, String name) {
        if (token.isEmpty() || appId.isEmpty() || appSecret.isEmpty()) {
            throw new IllegalArgumentException("a page has a token, and its app has an id and a secret");
        }
        return messenger.account(
                id, name, Json.object().put("token", token).put("app_id", appId).put("app_secret", appSecret));
    }

    /** Makes a page's token invalid. */
    public void revoke(Account page) {
        page.extra().remove("token");
    }

    /** The person opens the chat by a link with a mark (m.me/page?ref=mark) where there is one already. */
    public Update refers(Person person, String mark) {
        return deeds.refers(person.chat(), mark);
    }

    /** The person mentions the account in an own story; Instagram only. */
    public Update mentions(Person person, String storyUrl) {
        return deeds.mentions(person.chat(), storyUrl);
    }

    /** The person answers a story of the account; Instagram only. */
    public Update repliesToStory(Person person, String storyUrl, String text) {
        return deeds.repliesToStory(person.chat(), storyUrl, text);
    }

    /** Whether Meta has allowed the page's app to answer as a person within seven days. */
    public void allowHumanAgent(Account page) {
        page.extra().put("human_agent", true);
    }

    /** What a bubble was sent with: {@code RESPONSE}, or the tag. */
    public static String sentAs(Bubble bubble) {
        return bubble.extra().path("sent_as").asString("");
    }

    @Override
    public String word() {
        return messenger.look().word();
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
