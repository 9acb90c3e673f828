package io.besedka.api.salebot;

import io.besedka.conversation.Act;
import io.besedka.conversation.DealDraft;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.conversation.Stages.Ending;
import io.besedka.conversation.Stages.Stage;
import io.besedka.deal.Deal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Deals, which the dialect calls orders, and stages, its states. */
final class DealCalls {
    private static final int DEALS = 10_000;
    private static final int NAMES = 1_000;

    private DealCalls() {}

    /** Salebot's clients always have a deal: who has none here is given one. */
    static Reply current(Call call) {
        return Reply.success("order_id", current(call, call.client()));
    }

    private static long current(Call call, long client) {
        var current = call.faces().deals().current(call.project(), client);
        return current.isPresent() ? current.get().id() : opened(call, client, DealDraft.EMPTY, true);
    }

    private static long opened(Call call, long client, DealDraft draft, boolean onlyIfNone) {
        return switch (call.take(
                call.address(client), new Act.DealOpened(call.author(), Call.NO_KEY, draft, onlyIfNone))) {
            case Result.Taken taken -> taken.seq();
            case Result.Repeated repeated -> repeated.seq();
            case Result.Declined(var refusal, var why) -> throw Failed.of(refusal, why);
        };
    }

    static Reply list(Call call) {
        long client = call.client();
        var status = call.parameters().number("order_status");
        if (status != null && (status < 0 || status >= Ending.values().length)) {
            throw Failed.because("order_status is 0, 1 or 2");
        }
        var found = call.faces().deals().ofClient(call.project(), client, DEALS).stream()
                .filter(deal -> status == null || deal.status().ordinal() == status)
                .map(Deal::id)
                .sorted()
                .toList();
        return Reply.success("order_id", found);
    }

    /** The one of {@code order_id}, else the current one; empty when the client has none. */
    private static Optional<Deal> deal(Call call, long client) {
        var order = call.parameters().number("order_id");
        if (order == null) {
            return call.faces().deals().current(call.project(), client);
        }
        return Optional.of(call.faces()
                .deals()
                .find(call.project(), order)
                .filter(deal -> deal.conversationId() == client)
                .orElseThrow(() -> Failed.noOrder(order)));
    }

    /** Towards success; a deal that has ended goes nowhere. */
    static Reply moveOn(Call call) {
        long client = call.client();
        long id = deal(call, client).map(Deal::id).orElseGet(() -> current(call, client));
        var deal = call.faces().deals().find(call.project(), id).orElseThrow(() -> Failed.noOrder(id));
        var next = deal.status() == Ending.OPEN ? next(call, deal) : null;
        if (next == null) {
            throw Failed.because("order " + id + " is in its last state");
        }
        call.take(call.address(client), new Act.DealMoved(call.author(), id, next.id()));
        return Reply.success("state_id", next.id());
    }

    private static Stage next(Call call, Deal deal) {
        var pipelines = call.faces().pipelines();
        var at = pipelines.find(call.project(), deal.stageId());
        var next = at == null ? null : pipelines.after(call.project(), at);
        while (next != null && next.ending() == Ending.FAILED) {
            next = pipelines.after(call.project(), next);
        }
        return next;
    }

    static Reply variables(Call call) {
        long client = call.client();
        var deal = deal(call, client).orElse(null);
        var names = call.parameters().texts("variables", NAMES);
        var known = known(call, client, deal);
        if (names.isEmpty()) {
            return Reply.success("result", known);
        }
        var result = new LinkedHashMap<String, String>();
        names.forEach(name -> result.put(name, known.get(name)));
        return Reply.success("result", result);
    }

    /** Its variables, and its name, description and budget under the names by which schemes know them. */
    private static Map<String, String> known(Call call, long client, Deal deal) {
        var known = new LinkedHashMap<String, String>();
        if (deal != null) {
            known.put("Name", deal.name());
            known.put("Description", deal.description());
            known.put(
                    "budget",
                    deal.budget() == null
                            ? null
                            : deal.budget().stripTrailingZeros().toPlainString());
            known.values().removeIf(value -> value == null || value.isEmpty());
        }
        known.putAll(
                deal == null
                        ? call.faces()
                                .conversations()
                                .variables(call.conversation(client), io.besedka.conversation.Variables.Scope.DEAL)
                        : deal.variables());
        return known;
    }

    static Reply setVariables(Call call) {
        long client = call.client();
        long id = deal(call, client).map(Deal::id).orElse(0L);
        call.take(
                call.address(client),
                new Act.DealVariablesSet(call.author(), id, call.parameters().variables("variables")));
        return Reply.SUCCESS;
    }

    /** Of the client's number, phone and address the first that is given counts; who is not known by the latter two becomes a client. */
    static Reply create(Call call) {
        var parameters = call.parameters();
        var draft = draft(call);
        beforeAnybodyIsMade(call, draft);
        long client = parameters.has("client_id")
                ? call.client()
                : parameters.has("phone")
                        ? ofPhone(call, parameters.text("phone"))
                        : parameters.has("email") ? ofEmail(call, parameters.text("email")) : call.client();
        return Reply.success("order_id", opened(call, client, draft, false));
    }

    private static void beforeAnybodyIsMade(Call call, DealDraft draft) {
        var stage = draft.stageId();
        if (stage != null && call.faces().pipelines().find(call.project(), stage) == null) {
            throw Failed.because("no stage " + stage + " in this project");
        }
    }

    private static DealDraft draft(Call call) {
        var parameters = call.parameters();
        try {
            return new DealDraft(
                    parameters.text("name"),
                    parameters.text("description"),
                    budget(parameters),
                    parameters.number("state_id"),
                    null);
        } catch (Refused overLimit) {
            throw Failed.because(overLimit.getMessage());
        }
    }

    private static BigDecimal budget(Parameters parameters) {
        var budget = parameters.decimal("budget");
        if (budget != null && budget.signum() < 0) {
            throw Failed.because("budget must be a number from 0");
        }
        return budget;
    }

    private static long ofPhone(Call call, String phone) {
        return Finding.byPhone(call, phone).orElseGet(() -> {
            var bot = Bots.of(call, Bots.WHATSAPP, null);
            var digits = Bots.externalId(Bots.WHATSAPP, phone);
            return ClientCalls.loaded(
                    call, Bots.address(call, bot, digits, Bots.profile(Bots.WHATSAPP, digits, null)), null);
        });
    }

    private static long ofEmail(Call call, String email) {
        return Finding.byEmail(call, email).orElseGet(() -> {
            var bot = Bots.of(call, Bots.EMAIL, null);
            var address = Bots.email(email);
            return ClientCalls.loaded(
                    call, Bots.address(call, bot, address, Bots.profile(Bots.EMAIL, address, null)), null);
        });
    }

    static Reply setState(Call call) {
        long client = call.client();
        long stage = Numbers.whole("state_id", call.parameters().needed("state_id"));
        call.take(
                call.address(client),
                new Act.DealMoved(
                        call.author(), deal(call, client).map(Deal::id).orElse(0L), stage));
        return Reply.SUCCESS;
    }

    static Reply state(Call call) {
        long client = call.client();
        var order = call.parameters().number("order_id");
        var deals = call.faces().deals();
        var deal =
                order == null ? deals.find(call.project(), current(call, client)) : deals.find(call.project(), order);
        return Reply.success(
                "state_id",
                deal.filter(found -> found.conversationId() == client)
                        .orElseThrow(Failed::noOrder)
                        .stageId());
    }
}
