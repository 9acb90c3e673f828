package io.besedka.channel.meta;

import io.besedka.channel.Connection;
import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.meta.GraphApi.Reply;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Tokens;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Two subscriptions must be there: the app's own, which says where Meta posts (one address for each app and network), and the app's to the
 * page or account. The address we set is remembered by its hash, so that another connection's is not taken for a former one of ours.
 */
final class MetaRegistration {
    /** The setting with the ids by which webhooks may call the page or account, with blanks between them. */
    static final String ACCOUNTS = "account_ids";

    static final String GET_STARTED = "start";
    private static final String MARK = "webhook_mark";
    private static final String OF_ANOTHER =
            "this Meta app posts to another connection of this server, or to a removed one: each needs an app of its own";
    private static final String NO_ADDRESS =
            "Meta posts messages only to a public https address, and this server has none (http.public-url)";
    /** "The URL couldn't be validated." */
    private static final int UNREACHED = 2200;

    private final Network network;
    private final GraphApi api;

    MetaRegistration(Network network, GraphApi api) {
        this.network = network;
        this.api = api;
    }

    Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return asked(
                connection,
                account -> webhookUrl
                        .map(url -> subscriptions(connection, url, account))
                        .orElseGet(() -> new Unsure(NO_ADDRESS)));
    }

    private Registration subscriptions(Connection connection, String url, Registered account) {
        var ofApp = api.get(appToken(connection), appId(connection) + "/subscriptions", Map.of());
        if (!(ofApp instanceof Reply.Done(var app))) {
            return ofApp(ofApp);
        }
        var hook = hook(app);
        var address = hook.path("callback_url").asString("");
        if (isOfAnother(connection, address, url)) {
            return new Broken(OF_ANOTHER);
        }
        if (!address.equals(url) || !isWhole(hook)) {
            return new Missing("the app does not post " + network.name() + "'s messages to us");
        }
        var ofPage = api.get(token(connection), "me/subscribed_apps", Map.of());
        if (!(ofPage instanceof Reply.Done(var page))) {
            return MetaOutcome.registration(ofPage);
        }
        return follows(page, appId(connection))
                ? marked(account, url)
                : new Missing("the app does not follow the page");
    }

    /** The app's own subscription; missing where there is none. */
    private JsonNode hook(JsonNode app) {
        return app.path("data")
                .valueStream()
                .filter(one -> one.path("object").asString("").equals(network.object()))
                .findFirst()
                .orElse(Json.MAPPER.missingNode());
    }

    /** Beside the address we want on this server, and not the one that we set before. */
    private static boolean isOfAnother(Connection connection, String address, String wanted) {
        var beside = wanted.substring(0, wanted.lastIndexOf('/') + 1);
        return address.startsWith(beside) && !address.equals(wanted) && !isMarked(connection, address);
    }

    private static boolean isMarked(Connection connection, String address) {
        return Tokens.hash(address).equals(connection.setting(MARK, ""));
    }

    private boolean isWhole(JsonNode hook) {
        var fields = hook.path("fields")
                .valueStream()
                .map(field -> field.isObject() ? field.path("name").asString("") : field.asString(""))
                .toList();
        return hook.path("active").booleanValue(true) && fields.containsAll(network.fields());
    }

    /** A page that another connection of the same app follows for other fields will do for Instagram: any field does. */
    private boolean follows(JsonNode page, String appId) {
        return page.path("data")
                .valueStream()
                .filter(app -> app.path("id").asString("").equals(appId))
                .map(app -> app.path("subscribed_fields")
                        .valueStream()
                        .map(field -> field.asString(""))
                        .toList())
                .anyMatch(fields -> network.isInstagram() || fields.containsAll(network.fields()));
    }

    Registration register(Connection connection, Optional<String> webhookUrl) {
        return webhookUrl.isEmpty()
                ? unsubscribe(connection)
                : asked(connection, account -> subscribe(connection, webhookUrl.get(), account));
    }

    private Registration unsubscribe(Connection connection) {
        var released = released(connection);
        // The page's subscription serves Messenger as well; only its own end is Instagram's to make.
        if (!network.isInstagram() || GraphApi.isOfInstagramLogin(token(connection))) {
            api.delete(token(connection), "me/subscribed_apps", Map.of());
        }
        return released;
    }

    /** The app's address is left to whoever has taken it since, and is free even when the page's token no longer works. */
    private Registration released(Connection connection) {
        var path = appId(connection) + "/subscriptions";
        var ofApp = api.get(appToken(connection), path, Map.of());
        if (!(ofApp instanceof Reply.Done(var app))) {
            return ofApp(ofApp);
        }
        if (isMarked(connection, hook(app).path("callback_url").asString(""))) {
            var gone = api.delete(appToken(connection), path, Map.of("object", network.object()));
            if (!(gone instanceof Reply.Done)) {
                return ofApp(gone);
            }
        }
        return new Registered(connection.name());
    }

    private Registration subscribe(Connection connection, String url, Registered account) {
        var ofApp = api.post(
                appToken(connection),
                appId(connection) + "/subscriptions",
                Map.of(
                        "object", network.object(),
                        "callback_url", url,
                        "verify_token", secret(connection, "webhook_secret"),
                        "fields", String.join(",", network.fields())));
        if (!(ofApp instanceof Reply.Done)) {
            return ofApp(ofApp);
        }
        boolean throughPage = network.isInstagram() && !GraphApi.isOfInstagramLogin(token(connection));
        var fields = throughPage ? Network.MESSENGER.fields() : network.fields();
        var ofPage = api.post(
                token(connection), "me/subscribed_apps", Map.of("subscribed_fields", String.join(",", fields)));
        if (!(ofPage instanceof Reply.Done)) {
            return MetaOutcome.registration(ofPage);
        }
        if (!network.isInstagram()) {
            var profile = Json.MAPPER.createObjectNode();
            profile.putObject("get_started").put("payload", GET_STARTED);
            api.post(token(connection), "me/messenger_profile", profile);
        }
        return marked(account, url);
    }

    /** Refused to the app rather than to the page: its number or its secret is wrong, or Meta did not reach us. */
    private static Registration ofApp(Reply reply) {
        return reply instanceof Reply.Failed failed && failed.subcode() == UNREACHED
                ? new Unsure("Meta could not reach this server's public address: " + failed.why())
                : MetaOutcome.registration(reply);
    }

    private Registration asked(Connection connection, Function<Registered, Registration> then) {
        if (token(connection).isEmpty()
                || secret(connection, "app_secret").isEmpty()
                || appId(connection).isEmpty()) {
            return new Broken("the connection has no usable token, app id or app secret");
        }
        var reply = api.get(token(connection), "me", Map.of("fields", fields(connection)));
        return reply instanceof Reply.Done(var me) ? then.apply(account(me)) : MetaOutcome.registration(reply);
    }

    private String fields(Connection connection) {
        if (!network.isInstagram()) {
            return "id,name";
        }
        return GraphApi.isOfInstagramLogin(token(connection))
                ? "id,user_id,username,name"
                : "id,name,instagram_business_account{id,username}";
    }

    private Registered account(JsonNode me) {
        var linked = me.path("instagram_business_account");
        var ids = new LinkedHashSet<String>();
        for (var id : new JsonNode[] {linked.path("id"), me.path("user_id"), me.path("id")}) {
            if (id.asString("").matches("\\d{1,30}")) {
                ids.add(id.asString(""));
            }
        }
        var username = linked.path("username").asString(me.path("username").asString(""));
        var name = network.isInstagram() && !username.isBlank()
                ? username
                : me.path("name").asString(network.name());
        return new Registered(name, Map.of(ACCOUNTS, ids.stream().collect(Collectors.joining(" "))));
    }

    private static Registered marked(Registered account, String url) {
        var learned = new HashMap<>(account.learned());
        learned.put(MARK, Tokens.hash(url));
        return new Registered(account.account(), learned);
    }

    static String token(Connection connection) {
        var token = secret(connection, "token");
        return token.matches(MetaAdapter.TOKEN) ? token : "";
    }

    static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null || secret.reveal() == null ? "" : secret.reveal();
    }

    private static String appId(Connection connection) {
        var id = connection.setting("app_id", "");
        return id.matches(MetaAdapter.APP_ID) ? id : "";
    }

    private static String appToken(Connection connection) {
        return appId(connection) + "|" + secret(connection, "app_secret");
    }
}
