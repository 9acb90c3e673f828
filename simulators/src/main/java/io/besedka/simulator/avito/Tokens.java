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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens by client credentials, living a day, and the checks that every other call begins with. */
final class Tokens {
    private record Given(Account seller, Instant until) {}

    private static final Duration LIFE = Duration.ofDays(1);

    private final Messenger messenger;
    private final Map<String, Given> given = new ConcurrentHashMap<>();

    Tokens(Messenger messenger) {
        this.messenger = messenger;
    }

    Messenger messenger() {
        return messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/token", "token", this::token).asks("GET", "/core/v1/accounts/self", "self", this::self);
    }

    void expireAll() {
        given.clear();
    }

    private Answer token(Call call) {
        if (!call.text("grant_type").equals("client_credentials")) throw refusal("unsupported_grant_type");
        var seller = messenger
                .accountWith("client_id", call.text("client_id"))
                .filter(found -> found.extra("client_secret").equals(call.text("client_secret")))
                .orElseThrow(() -> refusal("invalid_client"));
        given.values().removeIf(old -> !old.until.isAfter(messenger.time().now()));
        var token = "tok-" + seller.id() + "-" + Long.toString(seller.nextNumber(), 36);
        given.put(token, new Given(seller, messenger.time().now().plus(LIFE)));
        return Answer.json(Json.object()
                .put("access_token", token)
                .put("expires_in", LIFE.toSeconds())
                .put("token_type", "Bearer"));
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
