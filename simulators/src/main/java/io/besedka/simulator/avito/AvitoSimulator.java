package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Deed;
import io.besedka.simulator.messenger.Ledger;
import io.besedka.simulator.messenger.Look;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pretend Avito on loopback: the API at its address, the phone page at {@code /}. Sellers must be introduced with
 * {@link #seller}; other credentials are refused. Every person asks about one item of the seller's.
 */
public final class AvitoSimulator implements Simulator {
    private static final Look LOOK = Look.of(
            "avito",
            "Avito",
            "#00aaff",
            "#d9f1ff",
            Set.of(Can.REPLY, Can.DELETE, Can.READ, Can.BLOCK, Can.PHOTO, Can.VOICE, Can.LOCATION, Can.OUTSIDE));

    private static final int BODY_LIMIT = 26 << 20;

    private final Messenger messenger = new Messenger(LOOK, new AvitoDeeds(), new AvitoPostman());
    private final Tokens tokens = new Tokens(messenger);

    private AvitoSimulator(String host, int port) {
        messenger.introducing(json -> seller(
                json.path("id").asString(""),
                json.path("client_id").asString(""),
                json.path("client_secret").asString(""),
                json.path("name").asString("")));
        messenger.calls().refusing(Replies::struck).bodies(BODY_LIMIT, Replies.error(413, "the body is too large"));
        tokens.addTo(messenger.calls());
        new Hooks(tokens).addTo(messenger.calls());
        new Chats(tokens).addTo(messenger.calls());
        new Sends(tokens).addTo(messenger.calls());
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static AvitoSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static AvitoSimulator start(String host, int port) {
        return new AvitoSimulator(host, port);
    }

    /** Introduces a seller by the account's number and the API key, or finds the one with this number. */
    public Account seller(String userId, String clientId, String clientSecret, String name) {
        if (!userId.matches("\\d{1,15}")) throw new IllegalArgumentException("an Avito account's id is a number");
        if (clientId.isEmpty() || clientSecret.isEmpty()) throw new IllegalArgumentException("a seller has an API key");
        var extra = Json.object().put("client_id", clientId).put("client_secret", clientSecret);
        return messenger.account(userId, name, extra);
    }

    /** Makes a seller's API key and its tokens invalid. */
    public void revoke(Account seller) {
        messenger.forget(seller);
    }

    /** Makes every token given so far invalid before its time; the keys stay good. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Owners take back what they allowed to others' applications: nothing can be refreshed any more. */
    public void takeBackConsents() {
        tokens.takeBack();
        tokens.expireAll();
    }

    /** The person rings the seller; {@code status} is Avito's word, such as {@code missed}. */
    public Deed rings(Person person, String status) {
        var content = Json.object();
        content.putObject("call")
                .put("status", status)
                .put("target_user_id", Long.parseLong(person.chat().account().id()));
        return special(person, "call", content, "[call: " + status + "]");
    }

    /** Avito itself says something in the person's chat. */
    public Deed announces(Person person, String text) {
        return special(
                person, "system", Json.object().put("text", text).put("flow_id", "seller_audience_discount"), text);
    }

    /** The person sends a card of another item. */
    public Deed sharesItem(Person person, String title, String price, String url) {
        var content = Json.object();
        content.putObject("item")
                .put("title", title)
                .put("price_string", price)
                .put("item_url", url)
                .put("image_url", messenger.avatar(person.chat().person()));
        return special(person, "item", content, "[item: " + title + "]");
    }

    /** The person sends what the API only names: a {@code file}, a {@code video}, an {@code appCall}. */
    public Deed sendsUntold(Person person, String type) {
        return special(person, type, Json.object(), "[" + type + "]");
    }

    private static Deed special(Person person, String type, ObjectNode content, String shown) {
        var chat = person.chat();
        synchronized (chat) {
            var bubble = chat.theirs(Content.text(shown), "");
            bubble.extra().put("type", type).set("content", content);
            return new Deed(bubble, List.of(AvitoDeeds.post(chat, bubble)));
        }
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
