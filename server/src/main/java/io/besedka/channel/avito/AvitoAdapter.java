package io.besedka.channel.avito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.channel.Capabilities;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Consent;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.channel.avito.AvitoApi.Ask;
import io.besedka.channel.avito.AvitoApi.Reply;
import io.besedka.channel.avito.AvitoSessions.Access;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Avito's messenger. A connection has the account's API key: setting {@code client_id}, secret {@code client_secret}. Settings besides:
 * {@code system} is {@code skip} where Avito's own lines in a chat shall not come in, {@code signature} is {@code check} where posts
 * without the right signature are refused (the algorithm is a guess, and the address is secret without it). Where the owner of
 * another account agreed that the connection acts for it, {@link AvitoTokens} says what is kept.
 */
public final class AvitoAdapter implements ChannelAdapter {
    public static final URI HOSTED = URI.create("https://api.avito.ru");

    private static final String KEY = "[\\x21-\\x7e]{4,200}";
    private static final String SIGNATURE = "x-avito-messenger-signature";
    private static final Setup SETUP = new Setup(
            List.of(
                    Setup.Field.setting("client_id").like(KEY),
                    Setup.Field.secret("client_secret").like(KEY),
                    Setup.Field.setting("system").oneOf("client", "skip").usually("client"),
                    Setup.Field.setting("signature").oneOf("ignore", "check").usually("ignore")),
            false);

    private final AvitoApi api;
    private final AvitoConsent consent;
    private final AvitoEchoes echoes;
    private final AvitoInbound inbound;
    private final AvitoOutbound outbound;
    private final AvitoRegistration registration;
    private final AvitoPolling polling;

    public AvitoAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new AvitoApi(apiRoot, clock);
        this.consent = new AvitoConsent(apiRoot, api.sessions());
        this.echoes = new AvitoEchoes(clock);
        this.inbound = new AvitoInbound(clock, echoes);
        this.outbound = new AvitoOutbound(api, files);
        this.registration = new AvitoRegistration(api);
        this.polling = new AvitoPolling(api, inbound, registration, clock);
    }

    @Override
    public String channel() {
        return "avito";
    }

    @Override
    public Capabilities capabilities() {
        return AvitoLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return SETUP;
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        if (connection.setting("signature", "ignore").equals("check") && !isSigned(connection, request)) {
            return new Intake.Rejected(401, "the signature is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the update is not JSON");
        }
    }

    /** As others suppose it to be: HMAC-SHA-256 of the body with the client's secret, in hex. */
    private static boolean isSigned(Connection connection, WebhookRequest request) {
        var given = request.header(SIGNATURE);
        var secret = connection.secrets().get("client_secret");
        return given != null
                && secret != null
                && given.matches("[0-9A-Fa-f]{64}")
                && Tokens.isSigned(
                        secret.reveal().strip().getBytes(UTF_8),
                        request.body(),
                        HexFormat.of().parseHex(given));
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        var chat = to.externalId();
        return echoes.whileSending(connection.id(), chat, () -> {
            var result = outbound.send(connection, chat, message);
            if (result instanceof SendResult.Sent(var ids)) {
                echoes.know(connection.id(), ids);
                if (message.piece() == 0) {
                    Thread.ofVirtual().name("avito-read").start(() -> markRead(connection, chat));
                }
            }
            return result;
        });
    }

    /** Whoever answers has read: else the chat stays unread in the seller's own Avito. Best effort. */
    private void markRead(Connection connection, String chat) {
        api.call(
                connection,
                Ask.post("/messenger/v1/accounts/{user}/chats/" + AvitoApi.encoded(chat) + "/read", Map.of()));
    }

    /** Avito takes back what is not older than an hour. What is not there any more is as good as taken back. */
    @Override
    public SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        for (var id : externalIds) {
            inbound.withdrew(connection, id);
            var path = AvitoOutbound.messages(to.externalId()) + "/" + AvitoApi.encoded(id);
            var reply = api.call(connection, Ask.post(path, Map.of()));
            boolean gone = reply instanceof Reply.Failed failed && failed.status() == 404 && !failed.isPage();
            var result = AvitoOutcome.repeatable(reply);
            if (!gone && !(result instanceof SendResult.Sent)) {
                return result;
            }
        }
        return new SendResult.Sent(externalIds);
    }

    @Override
    public int looksUp() {
        return 1;
    }

    @Override
    public Map<String, Profile> lookUp(Connection connection, List<String> chats) {
        var path = "/messenger/v2/accounts/{user}/chats/" + AvitoApi.encoded(chats.getFirst());
        return api.call(connection, Ask.get(path)) instanceof Reply.Done(var chat)
                        && api.sessions().of(connection) instanceof Access.Granted granted
                ? Map.of(chats.getFirst(), AvitoChat.profile(chat, granted.userId()))
                : Map.of();
    }

    @Override
    public Optional<Consent> consent() {
        return Optional.of(consent);
    }

    @Override
    public void keepIn(Consent.Keeper keeper) {
        api.sessions().keepIn(keeper);
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        return api.download(remote.startsWith(AvitoContent.VOICE) ? voice(connection, remote) : remote);
    }

    private String voice(Connection connection, String remote) throws IOException, Gone {
        var id = remote.substring(AvitoContent.VOICE.length());
        var path = "/messenger/v1/accounts/{user}/getVoiceFiles?voice_ids=" + AvitoApi.encoded(id);
        if (!(api.call(connection, Ask.get(path)) instanceof Reply.Done(var answer))) {
            throw new IOException("Avito does not tell where the voice message lies");
        }
        var url = answer.path("voices_urls").path(id).stringValue("");
        if (url.isEmpty()) {
            throw new Gone("Avito no longer has the voice message");
        }
        return url;
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(connection, webhookUrl);
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(connection, webhookUrl);
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(polling);
    }

    /** Its webhook promises nothing. */
    @Override
    public boolean pollsAlways() {
        return true;
    }
}
