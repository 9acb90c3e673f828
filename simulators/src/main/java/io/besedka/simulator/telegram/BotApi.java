package io.besedka.simulator.telegram;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Params;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The face a bot calls: takes {@code /bot<token>/<method>} apart, lets misfortune strike, runs the method, answers. */
final class BotApi {
    static final Pattern TOKEN = Pattern.compile("\\d{1,16}:[A-Za-z0-9_-]{1,200}");
    private static final int BODY_LIMIT = Files.UPLOAD_LIMIT + (1 << 20);
    private static final Set<String> NOT_SENDS = Set.of(
            "getme",
            "getupdates",
            "setwebhook",
            "deletewebhook",
            "getwebhookinfo",
            "getfile",
            "getchat",
            "setmycommands",
            "getmycommands",
            "deletemycommands",
            "getuserprofilephotos",
            "close",
            "logout");

    private final TelegramSimulator simulator;
    private final Map<String, Function<Call, JsonNode>> methods = new HashMap<>();

    BotApi(TelegramSimulator simulator) {
        this.simulator = simulator;
        new Receiving(simulator).addTo(methods);
        new Profiles().addTo(methods);
        new Sends().addTo(methods);
        new MediaSends().addTo(methods);
        new Edits().addTo(methods);
    }

    void call(Exchange exchange) throws IOException {
        var path = exchange.path().substring("/bot".length());
        int slash = path.indexOf('/');
        if (slash < 0 || !TOKEN.matcher(path.substring(0, slash)).matches()) {
            answer(exchange, Refusal.of(404, "Not Found"));
            return;
        }
        var name = path.substring(slash + 1).toLowerCase(Locale.ROOT);
        var params = params(exchange);
        if (params == null) return;
        var bot = simulator.botWith(path.substring(0, slash));
        if (bot == null) {
            answer(exchange, Refusal.of(401, "Unauthorized"));
            return;
        }
        simulator.switchboard().count("calls");
        var misfortune = simulator.switchboard().strikeCall(name, !NOT_SENDS.contains(name));
        if (misfortune instanceof Misfortune.CallDropped) {
            exchange.hangUp();
        } else if (misfortune instanceof Misfortune.Refused refused) {
            answer(exchange, refusal(refused));
        } else {
            run(exchange, new Call(bot, name, params), misfortune);
        }
    }

    /** Runs a call found in the answer to a webhook; nobody learns its result. */
    void callFromWebhook(Bot bot, Params params) {
        var name = params.text("method").toLowerCase(Locale.ROOT);
        if (name.startsWith("get") || NOT_SENDS.contains(name)) return;
        try {
            execute(new Call(bot, name, params));
            simulator.switchboard().count("webhook_replies");
        } catch (Refusal e) {
            simulator.switchboard().count("webhook_replies_refused");
        }
    }

    /** {@code /file/bot<token>/<path>}. */
    void download(Exchange exchange) {
        var path = exchange.path().substring("/file/bot".length());
        int slash = path.indexOf('/');
        var bot = slash < 0 ? null : simulator.botWith(path.substring(0, slash));
        if (bot == null) {
            answer(exchange, Refusal.of(401, "Unauthorized"));
            return;
        }
        var misfortune = simulator.switchboard().strikeCall("file", false);
        var file = bot.files.byPath(path.substring(slash + 1));
        if (misfortune instanceof Misfortune.Refused refused) {
            answer(exchange, refusal(refused));
        } else if (misfortune instanceof Misfortune.CallDropped || misfortune instanceof Misfortune.AnswerDropped) {
            exchange.hangUp();
        } else if (file == null || file.content() == null || file.size() > Files.DOWNLOAD_LIMIT) {
            answer(exchange, Refusal.of(404, "Not Found"));
        } else {
            if (misfortune instanceof Misfortune.Slow(var by)) pause(by);
            exchange.answer(200, "application/octet-stream", file.content());
        }
    }

    private Params params(Exchange exchange) throws IOException {
        try {
            var params = Params.of(exchange, BODY_LIMIT);
            if (params.wellFormed()) return params;
            answer(exchange, Refusal.badRequest("can't parse JSON object"));
        } catch (Exchange.TooLarge e) {
            answer(exchange, Refusal.of(413, "Request Entity Too Large"));
        }
        return null;
    }

    private void run(Exchange exchange, Call call, Misfortune.OfCall misfortune) {
        Refusal refusal = null;
        ObjectNode answer = null;
        try {
            var result = execute(call);
            answer = Json.object().put("ok", true);
            answer.set("result", result);
            if (!call.description().isEmpty()) answer.put("description", call.description());
        } catch (Refusal e) {
            refusal = e;
        }
        if (misfortune instanceof Misfortune.AnswerDropped) {
            exchange.hangUp();
            return;
        }
        if (misfortune instanceof Misfortune.Slow(var by)) pause(by);
        if (refusal != null) answer(exchange, refusal);
        else exchange.answer(200, "application/json", Json.bytes(answer));
    }

    private JsonNode execute(Call call) {
        var method = methods.get(call.method());
        if (method == null) throw Refusal.of(404, "Not Found: method not found");
        return method.apply(call);
    }

    private static Refusal refusal(Misfortune.Refused refused) {
        return refused.retryAfter().isZero()
                ? Refusal.of(refused.status(), refused.description())
                : Refusal.tooMany(refused.retryAfter().toSeconds());
    }

    private void answer(Exchange exchange, Refusal refusal) {
        simulator.switchboard().count("answers_" + refusal.code());
        if (refusal.retryAfter() > 0) exchange.with("Retry-After", Long.toString(refusal.retryAfter()));
        exchange.answer(refusal.code(), "application/json", Json.bytes(refusal.json()));
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
