package io.besedka.api.salebot;

import io.besedka.account.Member;
import io.besedka.account.Role;
import io.besedka.channel.ChannelNumbers;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.GroupId;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.ClientCatalog.Entry;
import io.besedka.conversation.Input;
import io.besedka.conversation.Owner;
import io.besedka.conversation.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Clients: loading, listing, giving them to people, deleting them. */
final class ClientCalls {
    static final int PAGE = 500;
    static final int DELETIONS = 500;
    static final int LOADED = 10_000;

    private ClientCalls() {}

    /** Makes the one whom a provider calls so a client, unless they are one; returns the client's number. */
    static long loaded(Call call, Address.OfClient address, String tag) {
        return number(call.take(address, new Act.Loaded(tag)));
    }

    private static long number(Result result) {
        return switch (result) {
            case Result.Taken taken -> taken.conversation().id();
            case Result.Repeated repeated -> repeated.conversation().id();
            case Result.Declined(var refusal, var why) -> throw Failed.of(refusal, why);
        };
    }

    private record Loading(JsonNode item, Input input, String refused) {}

    /** A bare list, one under {@code clients}, or one client's parameters. Each element is answered for by itself. */
    static Reply load(Call call) {
        var items = given(call.parameters());
        if (items.isEmpty() || items.size() > LOADED) {
            throw Failed.because("a list of 1-" + LOADED + " clients was expected");
        }
        var loading = items.stream().map(item -> loading(call, item)).toList();
        var results = call.takeAll(loading.stream()
                        .map(Loading::input)
                        .filter(input -> input != null)
                        .toList())
                .iterator();
        var shown = new ArrayList<Map<String, Object>>();
        for (var one : loading) {
            shown.add(one.input == null ? shown(one.item, null, one.refused) : shown(one.item, results.next(), null));
        }
        return Reply.success("items", shown);
    }

    private static List<JsonNode> given(Parameters parameters) {
        if (!parameters.list().isEmpty()) {
            return parameters.list();
        }
        var items = parameters.listed("clients");
        return items.isEmpty() && parameters.has("platform_id") ? List.of(parameters.all()) : items;
    }

    private static Loading loading(Call call, JsonNode item) {
        try {
            var platformId = Value.id("platform_id", item.path("platform_id"));
            if (platformId == null) {
                throw Failed.because("platform_id is required");
            }
            var channel = Bots.channel(item.path("client_type"));
            var bot = Bots.of(call, channel, Value.of(item.path("group_id")));
            var externalId = Bots.externalId(channel, platformId);
            var address =
                    Bots.address(call, bot, externalId, Bots.profile(channel, externalId, Value.of(item.path("name"))));
            return new Loading(item, new Input(address, new Act.Loaded(Value.of(item.path("tag")))), null);
        } catch (Failed refused) {
            return new Loading(item, null, refused.getMessage());
        }
    }

    private static Map<String, Object> shown(JsonNode item, Result result, String refused) {
        var why = result instanceof Result.Declined declined ? declined.why() : refused;
        var shown = new LinkedHashMap<String, Object>();
        for (var member : List.of("platform_id", "group_id", "client_type")) {
            shown.put(member, item.get(member));
        }
        shown.put("status", why == null ? "success" : "fail");
        if (why == null) {
            shown.put("id", number(result));
        } else {
            shown.put("message", why);
        }
        return shown;
    }

    static Reply get(Call call) {
        var parameters = call.parameters();
        int offset = parameters.number("offset", 0, Integer.MAX_VALUE);
        int limit = parameters.number("limit", PAGE, PAGE);
        var list = parameters.number("list");
        var catalog = call.faces().catalog();
        var entries = list == null
                ? catalog.page(call.project(), offset, limit, parameters.isTrue("reverse"))
                : catalog.at(call.project(), call.faces().audiences().members(call.project(), list, offset, limit));
        return Reply.success(
                "clients", entries.stream().map(entry -> shown(call, entry)).toList());
    }

    private static Map<String, Object> shown(Call call, Entry entry) {
        var connected = call.faces().connections().of(call.project(), entry.connectionId());
        long place = call.faces().flows().place(call.project(), entry.connectionId(), entry.session());
        var row = new LinkedHashMap<String, Object>();
        row.put("id", entry.id());
        row.put("platform_id", entry.externalId());
        row.put("client_type", connected.map(ClientCalls::type).orElse(null));
        row.put("name", entry.name());
        row.put("avatar", avatar(entry));
        row.put("message_id", place == 0 ? null : place);
        row.put("project_id", call.project());
        row.put("created_at", entry.createdAt().getEpochSecond());
        row.put("updated_at", entry.updatedAt().getEpochSecond());
        row.put("custom_answer", null);
        row.put("tag", entry.tag());
        row.put("group", group(call, entry));
        row.put(
                "operator_start_dialog",
                entry.owner().kind() == Owner.Kind.OPERATOR ? entry.owner().id() : null);
        return row;
    }

    private static Integer type(Connected connected) {
        var number = ChannelNumbers.of(connected.connection().channel());
        return number.isPresent() ? number.getAsInt() : null;
    }

    /** Only what is an address is of use to whoever asks. */
    static String avatar(Entry entry) {
        return entry.avatar() != null && entry.avatar().startsWith("http") ? entry.avatar() : null;
    }

    static String group(Call call, Entry entry) {
        return call.faces()
                .connections()
                .of(call.project(), entry.connectionId())
                .map(connected -> GroupId.of(connected.connection()))
                .orElseGet(() -> Long.toString(entry.connectionId()));
    }

    static Reply delete(Call call) {
        var ids = call.parameters().numbers("client_ids", DELETIONS);
        if (ids.isEmpty()) {
            throw Failed.because("Parameter \"client_ids\" required");
        }
        call.faces().erasure().erase(call.project(), ids);
        return Reply.SUCCESS;
    }

    /** To the operator of that address, or to the one with the fewest open conversations. */
    static Reply assign(Call call) {
        long client = call.client();
        var email = call.parameters().text("email");
        var operators = call.faces().members().list(call.project()).stream()
                .filter(member -> Role.OPERATOR.isAllowedTo(member.roles()))
                .toList();
        var chosen = email == null ? freest(call, operators) : named(operators, email);
        call.take(call.address(client), new Act.Assigned(call.author(), Owner.operator(chosen.userId())));
        return Reply.SUCCESS;
    }

    private static Member named(List<Member> operators, String email) {
        return operators.stream()
                .filter(member -> member.email().equalsIgnoreCase(email.strip()))
                .findFirst()
                .orElseThrow(() -> Failed.because("no operator with this e-mail address"));
    }

    private static Member freest(Call call, List<Member> operators) {
        var open = call.faces().catalog().openOfOperators(call.project());
        return operators.stream()
                .filter(Member::accepted)
                .min(Comparator.comparingInt((Member member) -> open.getOrDefault(member.userId(), 0))
                        .thenComparingLong(Member::userId))
                .orElseThrow(() -> Failed.because("the project has no operator"));
    }

    static Reply addToList(Call call) {
        return changeList(call, call.faces().audiences()::add);
    }

    static Reply removeFromList(Call call) {
        return changeList(call, call.faces().audiences()::remove);
    }

    private interface Change {
        void make(long project, long list, List<Long> clients);
    }

    private static Reply changeList(Call call, Change change) {
        long list = Numbers.whole("list_id", call.parameters().needed("list_id"));
        var clients = call.parameters().numbers("clients", LOADED);
        if (clients.isEmpty()) {
            throw Failed.because("Parameter \"clients\" required");
        }
        change.make(call.project(), list, clients);
        return Reply.SUCCESS;
    }
}
