package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Tokens by client credentials or by an owner's consent, living a day, and the checks that every other call begins with. */
final class Tokens {
    private record Given(Account seller, Instant until) {}

    /** What an owner allowed to an application. */
    private record Allowed(Account client, Account seller) {}

    private static final Duration LIFE = Duration.ofDays(1);

    private final Messenger messenger;
    private final Map<String, Given> given = new ConcurrentHashMap<>();
    private final Map<String, Allowed> codes = new ConcurrentHashMap<>();
    private final Map<String, Allowed> refreshes = new ConcurrentHashMap<>();

    Tokens(Messenger messenger) {
        this.messenger = messenger;
    }

    Messenger messenger() {
        return messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/token", "token", this::token)
                .asks("GET", "/oauth", "oauth", this::page)
                .asks("GET", "/oauth/allow", "allow", this::allow)
                .asks("GET", "/core/v1/accounts/self", "self", this::self);
    }

    void expireAll() {
        given.clear();
    }

    /** Takes back what owners allowed: no refresh succeeds any more. */
    void takeBack() {
        refreshes.clear();
    }

    /** Who of the sellers here allows it? */
    private Answer page(Call call) {
        if (!call.text("response_type").equals("code")) throw refusal("unsupported_response_type");
        client(call);
        var html = new StringBuilder(
                "<!doctype html><meta charset=utf-8><title>Avito</title><h1>Avito</h1><p>Разрешить доступ к сообщениям?</p>");
        for (var seller : messenger.accounts()) {
            var link = "/oauth/allow?account=" + seller.id() + "&client_id=" + encoded(call.text("client_id"))
                    + "&state=" + encoded(call.text("state")) + "&redirect_uri=" + encoded(call.text("redirect_uri"));
            html.append("<p><a href=\"")
                    .append(link)
                    .append("\">")
                    .append(escaped(seller.name()))
                    .append("</a></p>");
        }
        return Answer.bytes("text/html; charset=utf-8", html.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer allow(Call call) {
        var client = client(call);
        var seller = messenger.account(call.text("account")).orElseThrow(() -> refusal("access_denied"));
        var code = "code-" + Long.toString(client.nextNumber(), 36);
        codes.put(code, new Allowed(client, seller));
        var back = call.text("redirect_uri") + "?code=" + code + "&state=" + encoded(call.text("state"));
        return Answer.text(302, "").with("Location", back);
    }

    private Account client(Call call) {
        return messenger.accountWith("client_id", call.text("client_id")).orElseThrow(() -> refusal("invalid_client"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private Answer token(Call call) {
        return switch (call.text("grant_type")) {
            case "client_credentials" -> own(call);
            case "authorization_code" -> others(call, codes.remove(call.text("code")));
            // Each holds once.
            case "refresh_token" -> others(call, refreshes.remove(call.text("refresh_token")));
            default -> throw refusal("unsupported_grant_type");
        };
    }

    private Answer others(Call call, Allowed allowed) {
        boolean good = allowed != null
                && allowed.client.extra("client_id").equals(call.text("client_id"))
                && allowed.client.extra("client_secret").equals(call.text("client_secret"));
        if (!good) throw refusal("invalid_grant");
        var refresh = "ref-" + allowed.seller.id() + "-" + Long.toString(allowed.client.nextNumber(), 36);
        refreshes.put(refresh, allowed);
        return Answer.json(granted(allowed.seller).put("refresh_token", refresh));
    }

    private Answer own(Call call) {
        var seller = messenger
                .accountWith("client_id", call.text("client_id"))
                .filter(found -> found.extra("client_secret").equals(call.text("client_secret")))
                .orElseThrow(() -> refusal("invalid_client"));
        return Answer.json(granted(seller));
    }

    private ObjectNode granted(Account seller) {
        given.values().removeIf(old -> !old.until.isAfter(messenger.time().now()));
        var token = "tok-" + seller.id() + "-" + Long.toString(seller.nextNumber(), 36);
        given.put(token, new Given(seller, messenger.time().now().plus(LIFE)));
        return Json.object()
                .put("access_token", token)
                .put("expires_in", LIFE.toSeconds())
                .put("token_type", "Bearer");
    }

    private static Refusal refusal(String error) {
        var body = Json.object().put("error", error).put("error_description", "see the client's credentials");
        return new Refusal(Answer.json(401, body));
    }

    private Answer self(Call call) {
        var seller = seller(call);
        var answer = Json.object()
                .put("id", Long.parseLong(seller.id()))
                .put("name", seller.name())
                .put("email", "shop@flowers.example")
                .put("phone", "79001234567")
                .put("profile_url", "https://www.avito.ru/user/" + seller.id() + "/profile");
        answer.putArray("phones").add("79001234567");
        return Answer.json(answer);
    }

    /** The seller of the token; the path must name no other. */
    Account seller(Call call) {
        var known = given.get(call.bearer());
        boolean good = known != null
                && known.until.isAfter(messenger.time().now())
                && messenger
                        .account(known.seller.id())
                        .filter(known.seller::equals)
                        .isPresent();
        if (!good) throw Replies.unauthorised();
        var named = call.path("user");
        if (!named.isEmpty() && !named.equals(known.seller.id())) throw Replies.refusal(403, "permission denied");
        return known.seller;
    }

    /** The chat that the path names; a buyer must have begun it. */
    Chat chat(Call call) {
        var seller = seller(call);
        return seller.chat(call.path("chat"))
                .or(() -> seller.chatOf(call.path("chat")))
                .filter(Chat::started)
                .orElseThrow(() -> Replies.refusal(404, "chat not found"));
    }

    /** Nothing is published; these are the rates that a library keeps to. */
    void take(Chat chat) {
        if (!messenger.rules().enforcesRates()) return;
        var wait = messenger
                .rates()
                .take(new Limit("seller " + chat.account().id(), 5, 5), new Limit("chat " + chat.id(), 1, 2));
        if (wait.isZero()) return;
        long seconds = wait.plusMillis(999).toSeconds();
        throw new Refusal(Replies.error(429, "too many requests").with("Retry-After", Long.toString(seconds)));
    }
}
