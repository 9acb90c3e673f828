package io.besedka.channel.vk;

import io.besedka.channel.Connection;
import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.SendResult;
import io.besedka.channel.vk.VkApi.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Which community it is and whether VK posts its events to us. What is learned is kept in the connection's settings: {@code group}, the
 * community's number, and {@code server}, VK's number of our address.
 */
final class VkRegistration {
    static final String NO_TOKEN = "the connection has no usable token";
    static final String GROUP = "group";
    private static final String SERVER = "server";
    private static final String TITLE = "Besedka";
    private static final int TOO_MANY_SERVERS = 2000;

    private record Group(String id, String name) {}

    private final VkApi api;
    /** One for each connection: two that register at once would take each other's server away. */
    private final Map<Long, ReentrantLock> registering = new ConcurrentHashMap<>();

    VkRegistration(VkApi api) {
        this.api = api;
    }

    Registration inspect(Connection connection, String token, Optional<String> webhookUrl) {
        return known(connection, token, group -> {
            if (webhookUrl.isEmpty()) {
                return connection.setting(SERVER, "").isEmpty()
                        ? new Registered(group.name, Map.of(GROUP, group.id))
                        : new Missing("VK still posts events though they are fetched");
            }
            return asked(token, "groups.getCallbackServers", Map.of("group_id", group.id), servers -> {
                var ours = find(servers, "url", webhookUrl.get());
                return ours == null
                        ? new Missing("VK does not post events to this address")
                        : compare(connection, token, group, ours);
            });
        });
    }

    private Registration compare(Connection connection, String token, Group group, JsonNode ours) {
        var server = ours.path("id").asString("");
        if (!ours.path("secret_key").stringValue("").equals(secretKey(connection))) {
            return new Missing("VK posts events with another secret");
        }
        return switch (ours.path("status").stringValue("")) {
            case "ok" -> settings(connection, token, group, server);
            case "wait" -> new Unsure("VK has not confirmed this server's address yet");
            default -> new Missing("VK has switched this server's address off");
        };
    }

    private Registration settings(Connection connection, String token, Group group, String server) {
        var params = Map.of("group_id", group.id, "server_id", server);
        return asked(token, "groups.getCallbackSettings", params, settings -> {
            var events = settings.path("events");
            boolean complete = VkInbound.kinds(connection).stream()
                    .allMatch(kind -> events.path(kind).intValue(0) == 1);
            boolean sameShapes = settings.path("api_version").stringValue("").equals(VkApi.VERSION);
            return complete && sameShapes
                    ? registered(group, server)
                    : new Missing("VK posts only some kinds of events, or in other shapes");
        });
    }

    private static Registration registered(Group group, String server) {
        return new Registered(group.name, Map.of(GROUP, group.id, SERVER, server));
    }

    Registration register(Connection connection, String token, Optional<String> webhookUrl) {
        var lock = registering.computeIfAbsent(connection.id(), id -> new ReentrantLock());
        lock.lock();
        try {
            return known(
                    connection,
                    token,
                    group -> webhookUrl.isEmpty()
                            ? unregister(connection, token, group)
                            : register(connection, token, group, webhookUrl.get()));
        } finally {
            lock.unlock();
        }
    }

    private Registration unregister(Connection connection, String token, Group group) {
        var server = connection.setting(SERVER, "");
        if (!server.isEmpty()) {
            var reply =
                    api.call(token, "groups.deleteCallbackServer", Map.of("group_id", group.id, "server_id", server));
            // One that is gone already is refused, and that is well.
            if (!(reply instanceof Reply.Done || reply instanceof Reply.Failed)) {
                return unsure(reply);
            }
        }
        return new Registered(group.name, Map.of(GROUP, group.id, SERVER, ""));
    }

    /** VK asks us for the confirmation code within, see {@link VkAdapter#receive}. */
    private Registration register(Connection connection, String token, Group group, String url) {
        return asked(token, "groups.getCallbackServers", Map.of("group_id", group.id), servers -> {
            var found = find(servers, "url", url);
            var ours = found == null ? find(servers, "id", connection.setting(SERVER, "")) : found;
            var params = new TreeMap<>(
                    Map.of("group_id", group.id, "url", url, "title", TITLE, "secret_key", secretKey(connection)));
            if (ours == null) {
                return asked(
                        token,
                        "groups.addCallbackServer",
                        params,
                        added -> choose(
                                connection,
                                token,
                                group,
                                added.path("server_id").asString("")));
            }
            if (found != null && isConfirmed(connection, found)) {
                return choose(connection, token, group, found.path("id").asString(""));
            }
            params.put("server_id", ours.path("id").asString(""));
            return asked(
                    token,
                    "groups.editCallbackServer",
                    params,
                    done -> choose(connection, token, group, params.get("server_id")));
        });
    }

    private static boolean isConfirmed(Connection connection, JsonNode server) {
        return server.path("status").stringValue("").equals("ok")
                && server.path("secret_key").stringValue("").equals(secretKey(connection));
    }

    private Registration choose(Connection connection, String token, Group group, String server) {
        var params = events(connection, group.id);
        params.put("server_id", server);
        return asked(
                token,
                "groups.setCallbackSettings",
                params,
                done -> asked(token, "groups.getCallbackServers", Map.of("group_id", group.id), servers -> {
                    var ours = find(servers, "id", server);
                    boolean ok =
                            ours != null && ours.path("status").stringValue("").equals("ok");
                    return ok
                            ? registered(group, server)
                            : new Unsure("VK has not confirmed this server's public address");
                }));
    }

    /** All we read, in the shapes we read. */
    static Map<String, String> events(Connection connection, String group) {
        var params = new TreeMap<>(Map.of("group_id", group, "api_version", VkApi.VERSION));
        VkWall.KINDS.forEach(kind -> params.put(kind, "0"));
        VkInbound.kinds(connection).forEach(kind -> params.put(kind, "1"));
        return params;
    }

    private static JsonNode find(JsonNode servers, String field, String value) {
        return servers.path("items")
                .valueStream()
                .filter(server -> server.path(field).asString("").equals(value))
                .findFirst()
                .orElse(null);
    }

    /** At most 50 characters; ours has 43. */
    private static String secretKey(Connection connection) {
        var secret = VkAdapter.secret(connection, "webhook_secret");
        return secret == null ? "" : secret.substring(0, Math.min(50, secret.length()));
    }

    private Registration known(Connection connection, String token, Function<Group, Registration> then) {
        if (token == null) {
            return new Broken(NO_TOKEN);
        }
        return asked(token, "groups.getById", Map.of(), response -> {
            var told = response.isArray()
                    ? response.path(0)
                    : response.path("groups").path(0);
            var id = told.path("id").asString("");
            var wanted = connection.setting(GROUP, "");
            if (id.isEmpty()) {
                return new Broken("the token is not a community's");
            }
            return wanted.isEmpty() || wanted.equals(id)
                    ? then.apply(new Group(id, told.path("name").stringValue("community")))
                    : new Broken("the token belongs to another community, number " + id);
        });
    }

    private Registration asked(
            String token, String method, Map<String, String> params, Function<JsonNode, Registration> then) {
        var reply = api.call(token, method, params);
        return switch (reply) {
            case Reply.Done(var response) -> then.apply(response);
            case Reply.Failed(var code, var message)
            when code == TOO_MANY_SERVERS ->
                new Unsure("the community has ten callback servers already; remove one in its settings");
            case Reply.Failed(var code, var message)
            when code == 7 || code == 15 ->
                new Unsure("the token has no right to manage the community: make one with it, or choose polling ("
                        + message + ")");
            default -> unsure(reply);
        };
    }

    private static Registration unsure(Reply reply) {
        return switch (VkOutcome.failure(reply)) {
            case SendResult.Broken(var why) -> new Broken(why);
            case SendResult.TryLater(var after, var scope, var why) -> new Unsure(why);
            case SendResult.Unknown(var why) -> new Unsure(why);
            case SendResult.Refused(var why) -> new Unsure(why);
            case SendResult.Unreachable(var why) -> new Unsure(why);
            case SendResult.WindowClosed(var why) -> new Unsure(why);
            case SendResult.Sent sent -> new Unsure("VK gave no answer");
        };
    }
}
