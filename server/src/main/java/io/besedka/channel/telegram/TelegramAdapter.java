package io.besedka.channel.telegram;

import io.besedka.channel.Capabilities;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.channel.telegram.TelegramApi.Reply;
import io.besedka.channel.telegram.TelegramOutbound.Call;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Telegram bots. A connection's secrets are {@code token} (from BotFather) and {@code webhook_secret} (1-256 of A-Z a-z 0-9 _ -), which
 * Telegram repeats in a header of every update.
 */
public final class TelegramAdapter implements ChannelAdapter {
    /** Telegram's own servers; a Bot API server of one's own has the same API elsewhere. */
    public static final URI HOSTED = URI.create("https://api.telegram.org");

    private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final int DELETE_AT_ONCE = 100;

    private final TelegramApi api;
    private final TelegramInbound inbound;
    private final TelegramRegistration registration;
    private final TelegramPolling polling;

    public TelegramAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new TelegramApi(apiRoot, files);
        this.inbound = new TelegramInbound(clock);
        this.registration = new TelegramRegistration(api, clock);
        this.polling = new TelegramPolling(api, inbound);
    }

    @Override
    public String channel() {
        return "telegram";
    }

    @Override
    public Capabilities capabilities() {
        return TelegramLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return new Setup(List.of(Setup.Field.secret("token").like("\\d{1,20}:[A-Za-z0-9_-]{3,200}")), false);
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        if (!isTelegrams(request.header(SECRET_HEADER), secret(connection, "webhook_secret"))) {
            return new Intake.Rejected(401, "the secret token is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the update is not JSON");
        }
    }

    private static boolean isTelegrams(String given, String expected) {
        return given != null
                && expected != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        if (message.template() != null) {
            return new SendResult.Refused("Telegram has no templates");
        }
        return calling(connection, to, List.of(), chat -> TelegramOutbound.send(chat, message));
    }

    @Override
    public SendResult edit(Connection connection, Recipient to, String externalId, Outbound message) {
        var id = TelegramOutbound.number(externalId);
        if (id == null) {
            return notANumber();
        }
        return calling(connection, to, List.of(externalId), chat -> TelegramOutbound.edit(chat, id, message));
    }

    @Override
    public SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        var ids = externalIds.stream().map(TelegramOutbound::number).toList();
        if (ids.contains(null)) {
            return notANumber();
        }
        SendResult result = new SendResult.Sent(externalIds);
        for (int from = 0; from < ids.size() && result instanceof SendResult.Sent; from += DELETE_AT_ONCE) {
            var some = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + DELETE_AT_ONCE)));
            result = calling(connection, to, externalIds, chat -> TelegramOutbound.delete(chat, some));
        }
        return result;
    }

    @Override
    public SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        var id = TelegramOutbound.number(externalId);
        if (id == null) {
            return notANumber();
        }
        return calling(connection, to, List.of(externalId), chat -> TelegramOutbound.react(chat, id, emoji));
    }

    @Override
    public void typing(Connection connection, Recipient to) {
        calling(connection, to, List.of(), TelegramOutbound::typing);
    }

    @Override
    public void acknowledgePress(Connection connection, String pressExternalId) {
        var token = token(connection);
        if (token != null && pressExternalId.startsWith(TelegramInbound.PRESS)) {
            api.call(token, TelegramOutbound.answerPress(pressExternalId.substring(TelegramInbound.PRESS.length())));
        }
    }

    @Override
    public int looksUp() {
        return 1;
    }

    /** Updates tell names, never pictures. */
    @Override
    public boolean leavesOpen(Profile told) {
        return told.avatar() == null;
    }

    @Override
    public Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        var token = token(connection);
        var client = externalIds.getFirst();
        var chat = TelegramOutbound.number(client);
        if (token == null || chat == null) {
            return Map.of();
        }
        var call = new Call("getChat", Json.MAPPER.createObjectNode().put("chat_id", chat), List.of());
        var picture = api.call(token, call) instanceof Reply.Done(var told)
                ? told.at("/photo/small_file_id").stringValue("")
                : "";
        return picture.isEmpty() ? Map.of() : Map.of(client, Profile.UNKNOWN.withAvatar(picture));
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        var token = token(connection);
        if (token == null) {
            throw new IOException("the connection has no usable token");
        }
        var call = new Call("getFile", Json.MAPPER.createObjectNode().put("file_id", remote), List.of());
        return switch (api.call(token, call)) {
            case Reply.Done done -> api.download(token, path(done));
            case Reply.Failed failed -> throw refusal(failed);
            case Reply.NotSent notSent -> throw new IOException(notSent.why());
            case Reply.NoFile noFile -> throw new IOException(noFile.why());
            case Reply.Lost lost -> throw new IOException(lost.why());
        };
    }

    /** Telegram says 400 of a file that is too big or no longer there; anything else may pass. */
    private static IOException refusal(Reply.Failed failed) throws Gone {
        if (failed.code() == 400) {
            throw new Gone(failed.description());
        }
        return new IOException(failed.description());
    }

    private static String path(Reply.Done done) throws Gone {
        var path = done.result().path("file_path").stringValue("");
        if (path.isEmpty()) {
            throw new Gone("Telegram does not hand this file out");
        }
        return path;
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(token(connection), webhookUrl);
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(token(connection), webhookUrl, secret(connection, "webhook_secret"));
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(polling);
    }

    private SendResult calling(Connection connection, Recipient to, List<String> ids, LongFunction<Call> calls) {
        var token = token(connection);
        if (token == null) {
            return new SendResult.Broken("the connection has no usable token");
        }
        var chat = TelegramOutbound.number(to.externalId());
        if (chat == null) {
            return notANumber();
        }
        var call = calls.apply(chat);
        if (call == null) {
            return new SendResult.Refused("Telegram can edit only texts, captions and buttons");
        }
        return TelegramOutcome.of(api.call(token, connection.projectId(), call), chat, ids);
    }

    private static SendResult notANumber() {
        return new SendResult.Refused("Telegram's ids are numbers");
    }

    /** Null where there is none, or one that cannot be a token. */
    static String token(Connection connection) {
        var token = secret(connection, "token");
        return TelegramApi.isToken(token) ? token : null;
    }

    private static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null ? null : Objects.requireNonNullElse(secret.reveal(), "");
    }
}
