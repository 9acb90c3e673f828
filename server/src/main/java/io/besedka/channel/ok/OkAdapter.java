package io.besedka.channel.ok;

import io.besedka.channel.Capabilities;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.channel.ok.OkApi.Reply;
import io.besedka.channel.ok.OkUploads.Made;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Groups in Odnoklassniki. A connection's secret is {@code token}, the group's own. OK signs nothing: what is posted is believed because
 * nobody else knows the address.
 */
public final class OkAdapter implements ChannelAdapter {
    public static final URI HOSTED = URI.create("https://api.ok.ru");

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,500}");
    /** How long a message waits within its attempt for files that OK works on; after that it is tried again later. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofMillis(1500));

    private static final int LOOK_UP_AT_ONCE = 100;
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final OkApi api;
    private final Clock clock;
    private final OkInbound inbound;
    private final OkUploads uploads;
    private final OkRegistration registration;
    private final OkPolling polling;

    public OkAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new OkApi(apiRoot);
        this.clock = clock;
        this.inbound = new OkInbound(clock);
        this.uploads = new OkUploads(api, files, clock);
        this.registration = new OkRegistration(api);
        this.polling = new OkPolling(api, inbound);
    }

    @Override
    public String channel() {
        return "ok";
    }

    @Override
    public Capabilities capabilities() {
        return OkLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return new Setup(List.of(Setup.Field.secret("token").like(TOKEN.pattern())), false);
    }

    @Override
    public boolean followsReplyPath() {
        return true;
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        if (!"POST".equals(request.method())) {
            return new Intake.Rejected(405, "events are posted");
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
            return new SendResult.Broken("the connection has no usable token");
        }
        if (!OkInbound.isId(to.externalId())) {
            return new SendResult.Refused("OK's ids look like user:123");
        }
        var media = new ArrayList<JsonNode>();
        Instant youngest = null;
        for (var file : message.media()) {
            switch (uploads.attachment(connection, token, file)) {
                case Made.Not(var why) -> {
                    return why;
                }
                case Made.Ready(var attachment, var at) -> {
                    media.add(attachment);
                    youngest = at != null && (youngest == null || at.isAfter(youngest)) ? at : youngest;
                }
            }
        }
        var result = sendWhenReady(token, to, OkOutbound.message(to, message, media), youngest);
        if (!(result instanceof TryLater)) {
            uploads.used(connection, message.media());
        }
        return result;
    }

    /** OK does not tell a file that is not ready from one that is wrong; a young one is taken to be the former. */
    private SendResult sendWhenReady(String token, Recipient to, JsonNode body, Instant uploadedAt) {
        var result = OkOutcome.of(api.post(token, OkOutbound.path(to), body));
        if (uploadedAt == null || clock.now().isAfter(uploadedAt.plus(OkUploads.READY_WITHIN))) {
            return result;
        }
        try {
            for (var pause : PAUSES) {
                if (!(result instanceof SendResult.Refused)) {
                    return result;
                }
                Thread.sleep(pause);
                result = OkOutcome.of(api.post(token, OkOutbound.path(to), body));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return result instanceof SendResult.Refused(var why) ? new TryLater(NEXT_TRY, Scope.CHAT, why) : result;
    }

    /** Who types has read what was written. */
    @Override
    public void typing(Connection connection, Recipient to) {
        var token = token(connection);
        if (token != null && OkInbound.isId(to.externalId())) {
            api.post(token, OkOutbound.path(to), OkOutbound.action(to, "mark_seen"));
            api.post(token, OkOutbound.path(to), OkOutbound.action(to, "typing_on"));
        }
    }

    @Override
    public int looksUp() {
        return LOOK_UP_AT_ONCE;
    }

    /** The chats come with the latest first, and somebody who has just written is in it: its title and icon are that person's. */
    @Override
    public Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        var token = token(connection);
        var told = new HashMap<String, Profile>();
        if (token != null && api.get(token, "/me/chats", Map.of("count", "100")) instanceof Reply.Done(var json)) {
            for (var chat : json.path("chats")) {
                boolean shared = chat.path("type").stringValue("").equals("CHAT");
                var title = chat.path("title").stringValue("").strip();
                if (!shared && !title.isEmpty()) {
                    var profile =
                            Profile.named(title).withAvatar(chat.at("/icon/url").stringValue(null));
                    externalIds.stream()
                            .filter(chat.path("participants")::has)
                            .forEach(id -> told.putIfAbsent(id, profile));
                }
            }
        }
        return told;
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        return api.download(remote);
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(token(connection), webhookUrl, mark(connection));
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(token(connection), webhookUrl, mark(connection));
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(polling);
    }

    private static String mark(Connection connection) {
        return connection.setting(OkRegistration.MARK, "");
    }

    /** Null where there is none, or one that cannot be a token. */
    static String token(Connection connection) {
        var secret = connection.secrets().get("token");
        return secret != null
                        && secret.reveal() != null
                        && TOKEN.matcher(secret.reveal()).matches()
                ? secret.reveal()
                : null;
    }
}
