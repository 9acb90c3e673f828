package io.besedka.simulator.messenger;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.PageFiles;
import io.besedka.simulator.Params;
import io.besedka.simulator.SwitchboardFace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The people's face over HTTP: the phone page and the JSON behind it. docs/simulators.md lists the calls. */
final class PhoneFace {
    private static final int BODY_LIMIT = 110 << 20;
    private static final Pattern PERSON = Pattern.compile("/api/accounts/([^/]+)/people/([^/]+)(?:/(\\w+))?");
    private static final Pattern ACCOUNT = Pattern.compile("/api/accounts/([^/]+)/(people|update)");
    private static final Pattern FILE = Pattern.compile("/(api/)?files/(\\w+)(?:/.*)?");

    private final Messenger messenger;
    private final PageFiles page = new PageFiles(PhoneFace.class);
    private final SwitchboardFace misfortune;

    PhoneFace(Messenger messenger) {
        this.messenger = messenger;
        this.misfortune = new SwitchboardFace(messenger.switchboard(), messenger.time());
    }

    void take(Exchange exchange) throws IOException {
        exchange.with("X-Content-Type-Options", "nosniff");
        var file = FILE.matcher(exchange.path());
        try {
            if (file.matches()) file(exchange, file.group(2), file.group(1) != null);
            else if (exchange.path().equals("/api/events")) messenger.events().stream(exchange);
            else if (exchange.path().startsWith("/api/")) api(exchange);
            else if (isPicture(exchange)) avatar(exchange);
            else page.answer(exchange);
        } catch (IllegalStateException | IllegalArgumentException e) {
            exchange.answer(400, "application/json", Json.bytes(Json.object().put("error", e.getMessage())));
        }
    }

    private void api(Exchange exchange) throws IOException {
        var params = Params.of(exchange, BODY_LIMIT);
        if (!params.wellFormed()) throw new IllegalArgumentException("the body is not a JSON object");
        var person = PERSON.matcher(exchange.path());
        var account = ACCOUNT.matcher(exchange.path());
        if (person.matches()) answer(exchange, inChat(params, person.group(1), person.group(2), person.group(3)));
        else if (account.matches()) answer(exchange, of(exchange, params, known(account.group(1)), account.group(2)));
        else answer(exchange, whole(exchange, params));
    }

    private JsonNode whole(Exchange exchange, Params params) {
        boolean posts = exchange.method().equals("POST");
        return switch (exchange.path()) {
            case "/api/look" -> PhoneView.look(messenger.look());
            case "/api/accounts" -> {
                if (posts) introduce(params);
                yield PhoneView.accounts(messenger);
            }
            case "/api/misfortune" -> misfortune.take(exchange.method(), params);
            case "/api/ledger" -> PhoneView.ledger(messenger.ledger(), params);
            case "/api/time" -> {
                if (posts) messenger.time().advance(Duration.ofSeconds(params.number("seconds", 0)));
                yield Json.object().put("now", messenger.time().now().toString());
            }
            case "/api/retry" -> {
                messenger.accounts().forEach(account -> account.updates().retryNow());
                yield Json.object();
            }
            case "/api/rules" -> {
                if (posts) rules(params);
                yield Json.object();
            }
            default -> throw new IllegalArgumentException("no such call");
        };
    }

    private void introduce(Params params) {
        var json = Json.object();
        params.values().forEach(json::set);
        messenger.introduce(json);
    }

    private void rules(Params params) {
        var rules = messenger.rules();
        if (params.has("enforce_rates")) rules.enforceRates(flag(params, "enforce_rates"));
        if (params.has("welcome_strangers")) rules.welcomeStrangers(flag(params, "welcome_strangers"));
        if (params.has("loopback_webhooks")) rules.loopbackWebhooks(flag(params, "loopback_webhooks"));
        if (params.has("delivers_at_once")) rules.deliversAtOnce(flag(params, "delivers_at_once"));
        if (params.has("reads_at_once")) rules.readsAtOnce(flag(params, "reads_at_once"));
        if (params.has("deliver_origin"))
            rules.deliver(params.text("deliver_origin"), URI.create(params.text("deliver_to")));
        if (params.has("keep_per_chat"))
            rules.keepPerChat((int) Math.clamp(params.number("keep_per_chat", 1), 1, 1_000_000));
        if (params.has("keep_ledger"))
            messenger.ledger().keep((int) Math.clamp(params.number("keep_ledger", 0), 0, 100_000_000));
    }

    private JsonNode of(Exchange exchange, Params params, Account account, String what) {
        if (what.equals("update")) {
            var json = Json.object();
            params.values().forEach(json::set);
            account.updates().post("by hand", "by hand", json);
            return Json.object();
        }
        if (!exchange.method().equals("POST")) return PhoneView.people(account);
        var name = params.text("name").strip();
        if (name.isEmpty() || name.length() > 64) throw new IllegalArgumentException("a name has 1-64 characters");
        return PhoneView.person(account.person(name));
    }

    private JsonNode inChat(Params params, String accountId, String personId, String deed) {
        var person = known(accountId).personOf(decoded(personId));
        if (person.isEmpty()) throw new IllegalArgumentException("no such person");
        if (deed != null) PhoneDeeds.act(person.get(), deed, params);
        return PhoneView.chat(person.get());
    }

    private Account known(String id) {
        return messenger.account(decoded(id)).orElseThrow(() -> new IllegalArgumentException("no such account"));
    }

    /** The server has decoded all but slashes and percent signs. */
    private static String decoded(String id) {
        return Params.decode(id.replace("+", "%2B"));
    }

    static boolean isPicture(Exchange exchange) {
        return exchange.path().startsWith("/avatars/");
    }

    private static void avatar(Exchange exchange) {
        exchange.with("Cache-Control", "public, max-age=86400").answer(200, "image/png", Avatar.png(exchange.path()));
    }

    private void file(Exchange exchange, String id, boolean forPage) {
        var struck = forPage ? null : messenger.switchboard().strikeCall("file", false);
        var file = messenger.files().find(id);
        if (struck instanceof Misfortune.Refused(int status, var why, var after)) {
            exchange.answer(status, "text/plain", why);
        } else if (struck instanceof Misfortune.CallDropped || struck instanceof Misfortune.AnswerDropped) {
            exchange.hangUp();
        } else if (file.isEmpty() || file.get().content() == null) {
            exchange.answer(404, "text/plain", "No such file\n");
        } else {
            give(exchange, file.get());
        }
    }

    private static void give(Exchange exchange, Files.Stored file) {
        var mime = file.attachment().mime();
        boolean shown = mime.matches("(image/(png|jpeg|gif|webp)|audio/.*|video/.*)");
        exchange.with("Cache-Control", "private, max-age=86400")
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Content-Disposition", shown ? "inline" : "attachment")
                .answer(200, shown ? mime : "application/octet-stream", file.content());
    }

    private static void answer(Exchange exchange, JsonNode json) {
        exchange.with("Cache-Control", "no-store").answer(200, "application/json", Json.bytes(json));
    }

    private static boolean flag(Params params, String name) {
        return params.text(name).equals("true");
    }
}
