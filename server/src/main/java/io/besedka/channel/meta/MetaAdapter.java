package io.besedka.channel.meta;

import io.besedka.channel.Capabilities;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.HandedOut;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.channel.meta.GraphApi.Reply;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What both networks do alike. */
abstract class MetaAdapter implements ChannelAdapter {
    static final URI GRAPH = URI.create("https://graph.facebook.com");
    static final String TOKEN = "[\\x21-\\x7e]{8,1000}";
    static final String APP_ID = "\\d{5,20}";
    private static final String MESSAGES = "me/messages";
    private static final String HUMAN_AGENT = "human_agent";
    private static final Setup SETUP = new Setup(
            List.of(
                    Setup.Field.secret("token").like(TOKEN),
                    Setup.Field.setting("app_id").like(APP_ID),
                    Setup.Field.secret("app_secret").like("[\\x21-\\x7e]{8,200}"),
                    Setup.Field.setting(HUMAN_AGENT).oneOf("no", "yes").usually("no")),
            false);

    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(5);
    private static final long DOWNLOAD_LIMIT = 100L << 20;

    private final Network network;
    private final GraphApi api;
    private final MetaInbound inbound;
    private final MetaMedia media;
    private final HandedOut handedOut;
    private final MetaRegistration registration;

    MetaAdapter(Network network, URI apiRoot, Files files, Clock clock) {
        var http = new ProviderHttp();
        this.network = network;
        this.api = new GraphApi(http, apiRoot, GRAPH);
        this.inbound = new MetaInbound(network, clock, new Watermarks());
        this.media = new MetaMedia(network, api, files);
        this.handedOut = new HandedOut(api.root(), http);
        this.registration = new MetaRegistration(network, api);
    }

    @Override
    public final String channel() {
        return network.word();
    }

    @Override
    public final Capabilities capabilities() {
        return network.capabilities();
    }

    @Override
    public final Duration window(Connection connection) {
        return isHumanAgent(connection) ? MetaLimits.HUMAN_WINDOW : MetaLimits.WINDOW;
    }

    private static boolean isHumanAgent(Connection connection) {
        return connection.setting(HUMAN_AGENT, "no").equals("yes");
    }

    @Override
    public final Setup setup() {
        return SETUP;
    }

    @Override
    public final boolean followsReplyPath() {
        return true;
    }

    @Override
    public final Intake receive(Connection connection, WebhookRequest request) {
        if ("GET".equals(request.method())) {
            return Handshake.answer(request, MetaRegistration.secret(connection, "webhook_secret"));
        }
        var secret = MetaRegistration.secret(connection, "app_secret");
        if (secret.isEmpty() || !Handshake.isSigned(request, secret)) {
            return new Intake.Rejected(401, "the signature is missing or wrong");
        }
        try {
            return inbound.read(connection, Json.tree(request.body()));
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the update is not JSON");
        }
    }

    @Override
    public final SendResult send(Connection connection, Recipient to, Outbound message) {
        var token = MetaRegistration.token(connection);
        if (token.isEmpty()) {
            return new SendResult.Broken("the connection has no usable token");
        }
        if (message.template() != null) {
            return new SendResult.Refused(network.name() + " has no templates here");
        }
        JsonNode file = null;
        if (!message.media().isEmpty()) {
            switch (media.attachment(connection, token, message.media().getFirst())) {
                case MetaMedia.Made.Ready(var attachment) -> file = attachment;
                case MetaMedia.Made.Link(var text) -> message = MetaOutbound.worded(message, text);
                case MetaMedia.Made.Not(var why) -> {
                    return why;
                }
            }
        }
        return sendAll(connection, token, MetaOutbound.bodies(connection, to, message, file));
    }

    /** Of two calls for one message the second must not make the first be repeated. */
    private SendResult sendAll(Connection connection, String token, List<ObjectNode> bodies) {
        var ids = new ArrayList<String>();
        for (var body : bodies) {
            var result = sendOne(connection, token, body);
            if (!(result instanceof SendResult.Sent(var sent))) {
                return ids.isEmpty()
                        ? result
                        : new SendResult.Unknown("the file was sent, but the buttons under it were not");
            }
            ids.addAll(sent);
        }
        return new SendResult.Sent(ids);
    }

    private SendResult sendOne(Connection connection, String token, ObjectNode body) {
        var reply = api.post(token, MESSAGES, body);
        boolean late = MetaOutcome.isWindowClosed(reply) && isHumanAgent(connection);
        return MetaOutcome.of(late ? api.post(token, MESSAGES, MetaOutbound.byHuman(body)) : reply);
    }

    @Override
    public final SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        var token = MetaRegistration.token(connection);
        var reply = api.post(token, MESSAGES, MetaOutbound.reaction(to, externalId, emoji));
        // A reaction has no id of its own, and doing it twice is doing it once.
        return reply instanceof Reply.Done ? new SendResult.Sent(List.of()) : MetaOutcome.ofPreparation(reply);
    }

    @Override
    public final void typing(Connection connection, Recipient to) {
        api.post(MetaRegistration.token(connection), MESSAGES, MetaOutbound.action(to, "typing_on"));
    }

    @Override
    public final int looksUp() {
        return 1;
    }

    @Override
    public final Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        var id = externalIds.getFirst();
        if (!id.matches("[A-Za-z0-9_-]{1,100}")) {
            return Map.of();
        }
        var fields = network.isInstagram() ? "name,username,profile_pic" : "first_name,last_name,name,profile_pic";
        var reply = api.get(MetaRegistration.token(connection), id, Map.of("fields", fields));
        return reply instanceof Reply.Done(var person) ? Map.of(id, profile(person)) : Map.of();
    }

    private static Profile profile(JsonNode person) {
        var whole = (person.path("first_name").asString("") + " "
                        + person.path("last_name").asString(""))
                .strip();
        var username = person.path("username").asString("");
        var name =
                person.path("name").asString(whole.isEmpty() ? username : whole).strip();
        return new Profile(name.isEmpty() ? null : name, username.isEmpty() ? null : username, null, null, null)
                .withAvatar(person.path("profile_pic").stringValue(null));
    }

    @Override
    public final InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        return handedOut.file(Call.get(remote).within(DOWNLOAD_WITHIN).answeredInAtMost(DOWNLOAD_LIMIT));
    }

    @Override
    public final Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(connection, webhookUrl);
    }

    @Override
    public final Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(connection, webhookUrl);
    }
}
