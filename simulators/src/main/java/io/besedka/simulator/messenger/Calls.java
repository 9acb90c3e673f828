package io.besedka.simulator.messenger;

import io.besedka.simulator.Exchange;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Params;
import io.besedka.simulator.Switchboard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The routes our server calls. Misfortune strikes before and after the provider's code; what the code does has happened
 * even if the answer is lost.
 */
public final class Calls {
    /** The provider's code for one route. A {@link Refusal} is answered as it says. */
    public interface Handler {
        Answer take(Call call);
    }

    private record Route(
            String method, Pattern path, List<String> variables, String name, boolean sends, Handler code) {}

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Switchboard switchboard;
    private final List<Route> routes = new ArrayList<>();
    private Function<Misfortune.Refused, Answer> refusal =
            refused -> Answer.text(refused.status(), refused.description());
    private Answer tooLarge = Answer.text(413, "Request Entity Too Large\n");
    private int bodyLimit = 64 << 20;

    Calls(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    /** A route that acts on a chat: what the scope {@code sends} means. {@code {name}} in the path takes one segment. */
    public Calls sends(String method, String path, String name, Handler code) {
        return add(method, path, name, true, code);
    }

    /** A route of registration, polling, uploading or looking up. */
    public Calls asks(String method, String path, String name, Handler code) {
        return add(method, path, name, false, code);
    }

    /** How this provider words a misfortune: 429 with {@code retryAfter}, 5xx, 401, 403. */
    public Calls refusing(Function<Misfortune.Refused, Answer> words) {
        refusal = words;
        return this;
    }

    /** Refuses longer bodies with this answer; 64 MB and a plain 413 unless told. */
    public Calls bodies(int atMost, Answer otherwise) {
        bodyLimit = atMost;
        tooLarge = otherwise;
        return this;
    }

    private Calls add(String method, String path, String name, boolean sends, Handler code) {
        var variables =
                VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
        var quoted = "\\Q" + VARIABLE.matcher(path).replaceAll("\\\\E([^/]+)\\\\Q") + "\\E/?";
        routes.add(new Route(method, Pattern.compile(quoted), variables, name, sends, code));
        return this;
    }

    /** Answers if a route fits. */
    boolean take(Exchange exchange) throws IOException {
        for (var route : routes) {
            if (!route.method().equals(exchange.method()) && !route.method().equals("*")) continue;
            var path = route.path().matcher(exchange.path());
            if (!path.matches()) continue;
            var variables = new HashMap<String, String>();
            for (int i = 0; i < route.variables().size(); i++) {
                // The server has decoded all but what would change the path.
                variables.put(
                        route.variables().get(i),
                        Params.decode(path.group(i + 1).replace("+", "%2B")));
            }
            take(exchange, route, variables);
            return true;
        }
        return false;
    }

    private void take(Exchange exchange, Route route, Map<String, String> variables) throws IOException {
        byte[] body;
        try {
            body = exchange.body(bodyLimit);
        } catch (Exchange.TooLarge e) {
            tooLarge.give(exchange);
            return;
        }
        switchboard.count("calls");
        var misfortune = switchboard.strikeCall(route.name(), route.sends());
        if (misfortune instanceof Misfortune.CallDropped) exchange.hangUp();
        else if (misfortune instanceof Misfortune.Refused refused) give(exchange, refusal.apply(refused));
        else run(exchange, new Call(exchange, route.name(), variables, body), route, misfortune);
    }

    private void run(Exchange exchange, Call call, Route route, Misfortune.OfCall misfortune) {
        Answer answer;
        try {
            answer = route.code().take(call);
        } catch (Refusal e) {
            answer = e.answer();
        }
        if (misfortune instanceof Misfortune.Slow(var by)) pause(by);
        if (misfortune instanceof Misfortune.AnswerDropped) exchange.hangUp();
        else give(exchange, answer);
        call.afterwards().forEach(Runnable::run);
    }

    private void give(Exchange exchange, Answer answer) {
        if (answer.status() >= 400) switchboard.count("answers_" + answer.status());
        answer.give(exchange);
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
