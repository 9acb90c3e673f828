package io.besedka.channel.vk;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.vk.VkApi.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Bots Long Poll. The cursor is VK's {@code ts}; the server and the key last for hours and are asked for anew when they do not. Where
 * there is no cursor yet, a poll only learns where to begin: once that is kept, nothing is missed by whoever polls next.
 */
final class VkPolling implements Polling {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 10);
    private static final int ATTEMPTS = 3;

    /** @param comments whether VK was told to tell of comments */
    private record Server(String url, String key, String ts, boolean comments) {}

    private final VkApi api;
    private final VkInbound inbound;
    private final Map<Long, Server> servers = new ConcurrentHashMap<>();

    VkPolling(VkApi api, VkInbound inbound) {
        this.api = api;
        this.inbound = inbound;
    }

    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var token = VkAdapter.token(connection);
        if (token == null) {
            throw new IOException(VkRegistration.NO_TOKEN);
        }
        var ts = cursor;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var server = server(connection, token);
            if (ts == null) {
                return new Polled(List.of(), server.ts);
            }
            var answer = done(api.poll(address(server, ts), PATIENCE), connection);
            switch (answer.path("failed").intValue(0)) {
                case 0 -> {
                    return polled(connection, answer, ts);
                }
                // What came between is lost; go on from where VK says.
                case 1 -> ts = answer.path("ts").asString(server.ts);
                case 2 -> servers.remove(connection.id());
                default -> {
                    servers.remove(connection.id());
                    ts = null;
                }
            }
        }
        throw new IOException("VK's long poll asks to begin anew again and again");
    }

    private Server server(Connection connection, String token) throws IOException, InterruptedException {
        var known = servers.get(connection.id());
        if (known != null && known.comments == VkComment.areOn(connection)) {
            return known;
        }
        var group = group(connection, token);
        // Without the right to manage the community a person may have switched it on by hand.
        api.call(token, "groups.setLongPollSettings", settings(connection, group));
        var told = done(api.call(token, "groups.getLongPollServer", Map.of("group_id", group)), connection);
        var server = new Server(
                told.path("server").stringValue(""),
                told.path("key").stringValue(""),
                told.path("ts").asString("0"),
                VkComment.areOn(connection));
        servers.put(connection.id(), server);
        return server;
    }

    private static Map<String, String> settings(Connection connection, String group) {
        var settings = VkRegistration.events(connection, group);
        settings.put("enabled", "1");
        return settings;
    }

    private String group(Connection connection, String token) throws IOException, InterruptedException {
        var known = connection.setting(VkRegistration.GROUP, "");
        if (!known.isEmpty()) {
            return known;
        }
        var told = done(api.call(token, "groups.getById", Map.of()), connection);
        return (told.isArray() ? told.path(0) : told.path("groups").path(0))
                .path("id")
                .asString("");
    }

    private static String address(Server server, String ts) {
        return server.url + "?act=a_check&key=" + URLEncoder.encode(server.key, StandardCharsets.UTF_8) + "&ts="
                + URLEncoder.encode(ts, StandardCharsets.UTF_8) + "&wait=" + WAIT_SECONDS;
    }

    private JsonNode done(Reply reply, Connection connection) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (reply instanceof Reply.Done(var answer)) {
            return answer;
        }
        servers.remove(connection.id());
        throw new IOException(
                switch (reply) {
                    case Reply.Failed(var code, var message) -> message;
                    case Reply.Http(var status, var after) -> "VK answered HTTP " + status;
                    case Reply.NotSent(var why) -> why;
                    case Reply.Lost(var why) -> why;
                    case Reply.Done done -> "";
                });
    }

    private Polled polled(Connection connection, JsonNode answer, String ts) {
        var intakes = new ArrayList<Intake>();
        for (var event : answer.path("updates")) {
            intakes.add(inbound.read(connection, event));
        }
        return new Polled(intakes, answer.path("ts").asString(ts));
    }
}
