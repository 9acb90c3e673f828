package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Messenger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where changes are posted: the number's own address, else the business account's, else the application's; and nowhere at all unless
 * the application asks for the field and is subscribed to the business account. Every address is challenged before it is taken.
 */
final class Subscriptions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Application(String callback, Set<String> fields) {}

    private final Messenger messenger;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    /** By business account: the address, empty where it has none of its own. */
    private final Map<String, String> businesses = new ConcurrentHashMap<>();

    private final Map<String, String> numbers = new ConcurrentHashMap<>();

    Subscriptions(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls, String version) {
        calls.asks("GET", version + "/oauth/access_token", "access_token", this::appToken)
                .asks("POST", version + "/{id}/subscriptions", "subscriptions", this::subscribeApplication)
                .asks("GET", version + "/{id}/subscriptions", "subscriptions", this::ofApplication)
                .asks("DELETE", version + "/{id}/subscriptions", "subscriptions", this::dropApplication)
                .asks("POST", version + "/{id}/subscribed_apps", "subscribed_apps", this::subscribeBusiness)
                .asks("GET", version + "/{id}/subscribed_apps", "subscribed_apps", this::ofBusiness)
                .asks("DELETE", version + "/{id}/subscribed_apps", "subscribed_apps", this::dropBusiness);
    }

    private Answer appToken(Call call) {
        var known = messenger.accounts().stream()
                .anyMatch(one -> one.extra("app_id").equals(call.text("client_id"))
                        && one.extra("app_secret").equals(call.text("client_secret")));
        if (!known) throw Graph.refusal(101, "Error validating application", "");
        var token = call.text("client_id") + "|" + call.text("client_secret");
        return Answer.json(Json.object().put("access_token", token).put("token_type", "bearer"));
    }

    private Answer subscribeApplication(Call call) {
        var account = Graph.application(messenger, call);
        if (!call.text("object").equals("whatsapp_business_account"))
            throw Graph.param("object is not one of the known ones");
        var fields = new LinkedHashSet<>(Arrays.asList(call.text("fields").split("\\s*,\\s*")));
        challenge(call.text("callback_url"), call.text("verify_token"));
        applications.put(account.extra("app_id"), new Application(call.text("callback_url"), fields));
        refresh();
        return Graph.success();
    }

    private Answer ofApplication(Call call) {
        var account = Graph.application(messenger, call);
        var answer = Json.object();
        var data = answer.putArray("data");
        var known = applications.get(account.extra("app_id"));
        if (known != null) {
            var one = data.addObject()
                    .put("object", "whatsapp_business_account")
                    .put("callback_url", known.callback)
                    .put("active", true);
            var fields = one.putArray("fields");
            known.fields.forEach(field -> fields.addObject().put("name", field).put("version", "v25.0"));
        }
        return Answer.json(answer);
    }

    private Answer dropApplication(Call call) {
        applications.remove(Graph.application(messenger, call).extra("app_id"));
        refresh();
        return Graph.success();
    }

    private Answer subscribeBusiness(Call call) {
        var account = Graph.business(messenger, call);
        var url = call.text("override_callback_uri");
        if (!url.isEmpty()) challenge(url, call.text("verify_token"));
        businesses.put(account.extra("waba_id"), url);
        refresh();
        return Graph.success();
    }

    private Answer ofBusiness(Call call) {
        var account = Graph.business(messenger, call);
        var answer = Json.object();
        var data = answer.putArray("data");
        var url = businesses.get(account.extra("waba_id"));
        if (url != null) {
            var one = data.addObject();
            one.putObject("whatsapp_business_api_data")
                    .put("id", account.extra("app_id"))
                    .put("name", "Shop application");
            if (!url.isEmpty()) one.put("override_callback_uri", url);
        }
        return Answer.json(answer);
    }

    private Answer dropBusiness(Call call) {
        businesses.remove(Graph.business(messenger, call).extra("waba_id"));
        refresh();
        return Graph.success();
    }

    /** The number's own address; an empty one takes it away. */
    void lead(Account account, JsonNode webhook) {
        var url = webhook.path("override_callback_uri").asString("");
        if (!url.isEmpty()) challenge(url, webhook.path("verify_token").asString(""));
        if (url.isEmpty()) numbers.remove(account.id());
        else numbers.put(account.id(), url);
        refresh();
    }

    ObjectNode of(Account account) {
        var shown = Json.object();
        put(shown, "phone_number", numbers.get(account.id()));
        put(shown, "whatsapp_business_account", businesses.get(account.extra("waba_id")));
        var application = applications.get(account.extra("app_id"));
        put(shown, "application", application == null ? null : application.callback);
        return shown;
    }

    /** As if somebody had clicked it away in Meta's console. */
    void forget(Account account) {
        numbers.remove(account.id());
        businesses.remove(account.extra("waba_id"));
        applications.remove(account.extra("app_id"));
        refresh();
    }

    private static void put(ObjectNode to, String name, String url) {
        if (url != null && !url.isEmpty()) to.put(name, url);
    }

    private synchronized void refresh() {
        messenger.accounts().forEach(this::refresh);
    }

    private void refresh(Account account) {
        var application = applications.get(account.extra("app_id"));
        var business = businesses.get(account.extra("waba_id"));
        var url = numbers.getOrDefault(
                account.id(),
                business == null || business.isEmpty() ? application == null ? "" : application.callback : business);
        var kinds = kinds(application);
        var wanted = business == null || kinds.isEmpty() ? "" : url;
        var now = account.updates().hooks();
        boolean same = now.size() == (wanted.isEmpty() ? 0 : 1)
                && now.stream()
                        .allMatch(hook -> hook.url().toString().equals(wanted)
                                && hook.kinds().equals(kinds));
        if (same) return;
        now.forEach(account.updates()::remove);
        if (!wanted.isEmpty()) account.updates().register(URI.create(wanted), kinds, Json.object());
    }

    private static Set<String> kinds(Application application) {
        var kinds = new LinkedHashSet<String>();
        if (application != null && application.fields.contains("messages")) {
            kinds.addAll(Set.of(WhatsAppDeeds.MESSAGE, WhatsAppDeeds.STATUS));
        }
        if (application != null && application.fields.contains("smb_message_echoes")) kinds.add(WhatsAppDeeds.ECHO);
        return kinds;
    }

    private void challenge(String url, String token) {
        var nonce = Long.toString(messenger.time().now().toEpochMilli() % 10_000_000_000L);
        var query = "hub.mode=subscribe&hub.challenge=" + nonce + "&hub.verify_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        var target = messenger.rules().target(address(url));
        var request = HttpRequest.newBuilder(URI.create(target + (target.getRawQuery() == null ? "?" : "&") + query))
                .timeout(PATIENCE)
                .build();
        var answer = messenger.ask(request);
        boolean right = answer.isPresent()
                && answer.get().statusCode() == 200
                && new String(answer.get().body(), StandardCharsets.UTF_8).equals(nonce);
        if (!right) {
            throw Graph.refusal(
                    2200, "Callback verification failed with the following errors", "the challenge was not answered");
        }
    }

    private URI address(String url) {
        try {
            var address = URI.create(url);
            if (messenger.rules().permits(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is not https.
        }
        throw Graph.param("callback_url must be an https address");
    }
}
