package io.besedka.simulator.whatsapp;

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
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * A pretend WhatsApp Cloud API on loopback: Graph under {@code /v25.0/} (17 to 25), the phone page at {@code /}. Numbers must be
 * introduced with {@link #number}; other tokens are refused with 190.
 */
public final class WhatsAppSimulator implements Simulator {
    private static final int LARGEST_CALL = 105 << 20;
    private static final Look LOOK = Look.of(
                    "whatsapp",
                    "WhatsApp",
                    "#128c7e",
                    "#d9fdd3",
                    Set.of(
                            Can.REPLY,
                            Can.EDIT,
                            Can.DELETE,
                            Can.REACT,
                            Can.READ,
                            Can.BLOCK,
                            Can.PHOTO,
                            Can.VIDEO,
                            Can.AUDIO,
                            Can.VOICE,
                            Can.FILE,
                            Can.STICKER,
                            Can.LOCATION,
                            Can.CONTACT,
                            Can.OUTSIDE))
            .withFaces("👍", "❤️", "😂", "😮", "😢", "🙏");

    private final Messenger messenger = new Messenger(LOOK, new WhatsAppDeeds(), new WhatsAppPostman());
    private final Subscriptions subscriptions = new Subscriptions(messenger);
    private final Templates templates = new Templates(messenger);
    private final Sends sends = new Sends(messenger, templates);

    private WhatsAppSimulator(String host, int port) {
        messenger.introducing(json -> number(
                json.path("id").asString(""),
                json.path("name").asString(""),
                json.path("token").asString(""),
                json.path("app_secret").asString("")));
        var calls = messenger.calls().refusing(Graph::struck);
        calls.bodies(
                LARGEST_CALL,
                io.besedka.simulator.messenger.Answer.json(413, Graph.error(100, "The file is too large", "")));
        var media = new MediaCalls(messenger, subscriptions);
        for (int version = 17; version <= 25; version++) {
            var path = "/v" + version + ".0";
            subscriptions.addTo(calls, path);
            templates.addTo(calls, path);
            sends.addTo(calls, path);
            media.addTo(calls, path);
        }
        media.addDownload(calls);
        messenger.start(host, port);
    }

    /** Starts on loopback; port 0 takes a free one. */
    public static WhatsAppSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static WhatsAppSimulator start(String host, int port) {
        return new WhatsAppSimulator(host, port);
    }

    /**
     * Introduces a number, or finds the one of this id (digits). Its business account is {@code waba_id} = 88 and the id, its
     * application {@code app_id} = 77 and the id; both may be read from {@link Account#extra}.
     */
    public Account number(String phoneNumberId, String name, String token, String appSecret) {
        return number(phoneNumberId, name, token, appSecret, "88" + phoneNumberId, "77" + phoneNumberId);
    }

    public Account number(
            String phoneNumberId, String name, String token, String appSecret, String wabaId, String appId) {
        if (!phoneNumberId.matches("\\d{5,25}")) throw new IllegalArgumentException("a number's id has 5-25 digits");
        if (token.isEmpty() || appSecret.isEmpty())
            throw new IllegalArgumentException("a number has a token and an application's secret");
        var extra = Json.object()
                .put("token", token)
                .put("app_secret", appSecret)
                .put("waba_id", wabaId)
                .put("app_id", appId)
                .put("display_phone_number", "+7495%07d".formatted(Profile.number(phoneNumberId) % 10_000_000));
        return messenger.account(phoneNumberId, name, extra);
    }

    /** Makes a number's token invalid. */
    public void revoke(Account number) {
        number.extra().put("token", "revoked " + number.extra("token"));
    }

    /** Gives the number a token, as after {@link #revoke}. */
    public void renew(Account number, String token) {
        number.extra().put("token", token);
    }

    /** Somebody clicked the webhook away. */
    public void unsubscribe(Account number) {
        subscriptions.forget(number);
    }

    /** From now on the person has a username and hides the phone: only the business-scoped id is told. */
    public void hidesPhone(Person person) {
        person.chat().extra().put("hidden", true);
    }

    /** Adds a template; its status is APPROVED, PENDING, REJECTED, PAUSED or DISABLED. The text has places {@code {{1}}}. */
    public void template(Account number, String name, String language, String text, String status) {
        templates.add(number.extra("waba_id"), name, language, Templates.body(text), status);
    }

    /** Adds an approved template. @param components a JSON array as it is posted to message_templates */
    public void approve(Account number, String name, String language, String components) {
        templates.add(number.extra("waba_id"), name, language, Json.parse(components), "APPROVED");
    }

    /** What the window refuses is accepted first and failed by a status, as it mostly happens; else it is refused at once. */
    public void windowClosesLate(boolean on) {
        sends.windowClosesLate(on);
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
