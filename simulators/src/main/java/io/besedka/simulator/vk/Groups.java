package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Profile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** The community itself and its callback servers, each confirmed by the code before it gets events. */
final class Groups {
    static final List<String> KINDS = List.of(
            "message_new",
            "message_reply",
            "message_edit",
            "message_allow",
            "message_deny",
            "message_read",
            "message_typing_state",
            "message_event",
            "message_reaction_event",
            "wall_reply_new",
            "wall_reply_edit",
            "wall_reply_delete");

    private static final int MOST_SERVERS = 10;
    private static final int TITLE = 14;
    private static final int SECRET = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** A server that is not confirmed, or has no events chosen, gets none. */
    private static final Set<String> NONE = Set.of("none");

    private final Messenger messenger;

    Groups(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        add(calls, "groups.getById", (community, call) -> Replies.of(described(community)));
        add(
                calls,
                "groups.getCallbackConfirmationCode",
                (community, call) -> Replies.of(Json.object().put("code", code(own(community, call)))));
        add(calls, "groups.addCallbackServer", this::addServer);
        add(calls, "groups.editCallbackServer", this::editServer);
        add(calls, "groups.deleteCallbackServer", this::deleteServer);
        add(calls, "groups.getCallbackServers", this::servers);
        add(calls, "groups.setCallbackSettings", this::choose);
        add(calls, "groups.getCallbackSettings", this::chosen);
    }

    private void add(Calls calls, String method, BiFunction<Account, Call, Answer> code) {
        calls.asks("*", "/method/" + method, method, Replies.authorised(messenger, code));
    }

    /** A token manages its own community alone. */
    static Account own(Account community, Call call) {
        if (!call.text("group_id").equals(community.id())) throw Replies.refusal(15, "Access denied");
        return community;
    }

    static String code(Account community) {
        return Long.toHexString(Profile.number(community.id() + "/" + community.extra("codes")) & 0xffff_ffffL);
    }

    private ObjectNode described(Account community) {
        var response = Json.object();
        response.putArray("groups")
                .addObject()
                .put("id", Long.parseLong(community.id()))
                .put("name", community.name())
                .put("screen_name", "club" + community.id())
                .put("is_closed", 0)
                .put("type", "group")
                .put("photo_200", messenger.avatar(new Profile(community.id(), community.name(), "")));
        response.putArray("profiles");
        return response;
    }

    private Answer addServer(Account community, Call call) {
        own(community, call);
        if (community.updates().hooks().size() >= MOST_SERVERS)
            throw Replies.refusal(2000, "Servers number limit is reached");
        int id = community.extra().path("servers").asInt(0) + 1;
        community.extra().put("servers", id);
        place(community, call, id, NONE);
        return Replies.of(Json.object().put("server_id", id));
    }

    private Answer editServer(Account community, Call call) {
        var before = server(own(community, call), call);
        place(community, call, before.settings().path("id").asInt(0), kinds(before));
        if (!before.url().toString().equals(call.text("url")))
            community.updates().remove(before);
        return Replies.one();
    }

    private void place(Account community, Call call, int id, Set<String> kinds) {
        var url = address(call.text("url"));
        if (call.text("title").isBlank() || call.text("title").length() > TITLE) throw Replies.bad("title is wrong");
        if (call.text("secret_key").length() > SECRET) throw Replies.bad("secret_key is too long");
        var settings = Json.object()
                .put("id", id)
                .put("title", call.text("title"))
                .put("secret_key", call.text("secret_key"))
                .put("api_version", Replies.VERSION)
                .put("kinds", String.join(",", kinds));
        boolean confirmed = confirms(community, url, call.text("secret_key"));
        settings.put("status", confirmed ? "ok" : "failed");
        var there = community.updates().hooks().stream()
                .filter(hook -> hook.url().equals(url))
                .findFirst();
        // What waits for a server that stays where it is must not be forgotten.
        there.ifPresent(hook -> {
            hook.settings().setAll(settings);
            hook.kinds(confirmed ? kinds : NONE);
        });
        if (there.isEmpty()) community.updates().register(url, confirmed ? kinds : NONE, settings);
    }

    private URI address(String url) {
        try {
            var address = URI.create(url);
            if (messenger.rules().permits(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is not public.
        }
        throw Replies.bad("url is wrong");
    }

    private boolean confirms(Account community, URI url, String secret) {
        var body = Json.object().put("type", "confirmation").put("group_id", Long.parseLong(community.id()));
        body.put("event_id", Long.toHexString(community.nextNumber())).put("v", Replies.VERSION);
        if (!secret.isEmpty()) body.put("secret", secret);
        var request = HttpRequest.newBuilder(messenger.rules().target(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        return messenger
                .ask(request)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> new String(answer.body(), StandardCharsets.UTF_8).strip())
                .filter(code(community)::equals)
                .isPresent();
    }

    private Answer deleteServer(Account community, Call call) {
        community.updates().remove(server(own(community, call), call));
        return Replies.one();
    }

    private static Hook server(Account community, Call call) {
        return community.updates().hooks().stream()
                .filter(hook -> hook.setting("id").equals(call.text("server_id")))
                .findFirst()
                .orElseThrow(() -> Replies.bad("server_id not found"));
    }

    private Answer servers(Account community, Call call) {
        own(community, call);
        var wanted = call.text("server_ids").isEmpty()
                ? List.<String>of()
                : List.of(call.text("server_ids").split(","));
        var response = Json.object();
        var items = response.putArray("items");
        for (var hook : community.updates().hooks()) {
            if (!wanted.isEmpty() && !wanted.contains(hook.setting("id"))) continue;
            items.addObject()
                    .put("id", hook.settings().path("id").asInt(0))
                    .put("title", hook.setting("title"))
                    .put("creator_id", 1)
                    .put("url", hook.url().toString())
                    .put("secret_key", hook.setting("secret_key"))
                    .put("status", hook.setting("status"));
        }
        return Replies.of(response.put("count", items.size()));
    }

    private Answer choose(Account community, Call call) {
        var hook = server(own(community, call), call);
        var kinds = new HashSet<>(kinds(hook));
        kinds.removeAll(NONE);
        takeChoice(call, kinds);
        var chosen = kinds.isEmpty() ? NONE : kinds;
        hook.settings().put("kinds", String.join(",", chosen));
        if (!call.text("api_version").isEmpty()) hook.settings().put("api_version", call.text("api_version"));
        if (hook.setting("status").equals("ok")) hook.kinds(chosen);
        return Replies.one();
    }

    /** Those with 1 are wanted from now on, those with 0 no longer; the others stay. */
    static void takeChoice(Call call, Set<String> kinds) {
        for (var kind : KINDS) {
            if (call.text(kind).equals("1")) kinds.add(kind);
            if (call.text(kind).equals("0")) kinds.remove(kind);
        }
    }

    private Answer chosen(Account community, Call call) {
        var hook = server(own(community, call), call);
        return Replies.of(settings(hook.setting("api_version"), kinds(hook)));
    }

    static ObjectNode settings(String version, Set<String> kinds) {
        var response = Json.object().put("api_version", version);
        var events = response.putObject("events");
        KINDS.forEach(kind -> events.put(kind, kinds.contains(kind) ? 1 : 0));
        return response;
    }

    private static Set<String> kinds(Hook hook) {
        return Set.of(hook.setting("kinds").split(","));
    }
}
