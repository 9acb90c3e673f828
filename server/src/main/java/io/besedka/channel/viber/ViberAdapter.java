package io.besedka.channel.viber;

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
import io.besedka.channel.viber.ViberApi.Reply;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Viber bots. A connection's secret is {@code token}, with which Viber also signs what it posts. Settings: {@code sender} is the name that
 * clients see above each message (the connection's own name otherwise, the operator's where that is to be shown), {@code avatar} the address of its picture, {@code welcome} what
 * somebody sees who opens the chat for the first time.
 */
public final class ViberAdapter implements ChannelAdapter {
    /** Viber's own servers; the calls lie below {@code /pa/}. */
    public static final URI HOSTED = URI.create("https://chatapi.viber.com");

    private static final String TOKEN = "[\\x21-\\x7e]{8,200}";
    private static final Setup SETUP = new Setup(
            List.of(
                    Setup.Field.secret("token").like(TOKEN),
                    Setup.Field.setting("sender").optional().like("[^\\p{Cntrl}]{1," + ViberLimits.SENDER + "}"),
                    Setup.Field.setting("avatar").optional().like("https://\\S{1,500}"),
                    Setup.Field.setting("welcome").optional().like("(?s).{1,1000}")),
            false);

    private final ViberApi api;
    private final ViberInbound inbound;
    private final ViberOutbound outbound;
    private final ViberRegistration registration;

    public ViberAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new ViberApi(apiRoot);
        this.inbound = new ViberInbound(clock);
        this.outbound = new ViberOutbound(files);
        this.registration = new ViberRegistration(api);
    }

    @Override
    public String channel() {
        return "viber";
    }

    @Override
    public Capabilities capabilities() {
        return ViberLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return SETUP;
    }

    /** As the sender's name. */
    @Override
    public boolean showsSpeaker() {
        return true;
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        var token = token(connection);
        if (token == null || !ViberSignature.isOf(request, token)) {
            return new Intake.Rejected(401, "the signature is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the event is not JSON");
        }
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        var token = token(connection);
        if (token == null) {
            return new SendResult.Broken(ViberRegistration.NO_TOKEN);
        }
        return switch (outbound.draft(connection, to.externalId(), message)) {
            case ViberOutbound.Draft.Ready(var body) -> ViberOutcome.of(api.call(token, "send_message", body));
            case ViberOutbound.Draft.Never(var why) -> new SendResult.Refused(why);
            case ViberOutbound.Draft.NotNow(var why) -> new SendResult.TryLater(null, SendResult.Scope.CHAT, why);
        };
    }

    @Override
    public int looksUp() {
        return 1;
    }

    /** Viber answers this only twice in twelve hours for one user. */
    @Override
    public Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        var token = token(connection);
        var id = externalIds.getFirst();
        var body = Json.MAPPER.createObjectNode().put("id", id);
        return token != null && api.call(token, "get_user_details", body) instanceof Reply.Done(var answer)
                ? Map.of(id, ViberInbound.profile(answer.path("user"), null))
                : Map.of();
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        return api.download(remote);
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(token(connection), webhookUrl);
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(token(connection), webhookUrl);
    }

    /** Null where there is none, or one that no header can carry. */
    private static String token(Connection connection) {
        var secret = connection.secrets().get("token");
        return secret != null && secret.reveal().matches(TOKEN) ? secret.reveal() : null;
    }
}
