package io.besedka.api.salebot;

import io.besedka.conversation.ClientCatalog.Entry;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Refused;
import io.besedka.conversation.VariableSearch.Condition;
import io.besedka.conversation.VariableSearch.Op;
import io.besedka.conversation.VariableSearch.Query;
import io.besedka.conversation.Variables.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** From what is known of a client to the client's number. */
final class FindCalls {
    private static final int PLATFORM_IDS = 500;
    private static final int SEVERAL = 3;
    private static final String FORMAT = "Error in parameter format";

    /** The documentation speaks of comparing numbers and does not say how it is written: hence each usual way. */
    private static final Map<String, Op> OPERATORS = Map.ofEntries(
            Map.entry("_in", Op.IN),
            Map.entry("_not_in", Op.NOT_IN),
            Map.entry("_not", Op.NE),
            Map.entry("_eq", Op.EQ),
            Map.entry("_lt", Op.LT),
            Map.entry("_lte", Op.LE),
            Map.entry("_le", Op.LE),
            Map.entry("_gt", Op.GT),
            Map.entry("_gte", Op.GE),
            Map.entry("_ge", Op.GE),
            Map.entry("<", Op.LT),
            Map.entry("<=", Op.LE),
            Map.entry(">", Op.GT),
            Map.entry(">=", Op.GE));

    private FindCalls() {}

    static Reply byPlatformId(Call call) {
        var ids = call.parameters().texts("platform_ids", PLATFORM_IDS);
        if (ids.isEmpty()) {
            throw Failed.because("Parameter \"platform_ids\" required");
        }
        var connections = Bots.numbers(call, call.parameters().text("group_id"));
        var found = call.faces().catalog().named(call.project(), connections, Bots.platformIds(ids));
        return Reply.of(found.stream().map(entry -> shown(call, entry)).toList());
    }

    private static Map<String, Object> shown(Call call, Entry entry) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", entry.id());
        row.put("tag", entry.tag());
        row.put("created_at", entry.createdAt().getEpochSecond());
        row.put("name", entry.name());
        row.put("avatar", ClientCalls.avatar(entry));
        row.put("platform_id", entry.externalId());
        row.put("group", ClientCalls.group(call, entry));
        row.put("variables", entry.variables());
        return row;
    }

    /** A visitor who has not written yet becomes a client; the name and the tag are kept. */
    static Reply onlineChat(Call call) {
        var recipient = Bots.externalId(Bots.WIDGET, call.parameters().neededId("recipient"));
        var name = call.parameters().text("name");
        var tag = call.parameters().text("tag");
        var group = call.parameters().text("group_id");
        var found = group == null
                ? Finding.named(call, Bots.ofChannel(call, Bots.WIDGET), recipient)
                : OptionalLong.empty();
        if (found.isPresent() && name == null && tag == null) {
            return Reply.client(found.getAsLong());
        }
        long connection = found.isPresent()
                ? call.faces()
                        .catalog()
                        .at(call.project(), List.of(found.getAsLong()))
                        .getFirst()
                        .connectionId()
                : Bots.of(call, Bots.WIDGET, group).connection().id();
        var address = new io.besedka.conversation.Address.OfClient(
                call.project(), connection, recipient, Profile.named(name));
        return Reply.client(ClientCalls.loaded(call, address, tag));
    }

    static Reply byWhatsApp(Call call) {
        var digits = PhoneNumber.digits(call.parameters().needed("phone"));
        var group = call.parameters().text("group_id");
        var connections = group == null
                ? Bots.ofChannel(call, Bots.WHATSAPP)
                : List.of(Bots.of(call, Bots.WHATSAPP, group).connection().id());
        var found = digits == null ? OptionalLong.empty() : Finding.onWhatsApp(call, connections, digits);
        return Reply.client(found.orElseThrow(() -> Failed.noClient(404)));
    }

    static Reply byPhone(Call call) {
        return Reply.client(
                Finding.byPhone(call, call.parameters().needed("phone")).orElseThrow(Failed::noClient));
    }

    static Reply byEmail(Call call) {
        return Reply.client(
                Finding.byEmail(call, call.parameters().needed("email")).orElseThrow(Failed::noClient));
    }

    static Reply byVariable(Call call) {
        var query = new Query(call.project(), scope(call), true, List.of(wanted(call)));
        var group = call.parameters().text("group_id");
        if (group == null) {
            return Reply.client(
                    call.faces().search().find(query, 0, 1).stream().findFirst().orElseThrow(Failed::noClient));
        }
        long connection = Bots.named(call, group).connection().id();
        var found = call.faces().catalog().at(call.project(), Finding.all(call, query));
        return Reply.client(found.stream()
                .filter(entry -> entry.connectionId() == connection)
                .findFirst()
                .orElseThrow(Failed::noClient)
                .id());
    }

    private static Condition wanted(Call call) {
        return Condition.eq(call.parameters().needed("var"), call.parameters().needed("val"));
    }

    private static Scope scope(Call call) {
        return "order".equals(call.parameters().text("search_in")) ? Scope.DEAL : Scope.CLIENT;
    }

    /** Numbers rise as clients come, so the latest has the highest. */
    static Reply latestByVariable(Call call) {
        var wanted = wanted(call);
        long latest = 0;
        for (var scope : List.of(Scope.CLIENT, Scope.DEAL)) {
            latest = Math.max(latest, call.faces().search().last(call.project(), scope, wanted));
        }
        if (latest == 0) {
            throw Failed.noClient();
        }
        return Reply.client(latest);
    }

    static Reply allByVariable(Call call) {
        return clients(call, new Query(call.project(), scope(call), true, List.of(wanted(call))));
    }

    static Reply allBySeveral(Call call) {
        var wanted = call.parameters().others(Set.of("search_in"));
        if (wanted.isEmpty() || wanted.size() > SEVERAL) {
            throw Failed.because("1-" + SEVERAL + " variables are looked for");
        }
        var conditions = wanted.entrySet().stream()
                .map(entry -> Condition.eq(entry.getKey(), entry.getValue()))
                .toList();
        return clients(call, new Query(call.project(), scope(call), true, conditions));
    }

    static Reply clients(Call call) {
        if (!call.parameters().has("q")) {
            throw Failed.because("Parameter \"q\" required");
        }
        var pairs = call.parameters().conditions();
        var include = call.parameters().text("include_all");
        if (pairs == null || pairs.isEmpty() || include != null && !Value.isTrue(include) && !Value.isFalse(include)) {
            throw Failed.because(FORMAT);
        }
        var conditions = new ArrayList<Condition>();
        pairs.forEach(pair -> conditions.addAll(conditions(pair)));
        return clients(call, query(call, !Value.isFalse(include), conditions));
    }

    private static Query query(Call call, boolean all, List<Condition> conditions) {
        try {
            return new Query(call.project(), scope(call), all, conditions);
        } catch (Refused tooMany) {
            throw Failed.because(tooMany.getMessage());
        }
    }

    private static List<Condition> conditions(Parameters.Pair pair) {
        if (!pair.value().isObject()) {
            return List.of(condition(pair.name(), pair.value().isArray() ? Op.IN : Op.EQ, pair.value()));
        }
        if (pair.value().isEmpty()) {
            throw Failed.because(FORMAT);
        }
        return pair.value().properties().stream()
                .map(operator -> condition(pair.name(), operator(operator.getKey()), operator.getValue()))
                .toList();
    }

    private static Op operator(String word) {
        if (!OPERATORS.containsKey(word)) {
            throw Failed.because(FORMAT);
        }
        return OPERATORS.get(word);
    }

    private static Condition condition(String name, Op op, JsonNode value) {
        boolean list = op == Op.IN || op == Op.NOT_IN;
        if (value.isObject()
                || list != value.isArray()
                || list && value.valueStream().anyMatch(JsonNode::isContainer)) {
            throw Failed.because(FORMAT);
        }
        var values = list ? value.valueStream().map(FindCalls::text).toList() : List.of(text(value));
        try {
            return new Condition(name, op, values);
        } catch (Refused empty) {
            throw Failed.because(FORMAT);
        }
    }

    private static String text(JsonNode value) {
        return Objects.requireNonNullElse(Value.exact(value), "");
    }

    private static Reply clients(Call call, Query query) {
        try {
            return Reply.success("client_ids", Finding.all(call, query));
        } catch (Refused refused) {
            throw Failed.of(refused.refusal(), refused.getMessage());
        }
    }
}
