package io.besedka.channel.whatsapp;

import io.besedka.channel.Connection;
import io.besedka.channel.Registration;
import io.besedka.channel.Registration.Broken;
import io.besedka.channel.Registration.Missing;
import io.besedka.channel.Registration.Registered;
import io.besedka.channel.Registration.Unsure;
import io.besedka.channel.SendResult;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where Meta posts. Three things must hold: the application is subscribed to the kinds of changes we read, it is subscribed to the
 * business account, and the number leads its changes to us. The last is the number's own setting, so that several numbers of one
 * application, or another system beside us, do not take the webhook from each other.
 */
final class WhatsAppRegistration {
    static final List<String> FIELDS = List.of("messages", "smb_message_echoes");
    private static final String OBJECT = "whatsapp_business_account";
    private static final String WHO = "?fields=display_phone_number,verified_name,quality_rating,webhook_configuration";

    private final GraphApi api;

    WhatsAppRegistration(GraphApi api) {
        this.api = api;
    }

    Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return asked(number(connection), me -> {
            if (webhookUrl.isEmpty()) {
                return new Unsure("WhatsApp posts messages only to a public address, and this server has none");
            }
            var posts = me.path("webhook_configuration").path("phone_number").stringValue("");
            return posts.equals(webhookUrl.get())
                    ? subscriptions(connection, new Registered(account(me)))
                    : new Missing(
                            posts.isEmpty()
                                    ? "the number has no webhook of its own"
                                    : "the number posts to another address");
        });
    }

    private Registration subscriptions(Connection connection, Registered good) {
        return asked(business(connection), all -> {
            if (all.path("data").isEmpty()) {
                return new Missing("the application is not subscribed to the business account");
            }
            return asked(
                    application(connection),
                    kinds -> readsMessages(kinds) ? good : new Missing("the application does not ask for messages"));
        });
    }

    Registration register(Connection connection, Optional<String> webhookUrl) {
        return asked(number(connection), me -> {
            if (webhookUrl.isEmpty()) {
                return asked(lead(connection, ""), done -> new Registered(account(me)));
            }
            return asked(application(connection), kinds -> subscribe(connection, webhookUrl.get(), kinds, me));
        });
    }

    /** An application that has a webhook elsewhere and asks for messages keeps it. */
    private Registration subscribe(Connection connection, String url, JsonNode kinds, JsonNode me) {
        if (!readsMessages(kinds)) {
            var failed = asked(subscribeApplication(connection, url), done -> null);
            if (failed != null) {
                return failed;
            }
        }
        var account = api.post(
                connection, connection.setting("waba_id", "") + "/subscribed_apps", Json.MAPPER.createObjectNode());
        return asked(account, subscribed -> asked(lead(connection, url), done -> new Registered(account(me))));
    }

    private static boolean readsMessages(JsonNode subscriptions) {
        return subscriptions
                .path("data")
                .valueStream()
                .filter(one -> OBJECT.equals(one.path("object").stringValue("")))
                .flatMap(one -> one.path("fields").valueStream())
                .anyMatch(field -> "messages".equals(field.path("name").stringValue(field.stringValue(""))));
    }

    private Outcome number(Connection connection) {
        return api.get(connection, WhatsAppAdapter.number(connection) + WHO);
    }

    private Outcome business(Connection connection) {
        return api.get(connection, connection.setting("waba_id", "") + "/subscribed_apps");
    }

    private Outcome application(Connection connection) {
        return api.get(connection, appToken(connection), connection.setting("app_id", "") + "/subscriptions");
    }

    private Outcome subscribeApplication(Connection connection, String url) {
        var body = object().put("object", OBJECT).put("callback_url", url).put("fields", String.join(",", FIELDS));
        body.put("verify_token", WhatsAppAdapter.secret(connection, "webhook_secret"));
        return api.post(connection, appToken(connection), connection.setting("app_id", "") + "/subscriptions", body);
    }

    private Outcome lead(Connection connection, String url) {
        var body = object();
        var hook = body.putObject("webhook_configuration").put("override_callback_uri", url);
        if (!url.isEmpty()) {
            hook.put("verify_token", WhatsAppAdapter.secret(connection, "webhook_secret"));
        }
        return api.post(connection, WhatsAppAdapter.number(connection), body);
    }

    /** The application's own token is its id and its secret. */
    private static String appToken(Connection connection) {
        return connection.setting("app_id", "") + "|" + WhatsAppAdapter.secret(connection, "app_secret");
    }

    private static String account(JsonNode me) {
        var phone = me.path("display_phone_number").stringValue("number");
        var name = me.path("verified_name").stringValue("");
        return name.isEmpty() ? phone : name + " (" + phone + ")";
    }

    private static Registration asked(Outcome outcome, Function<JsonNode, Registration> then) {
        if (outcome instanceof Answered answer && answer.isSuccess()) {
            return then.apply(GraphError.json(answer.body()));
        }
        return switch (WhatsAppOutcome.failed(outcome)) {
            case SendResult.Broken(var why) -> new Broken(why);
            case SendResult.Refused(var why) -> new Broken(why);
            case SendResult.TryLater later -> new Unsure(later.why());
            case SendResult.Unknown(var why) -> new Unsure(why);
            case SendResult other -> new Unsure("WhatsApp could not be asked");
        };
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
