package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the app posts, proved by a challenge, and which pages it follows. A page is posted of when both are there; its own fields do not
 * narrow those of the app.
 */
final class Subscriptions {
    private static final String FIELDS = "subscribed_fields";

    private final Messenger messenger;
    private final String object;

    Subscriptions(Messenger messenger, boolean instagram) {
        this.messenger = messenger;
        this.object = instagram ? "instagram" : "page";
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/{version}/{app}/subscriptions", "subscriptions", this::ofApp)
                .asks("POST", "/{version}/{app}/subscriptions", "subscriptions", this::subscribe)
                .asks("DELETE", "/{version}/{app}/subscriptions", "subscriptions", this::unsubscribe)
                .asks("GET", "/{version}/{page}/subscribed_apps", "subscribed_apps", this::ofPage)
                .asks("POST", "/{version}/{page}/subscribed_apps", "subscribed_apps", this::follow)
                .asks("DELETE", "/{version}/{page}/subscribed_apps", "subscribed_apps", this::leave)
                .asks("POST", "/{version}/{page}/messenger_profile", "messenger_profile", this::profile);
    }

    /** Every page of the app whose token this is. */
    private List<Account> pages(Call call) {
        var token = Replies.token(call);
        var pages = messenger.accounts().stream()
                .filter(page -> token.equals(page.extra("app_id") + "|" + page.extra("app_secret")))
                .filter(page -> page.extra("app_id").equals(call.path("app")))
                .toList();
        if (pages.isEmpty()) throw Replies.refusal(190, 0, "Invalid OAuth access token signature.");
        return pages;
    }

    private Answer ofApp(Call call) {
        var answer = Json.object();
        var data = answer.putArray("data");
        var app = pages(call).getFirst();
        if (!app.extra("callback_url").isEmpty()) {
            var one = data.addObject()
                    .put("object", object)
                    .put("callback_url", app.extra("callback_url"))
                    .put("active", true);
            var fields = one.putArray("fields");
            for (var field : app.extra("fields").split(","))
                fields.addObject().put("name", field).put("version", "v25.0");
        }
        return Answer.json(answer);
    }

    private Answer subscribe(Call call) {
        var pages = pages(call);
        if (!call.text("object").equals(object)) throw Replies.bad("object must be " + object + " here");
        var url = url(call.text("callback_url"));
        if (!challenged(url, call.text("verify_token"))) {
            throw Replies.refusal(
                    100, 2200, "The URL couldn't be validated. Response does not match challenge, expected value.");
        }
        for (var page : pages) {
            page.extra().put("callback_url", url.toString()).put("fields", call.text("fields"));
            connect(page);
        }
        return Answer.json(Replies.success());
    }

    private URI url(String told) {
        try {
            var url = URI.create(told);
            if (messenger.rules().permits(url)) return url;
        } catch (IllegalArgumentException malformed) {
            // Refused below like any other address that will not do.
        }
        throw Replies.bad("callback_url must be a valid https address");
    }

    private boolean challenged(URI url, String token) {
        var challenge = Long.toString(1_000_000_000L + Math.abs(url.hashCode()));
        var query = "hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        var asked = URI.create(messenger.rules().target(url) + (url.getRawQuery() == null ? "?" : "&") + query);
        var request =
                HttpRequest.newBuilder(asked).timeout(Duration.ofSeconds(10)).build();
        return messenger
                .ask(request)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> new String(answer.body(), StandardCharsets.UTF_8).equals(challenge))
                .orElse(false);
    }

    private Answer unsubscribe(Call call) {
        var pages = pages(call);
        var named = call.text("object");
        if (!named.isEmpty() && !named.equals(object)) return Answer.json(Replies.success());
        for (var page : pages) {
            page.extra().remove(List.of("callback_url", "fields"));
            disconnect(page);
        }
        return Answer.json(Replies.success());
    }

    private Answer ofPage(Call call) {
        var page = page(call);
        var answer = Json.object();
        var data = answer.putArray("data");
        if (page.extra().has(FIELDS)) {
            var one = data.addObject().put("id", page.extra("app_id")).put("name", "Besedka");
            var fields = one.putArray(FIELDS);
            for (var field : page.extra(FIELDS).split(",")) fields.add(field);
        }
        return Answer.json(answer);
    }

    private Answer follow(Call call) {
        var page = page(call);
        var fields = call.text(FIELDS);
        if (fields.isEmpty()) throw Replies.bad("The parameter subscribed_fields is required.");
        page.extra().put(FIELDS, fields);
        connect(page);
        return Answer.json(Replies.success());
    }

    private Answer leave(Call call) {
        var page = page(call);
        page.extra().remove(FIELDS);
        disconnect(page);
        return Answer.json(Replies.success());
    }

    private Answer profile(Call call) {
        var page = page(call);
        var payload = call.json().path("get_started").path("payload").asString("");
        if (!payload.isEmpty()) page.extra().put("get_started", payload);
        return Answer.json(Json.object().put("result", "success"));
    }

    private Account page(Call call) {
        var page = Replies.page(messenger, call);
        if (!call.path("page").equals("me") && !call.path("page").equals(page.id())) throw unknown();
        return page;
    }

    static Refusal unknown() {
        return Replies.refusal(100, 33, "Unsupported request. Object does not exist or cannot be loaded.");
    }

    private static void connect(Account page) {
        if (page.extra("callback_url").isEmpty() || !page.extra().has(FIELDS)) return;
        var kinds = new HashSet<>(Set.of(page.extra("fields").split(",")));
        current(page).ifPresentOrElse(hook -> hook.kinds(kinds), () -> {
            disconnect(page);
            page.updates().register(URI.create(page.extra("callback_url")), kinds, Json.object());
        });
    }

    private static Optional<Hook> current(Account page) {
        return page.updates().hooks().stream()
                .filter(hook -> hook.url().toString().equals(page.extra("callback_url")))
                .findFirst();
    }

    private static void disconnect(Account page) {
        page.updates().hooks().forEach(page.updates()::remove);
    }
}
