package io.besedka.api.salebot;

import io.besedka.conversation.Act;
import io.besedka.conversation.Input;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.conversation.Variables.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variables of a client's current deal, of the client ({@code client.}) and of the project ({@code project.}). */
final class VariableCalls {
    private static final int CLIENTS = 10_000;
    private static final Map<String, Scope> PREFIXES = Map.of(
            "client.", Scope.CLIENT, "клиент.", Scope.CLIENT, "project.", Scope.PROJECT, "проект.", Scope.PROJECT);

    private VariableCalls() {}

    static Reply save(Call call) {
        var parameters = call.parameters();
        var clients = parameters.numbers("clients", CLIENTS);
        boolean many = !clients.isEmpty();
        if (!many) {
            clients = List.of(Finding.client(call));
        }
        var byScope = byScope(parameters.variables("variables"));
        saveProjects(call, clients, byScope.remove(Scope.PROJECT));
        var inputs = new ArrayList<Input>();
        for (long client : clients) {
            byScope.forEach((scope, values) ->
                    inputs.add(new Input(call.address(client), new Act.VariablesSet(call.author(), scope, values))));
        }
        judge(call.takeAll(inputs), many);
        return Reply.SUCCESS;
    }

    private static EnumMap<Scope, Map<String, String>> byScope(Map<String, String> variables) {
        var byScope = new EnumMap<Scope, Map<String, String>>(Scope.class);
        variables.forEach((name, value) -> {
            var prefix = PREFIXES.keySet().stream()
                    .filter(name::startsWith)
                    .findFirst()
                    .orElse("");
            byScope.computeIfAbsent(PREFIXES.getOrDefault(prefix, Scope.DEAL), scope -> new LinkedHashMap<>())
                    .put(name.substring(prefix.length()), value);
        });
        return byScope;
    }

    /** The project's are saved first and for good, so whoever is meant must be there before. */
    private static void saveProjects(Call call, List<Long> clients, Map<String, String> values) {
        if (values != null) {
            if (call.faces().catalog().at(call.project(), clients).isEmpty()) {
                throw Failed.noClient();
            }
            try {
                call.faces().projectVariables().set(call.project(), values);
            } catch (Refused refused) {
                throw Failed.of(refused.refusal(), refused.getMessage());
            }
        }
    }

    /** Of many, those who are no clients are passed over; one who is none, and what cannot be saved, is told. */
    private static void judge(List<Result> results, boolean many) {
        boolean taken = results.stream().anyMatch(result -> !(result instanceof Result.Declined));
        for (var result : results) {
            boolean stranger = result instanceof Result.Declined declined
                    && declined.refusal() == io.besedka.conversation.Refusal.NO_SUCH_CONVERSATION;
            if (!stranger || !many || !taken) {
                Failed.taken(result);
            }
        }
    }

    /** The deal's by their names, the client's with {@code client.} before them. */
    static Reply get(Call call) {
        var key = call.conversation(call.client());
        var shown =
                new LinkedHashMap<String, String>(call.faces().conversations().variables(key, Scope.DEAL));
        call.faces()
                .conversations()
                .variables(key, Scope.CLIENT)
                .forEach((name, value) -> shown.put("client." + name, value));
        return Reply.of(shown);
    }
}
