package io.besedka.channel.whatsapp;

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
import io.besedka.channel.Setup.Field;
import io.besedka.channel.WebhookRequest;
import io.besedka.channel.whatsapp.WhatsAppOutbound.Carried;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * Numbers of WhatsApp's Cloud API. A connection's settings are {@code phone_number_id}, {@code waba_id}, {@code app_id} and, if wanted,
 * {@code graph_version}; its secrets {@code token} (of a system user), {@code app_secret} and {@code webhook_secret}, which Meta repeats
 * when it verifies the webhook.
 */
public final class WhatsAppAdapter implements ChannelAdapter {
    public static final URI HOSTED = URI.create("https://graph.facebook.com");

    private static final Setup SETUP = new Setup(
            List.of(
                    Field.setting("phone_number_id").like("\\d{5,25}"),
                    Field.setting("waba_id").like("\\d{5,25}"),
                    Field.setting("app_id").like("\\d{5,25}"),
                    Field.secret("token").like("[\\x21-\\x7e]{1,1000}"),
                    Field.secret("app_secret").like("[\\x21-\\x7e]{1,200}"),
                    Field.setting("graph_version").like("v\\d{2}\\.\\d").optional()),
            false);
    private static final int MARKS_AT_ONCE = 8;

    private final GraphApi api;
    private final Files files;
    private final Latest latest = new Latest();
    private final WhatsAppInbound inbound;
    private final WhatsAppRegistration registration;
    private final WhatsAppTemplates templates;
    private final Semaphore marks = new Semaphore(MARKS_AT_ONCE);

    public WhatsAppAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new GraphApi(apiRoot);
        this.files = files;
        this.inbound = new WhatsAppInbound(clock, latest);
        this.registration = new WhatsAppRegistration(api);
        this.templates = new WhatsAppTemplates(api);
    }

    @Override
    public String channel() {
        return "whatsapp";
    }

    @Override
    public Capabilities capabilities() {
        return WhatsAppLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return SETUP;
    }

    @Override
    public Optional<Templated> templated() {
        return Optional.of(templates::of);
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        if (request.method().equals("GET")) {
            return Handshake.answer(request.query(), secret(connection, "webhook_secret"));
        }
        if (!Handshake.isMetas(request.header(Handshake.SIGNATURE), request.body(), secret(connection, "app_secret"))) {
            return new Intake.Rejected(401, "the signature is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the batch is not JSON");
        }
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        var unusable = unusable(connection);
        if (unusable != null) {
            return unusable;
        }
        if (message.media().isEmpty()) {
            return sent(connection, to, message, null);
        }
        var file = message.media().getFirst();
        if (file.fileId() == 0) {
            return sent(connection, to, message, new Carried(file, null, file.mime()));
        }
        return switch (uploaded(connection, file)) {
            case Uploaded.Done(var carried) -> sent(connection, to, message, carried);
            case Uploaded.Failed(var result) -> result;
        };
    }

    private SendResult sent(Connection connection, Recipient to, Outbound message, Carried file) {
        var result = WhatsAppOutcome.ofSend(
                api.post(connection, messages(connection), WhatsAppOutbound.send(to, message, file)));
        if (result instanceof SendResult.Sent) {
            markRead(connection, to);
        }
        return result;
    }

    private sealed interface Uploaded {
        record Done(Carried file) implements Uploaded {}

        record Failed(SendResult result) implements Uploaded {}
    }

    private Uploaded uploaded(Connection connection, Attachment file) {
        try (var stored = files.open(connection.projectId(), file.fileId())) {
            // What the bytes are was found when they were stored; what the message says of them was only said.
            var mime = stored.mime() == null ? file.mime() : stored.mime();
            var outcome = api.upload(connection, number(connection) + "/media", mime, stored);
            var id = outcome instanceof Answered answer && answer.isSuccess()
                    ? GraphError.json(answer.body()).path("id").asString("")
                    : "";
            return id.isEmpty()
                    ? new Uploaded.Failed(WhatsAppOutcome.ofUpload(outcome))
                    : new Uploaded.Done(new Carried(file, id, mime));
        } catch (FileNotFoundException gone) {
            return new Uploaded.Failed(new SendResult.Refused("the attached file is no longer stored"));
        } catch (IOException unreadable) {
            return new Uploaded.Failed(
                    new SendResult.TryLater(null, SendResult.Scope.CHAT, "the attached file cannot be read"));
        }
    }

    @Override
    public SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        var unusable = unusable(connection);
        if (unusable != null) {
            return unusable;
        }
        var result = WhatsAppOutcome.ofSend(
                api.post(connection, messages(connection), WhatsAppOutbound.react(to, externalId, emoji)));
        // The reaction has an id of its own that nobody asks for.
        return result instanceof SendResult.Sent ? new SendResult.Sent(List.of(externalId)) : result;
    }

    /** Says "read" as well: WhatsApp has no typing without it. */
    @Override
    public void typing(Connection connection, Recipient to) {
        var id = latest.reading(connection.id(), to.externalId());
        if (id != null && unusable(connection) == null) {
            api.post(connection, messages(connection), WhatsAppOutbound.read(id, true));
        }
    }

    /** Whoever answers has read; beside the send, so that it costs no time, and never tried again. */
    private void markRead(Connection connection, Recipient to) {
        var id = latest.unread(connection.id(), to.externalId());
        if (id == null || !marks.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("read-mark-" + connection.id()).start(() -> {
            try {
                api.post(connection, messages(connection), WhatsAppOutbound.read(id, false));
            } finally {
                marks.release();
            }
        });
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        if (unusable(connection) != null || !remote.matches("[A-Za-z0-9_-]{1,200}")) {
            throw new Gone("the file's name or the connection is not usable");
        }
        var file = resolved(api.get(connection, remote + "?phone_number_id=" + number(connection)));
        return api.download(
                connection,
                file.path("url").stringValue(""),
                file.path("file_size").asLong(0));
    }

    private static JsonNode resolved(Outcome outcome) throws IOException, Gone {
        if (outcome instanceof Answered answer && !answer.isSuccess()) {
            var error = GraphError.of(answer);
            // 100: no such media any more.
            if (error.code() == 100 || error.code() == 131052) {
                throw new Gone("WhatsApp no longer has the file");
            }
            throw new IOException(error.why());
        }
        if (outcome instanceof Answered answer) {
            return GraphError.json(answer.body());
        }
        throw new IOException("WhatsApp could not be asked for the file");
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return unusable(connection) == null ? registration.inspect(connection, webhookUrl) : notUsable();
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return unusable(connection) == null ? registration.register(connection, webhookUrl) : notUsable();
    }

    private static Registration notUsable() {
        return new Registration.Broken("the connection has no usable token or number");
    }

    /** Null when it is usable. */
    private static SendResult unusable(Connection connection) {
        return GraphApi.isToken(secret(connection, "token"))
                        && number(connection).matches("\\d{1,25}")
                ? null
                : new SendResult.Broken("the connection has no usable token or number");
    }

    private static String messages(Connection connection) {
        return number(connection) + "/messages";
    }

    static String number(Connection connection) {
        return connection.setting("phone_number_id", "");
    }

    /** Null where there is none. */
    static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null ? null : secret.reveal();
    }
}
