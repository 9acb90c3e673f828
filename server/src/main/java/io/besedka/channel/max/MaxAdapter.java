package io.besedka.channel.max;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.besedka.channel.max.MaxApi.Reply;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * MAX bots. A connection's secrets are {@code token} (from the partner cabinet) and {@code webhook_secret} (5-256 of A-Z a-z 0-9 _ -), which
 * MAX repeats in a header of every update.
 */
public final class MaxAdapter implements ChannelAdapter {
    public static final URI HOSTED = URI.create("https://platform-api2.max.ru");

    private static final String SECRET_HEADER = "X-Max-Bot-Api-Secret";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final Pattern USER = Pattern.compile("-?\\d{1,19}");
    /** How long a send waits for a file to be processed before it is left to the lanes. */
    private static final List<Duration> NOT_READY =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final MaxApi api;
    private final Clock clock;
    private final MaxInbound inbound;
    private final MaxUploads uploads;
    private final MaxDownloads downloads;
    private final MaxRegistration registration;
    private final MaxPolling polling;

    public MaxAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new MaxApi(apiRoot);
        this.clock = clock;
        this.inbound = new MaxInbound(clock);
        this.uploads = new MaxUploads(api, files, clock);
        this.downloads = new MaxDownloads(api);
        this.registration = new MaxRegistration(api);
        this.polling = new MaxPolling(api, inbound);
    }

    @Override
    public String channel() {
        return "max";
    }

    @Override
    public Capabilities capabilities() {
        return MaxLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return new Setup(List.of(Setup.Field.secret("token").like(TOKEN.pattern())), false);
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        var expected = secret(connection, "webhook_secret");
        var given = request.header(SECRET_HEADER);
        if (given == null
                || expected.isEmpty()
                || !MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8))) {
            return new Intake.Rejected(401, "the secret is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the update is not JSON");
        }
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        var token = token(connection);
        if (token == null) {
            return noToken();
        }
        if (message.template() != null || !USER.matcher(to.externalId()).matches()) {
            return new SendResult.Refused(
                    message.template() == null ? "MAX's ids are numbers" : "MAX has no templates");
        }
        boolean known = uploads.know(connection, message.media());
        var result = attempt(connection, token, to, message);
        // What stood for a file uploaded earlier may be too old by now: once it goes up anew.
        return known && result instanceof SendResult.Refused ? attempt(connection, token, to, message) : result;
    }

    private SendResult attempt(Connection connection, String token, Recipient to, Outbound message) {
        var attachments = new ArrayList<ObjectNode>();
        for (var file : message.media()) {
            var uploaded = uploads.upload(connection, token, file);
            if (uploaded.attachment() == null) {
                return uploaded.failure();
            }
            attachments.add(uploaded.attachment());
        }
        var result = MaxOutcome.ofSend(post(token, to, MaxOutbound.send(message, attachments), !attachments.isEmpty()));
        if (result instanceof SendResult.Refused) {
            uploads.forget(connection, message.media());
        }
        return result;
    }

    /** A file just uploaded may not be ready yet: then the message is posted again a few times; nothing was sent so far. */
    private Reply post(String token, Recipient to, ObjectNode body, boolean withFiles) {
        var query = Map.of("user_id", to.externalId());
        var reply = api.post(token, "/messages", query, body);
        for (int i = 0; withFiles && i < NOT_READY.size() && MaxOutcome.isNotReady(reply); i++) {
            if (!waited(NOT_READY.get(i))) {
                break;
            }
            reply = api.post(token, "/messages", query, body);
        }
        return reply;
    }

    private boolean waited(Duration pause) {
        try {
            return !clock.alarm().waitUntil(clock.now().plus(pause));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public SendResult edit(Connection connection, Recipient to, String externalId, Outbound message) {
        var token = token(connection);
        if (token == null) {
            return noToken();
        }
        var reply = api.put(token, "/messages", Map.of("message_id", externalId), MaxOutbound.edit(message));
        return MaxOutcome.ofChange(reply, List.of(externalId));
    }

    @Override
    public SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        var token = token(connection);
        if (token == null) {
            return noToken();
        }
        SendResult result = new SendResult.Sent(externalIds);
        for (int i = 0; i < externalIds.size() && result instanceof SendResult.Sent; i++) {
            var reply = api.delete(token, "/messages", Map.of("message_id", externalIds.get(i)));
            result = MaxOutcome.ofDelete(reply, externalIds);
        }
        return result;
    }

    /** The dialog's id is what the client's updates told; nobody types where there was none yet. */
    @Override
    public void typing(Connection connection, Recipient to) {
        var token = token(connection);
        if (token != null
                && to.replyPath() != null
                && USER.matcher(to.replyPath()).matches()) {
            var action = Json.MAPPER.createObjectNode().put("action", "typing_on");
            api.post(token, "/chats/" + to.replyPath() + "/actions", Map.of(), action);
        }
    }

    /** With no words: a notice would have to say something in the client's language at every press. */
    @Override
    public void acknowledgePress(Connection connection, String pressExternalId) {
        var token = token(connection);
        if (token != null && pressExternalId.startsWith(MaxInbound.PRESS)) {
            var callback = pressExternalId.substring(MaxInbound.PRESS.length());
            api.post(
                    token,
                    "/answers",
                    Map.of("callback_id", callback),
                    Json.MAPPER.createObjectNode().put("notification", ""));
        }
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        var token = token(connection);
        if (token == null) {
            throw new IOException("the connection has no usable token");
        }
        return downloads.open(token, remote);
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

    private static SendResult noToken() {
        return new SendResult.Broken("the connection has no usable token");
    }

    /** Null where there is none, or one that no header can carry. */
    static String token(Connection connection) {
        var token = secret(connection, "token").strip();
        return TOKEN.matcher(token).matches() ? token : null;
    }

    private static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null || secret.reveal() == null ? "" : secret.reveal();
    }
}
