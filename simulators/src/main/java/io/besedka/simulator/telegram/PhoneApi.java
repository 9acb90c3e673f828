package io.besedka.simulator.telegram;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Json;
import io.besedka.simulator.PageFiles;
import io.besedka.simulator.Params;
import io.besedka.simulator.SwitchboardFace;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The people's face over HTTP: the phone page and the JSON behind it. docs/simulators.md lists the calls. */
final class PhoneApi {
    private static final int BODY_LIMIT = 60 << 20;
    private static final Pattern CHAT = Pattern.compile("/api/bots/([^/]+)/people/(\\d+)(?:/(\\w+))?");
    private static final Pattern BOT = Pattern.compile("/api/bots/([^/]+)/(people|update|files)(?:/([^/]+))?");
    private final PageFiles files = new PageFiles(PhoneApi.class);
    private final SwitchboardFace misfortune;
    private final TelegramSimulator simulator;

    PhoneApi(TelegramSimulator simulator) {
        this.simulator = simulator;
        this.misfortune = new SwitchboardFace(simulator.switchboard(), simulator.time());
    }

    void take(Exchange exchange) throws IOException {
        exchange.with("X-Content-Type-Options", "nosniff");
        try {
            if (!exchange.path().startsWith("/api/")) files.answer(exchange);
            else if (exchange.path().equals("/api/events")) simulator.events().stream(exchange);
            else api(exchange);
        } catch (IllegalStateException | IllegalArgumentException | Refusal e) {
            exchange.answer(400, "application/json", Json.bytes(Json.object().put("error", e.getMessage())));
        }
    }

    private void api(Exchange exchange) throws IOException {
        var params = Params.of(exchange, BODY_LIMIT);
        if (!params.wellFormed()) throw new IllegalArgumentException("the body is not a JSON object");
        var chat = CHAT.matcher(exchange.path());
        var bot = BOT.matcher(exchange.path());
        if (chat.matches()) inChat(exchange, params, chat.group(1), Long.parseLong(chat.group(2)), chat.group(3));
        else if (bot.matches()) ofBot(exchange, params, known(bot.group(1)), bot.group(2), bot.group(3));
        else answer(exchange, whole(exchange, params));
    }

    private JsonNode whole(Exchange exchange, Params params) {
        boolean posts = exchange.method().equals("POST");
        return switch (exchange.path()) {
            case "/api/bots" -> posts ? introduce(params) : PhoneView.bots(simulator);
            case "/api/misfortune" -> misfortune.take(exchange.method(), params);
            case "/api/ledger" -> PhoneView.ledger(simulator.ledger(), params);
            case "/api/time" -> {
                if (posts) simulator.time().advance(Duration.ofSeconds(params.number("seconds", 0)));
                yield Json.object().put("now", simulator.time().now().toString());
            }
            case "/api/retry" -> {
                simulator.bots().forEach(Bot::retryNow);
                yield Json.object();
            }
            case "/api/rules" -> {
                if (posts) rules(params);
                yield Json.object();
            }
            default -> throw new IllegalArgumentException("no such call");
        };
    }

    private JsonNode introduce(Params params) {
        simulator.bot(params.text("token"), params.text("username"), params.text("name"));
        return PhoneView.bots(simulator);
    }

    private void rules(Params params) {
        var rules = simulator.rules();
        if (params.has("enforce_rates")) rules.enforceRates(flag(params, "enforce_rates"));
        if (params.has("welcome_strangers")) rules.welcomeStrangers(flag(params, "welcome_strangers"));
        if (params.has("loopback_webhooks")) rules.loopbackWebhooks(flag(params, "loopback_webhooks"));
        if (params.has("slow_repeated_polls")) rules.slowRepeatedPolls(flag(params, "slow_repeated_polls"));
        if (params.has("keep_per_chat"))
            rules.keepPerChat((int) Math.clamp(params.number("keep_per_chat", 1), 1, 1_000_000));
        if (params.has("keep_ledger"))
            simulator.ledger().keep((int) Math.clamp(params.number("keep_ledger", 0), 0, 100_000_000));
    }

    private void ofBot(Exchange exchange, Params params, Bot bot, String what, String rest) {
        switch (what) {
            case "people" -> {
                if (exchange.method().equals("POST")) {
                    var name = params.text("name").strip();
                    if (name.isEmpty() || name.length() > 64)
                        throw new IllegalArgumentException("a name has 1-64 characters");
                    answer(exchange, PhoneView.person(bot.person(name)));
                } else {
                    answer(exchange, PhoneView.people(bot));
                }
            }
            case "update" -> {
                var update = Json.object();
                params.values().forEach(update::set);
                bot.update(update);
                answer(exchange, Json.object());
            }
            default -> file(exchange, bot, rest);
        }
    }

    private void file(Exchange exchange, Bot bot, String id) {
        var file = id == null ? null : bot.files.byId(id);
        if (file == null || file.content() == null) {
            exchange.answer(404, "text/plain", "No such file\n");
            return;
        }
        boolean shown = file.mime().matches("(image/(png|jpeg|gif|webp)|audio/.*|video/.*)");
        exchange.with("Cache-Control", "private, max-age=86400")
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
        exchange.with("Content-Disposition", shown ? "inline" : "attachment");
        exchange.answer(200, shown ? file.mime() : "application/octet-stream", file.content());
    }

    private void inChat(Exchange exchange, Params params, String username, long id, String deed) {
        var person = known(username).personOf(id);
        if (person == null) throw new IllegalArgumentException("no such person");
        if (deed != null) PhoneDeeds.act(person, deed, params);
        answer(exchange, PhoneView.chat(person));
    }

    private Bot known(String username) {
        var bot = simulator.botNamed(username);
        if (bot == null) throw new IllegalArgumentException("no such bot");
        return bot;
    }

    private static void answer(Exchange exchange, JsonNode json) {
        exchange.with("Cache-Control", "no-store").answer(200, "application/json", Json.bytes(json));
    }

    private static boolean flag(Params params, String name) {
        return params.text(name).equals("true");
    }
}
