package io.besedka.channel.vk;

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
import io.besedka.channel.vk.VkApi.Reply;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Messages to a VK community. Secrets: {@code token}, a community's access key, and {@code webhook_secret}, which VK repeats in every event.
 * Settings: {@code mode} ({@code webhook}, the Callback API, or {@code polling}, Bots Long Poll), {@code group}, the community's number
 * (learned when it is not given), {@code comments} ({@code off}: those under posts do not come in), and {@code server}, which is learned.
 */
public final class VkAdapter implements ChannelAdapter {
    /** VK's own servers; the calls lie below {@code /method/}. */
    public static final URI HOSTED = URI.create("https://api.vk.com");

    private static final String TOKEN = "[\\x21-\\x7e]{8,500}";
    private static final Setup SETUP = new Setup(
            List.of(
                    Setup.Field.secret("token").like(TOKEN),
                    Setup.Field.setting("group").optional().like("[1-9]\\d{0,14}"),
                    Setup.Field.setting("mode").oneOf("webhook", "polling").usually("webhook"),
                    Setup.Field.setting("comments").oneOf("off", "on").usually("off")),
            false);
    private static final int DELETE_AT_ONCE = 100;
    private static final int LOOK_UP_AT_ONCE = 1_000;

    private final VkApi api;
    private final VkWall wall;
    private final VkInbound inbound;
    private final VkOutbound outbound;
    private final VkRegistration registration;
    private final VkPolling polling;

    public VkAdapter(URI apiRoot, Files files, Clock clock) {
        this.api = new VkApi(apiRoot);
        this.wall = new VkWall(api, clock);
        this.inbound = new VkInbound(clock, wall);
        this.outbound = new VkOutbound(api, files);
        this.registration = new VkRegistration(api);
        this.polling = new VkPolling(api, inbound);
    }

    @Override
    public String channel() {
        return "vk";
    }

    @Override
    public Capabilities capabilities() {
        return VkLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return SETUP;
    }

    @Override
    public boolean followsReplyPath() {
        return true;
    }

    /** VK signs nothing: the secret stands in the event itself. */
    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        JsonNode event;
        try {
            event = Json.tree(request.body());
        } catch (BadJson malformed) {
            return new Intake.Rejected(400, "the event is not JSON");
        }
        if (!event.isObject()) {
            return new Intake.Rejected(400, "an event is a JSON object");
        }
        if (!isVks(connection, event)) {
            return new Intake.Rejected(401, "the secret or the community's number is missing or wrong");
        }
        return event.path("type").stringValue("").equals("confirmation")
                ? confirm(connection, event)
                : inbound.read(connection, event);
    }

    private static boolean isVks(Connection connection, JsonNode event) {
        var secret = secret(connection, "webhook_secret");
        var group = connection.setting(VkRegistration.GROUP, "");
        boolean ours = group.isEmpty() || group.equals(event.path("group_id").asString(""));
        return ours
                && secret != null
                && Tokens.same(secret, event.path("secret").stringValue(""));
    }

    /** The code changes from time to time, so VK is asked for it whenever it wants to read it. */
    private Intake confirm(Connection connection, JsonNode event) {
        var token = token(connection);
        var group = event.path("group_id").asString("");
        if (token == null || !group.matches("\\d{1,18}")) {
            return new Intake.Rejected(400, "nothing to confirm with");
        }
        if (api.call(token, "groups.getCallbackConfirmationCode", Map.of("group_id", group))
                instanceof Reply.Done(var told)) {
            var code = told.path("code").stringValue("").getBytes(StandardCharsets.UTF_8);
            return new Intake.Taken(List.of(), List.of(), new Intake.Reply(200, "text/plain", code));
        }
        return new Intake.Rejected(503, "VK did not tell the confirmation code");
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        if (message.template() != null) {
            return new SendResult.Refused("VK has no templates");
        }
        var comment = VkComment.answered(to, message);
        if (comment != null && VkComment.areOn(connection)) {
            return calling(
                    connection,
                    to,
                    token -> wall.answer(token, connection, to, message, comment, outbound.plain(connection, message)));
        }
        return calling(
                connection,
                to,
                token -> VkOutcome.ofSend(
                        api.call(token, "messages.send", outbound.send(token, connection, to, message))));
    }

    @Override
    public SendResult edit(Connection connection, Recipient to, String externalId, Outbound message) {
        if (VkComment.isNamedBy(externalId)) {
            return new SendResult.Refused("VK lets a community's key change no comments");
        }
        return calling(
                connection,
                to,
                token -> VkOutcome.ofDeed(
                        api.call(token, "messages.edit", outbound.edit(token, connection, to, externalId, message)),
                        List.of(externalId)));
    }

    @Override
    public SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        if (externalIds.stream().anyMatch(VkComment::isNamedBy)) {
            return new SendResult.Refused("VK lets a community's key delete no comments");
        }
        return calling(connection, to, token -> {
            SendResult result = new SendResult.Sent(externalIds);
            for (int from = 0; from < externalIds.size() && result instanceof SendResult.Sent; from += DELETE_AT_ONCE) {
                var some =
                        new ArrayList<>(externalIds.subList(from, Math.min(externalIds.size(), from + DELETE_AT_ONCE)));
                var params = Map.of("peer_id", to.externalId(), "cmids", String.join(",", some), "delete_for_all", "1");
                result = VkOutcome.ofDelete(api.call(token, "messages.delete", params), externalIds);
            }
            return result;
        });
    }

    @Override
    public SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        if (VkComment.isNamedBy(externalId)) {
            return new SendResult.Refused("VK has no reactions to comments");
        }
        int number = VkReactions.number(emoji);
        if (number == 0 && !emoji.isEmpty()) {
            return new SendResult.Refused("VK has no such reaction");
        }
        var on = Map.of("peer_id", to.externalId(), "cmid", externalId);
        var with = Map.of("peer_id", to.externalId(), "cmid", externalId, "reaction_id", Integer.toString(number));
        return calling(
                connection,
                to,
                token -> VkOutcome.ofDeed(
                        emoji.isEmpty()
                                ? api.call(token, "messages.deleteReaction", on)
                                : api.call(token, "messages.sendReaction", with),
                        List.of(externalId)));
    }

    @Override
    public void typing(Connection connection, Recipient to) {
        if (VkComment.isNamedBy(to.replyPath())) {
            return;
        }
        calling(
                connection,
                to,
                token -> VkOutcome.ofDeed(
                        api.call(token, "messages.setActivity", Map.of("peer_id", to.externalId(), "type", "typing")),
                        List.of()));
    }

    /** Only what was pressed under a message waits for it; a press below the composer is a message. */
    @Override
    public void acknowledgePress(Connection connection, String pressExternalId) {
        var token = token(connection);
        var press = VkPress.Name.parse(pressExternalId);
        if (token != null && press != null) {
            var user = Long.toString(press.user());
            api.call(
                    token,
                    "messages.sendMessageEventAnswer",
                    Map.of("event_id", press.event(), "user_id", user, "peer_id", user));
        }
    }

    @Override
    public int looksUp() {
        return LOOK_UP_AT_ONCE;
    }

    @Override
    public Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        var token = token(connection);
        var params = Map.of("user_ids", String.join(",", externalIds), "fields", "photo_200,screen_name");
        var told = new HashMap<String, Profile>();
        if (token != null && api.call(token, "users.get", params) instanceof Reply.Done(var users)) {
            users.forEach(user -> told.put(user.path("id").asString(""), profile(user)));
        }
        told.keySet().retainAll(externalIds);
        return told;
    }

    private static Profile profile(JsonNode user) {
        var name = Stream.of(
                        user.path("first_name").stringValue(""),
                        user.path("last_name").stringValue(""))
                .filter(word -> !word.isBlank())
                .collect(Collectors.joining(" "));
        var photo = user.path("photo_200").stringValue("");
        return new Profile(
                        name.isEmpty() ? null : name, user.path("screen_name").stringValue(null), null, null, null)
                .withAvatar(photo.isEmpty() || photo.length() > VkLimits.ADDRESS ? null : photo);
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        return api.download(remote);
    }

    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return registration.inspect(connection, token(connection), webhookUrl);
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        return registration.register(connection, token(connection), webhookUrl);
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(polling);
    }

    private interface Calling {
        SendResult with(String token) throws VkMedia.Stopped;
    }

    private static SendResult calling(Connection connection, Recipient to, Calling calling) {
        var token = token(connection);
        if (token == null) {
            return new SendResult.Broken(VkRegistration.NO_TOKEN);
        }
        if (!to.externalId().matches("\\d{1,18}")) {
            return new SendResult.Refused("VK's ids are numbers");
        }
        try {
            return calling.with(token);
        } catch (VkMedia.Stopped stopped) {
            return stopped.result();
        }
    }

    /** Null where there is none, or one that cannot be a token. */
    static String token(Connection connection) {
        var token = secret(connection, "token");
        return token != null && token.matches(TOKEN) ? token : null;
    }

    static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null ? null : secret.reveal();
    }
}
