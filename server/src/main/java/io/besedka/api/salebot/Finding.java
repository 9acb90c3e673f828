package io.besedka.api.salebot;

import io.besedka.conversation.VariableSearch.Condition;
import io.besedka.conversation.VariableSearch.Op;
import io.besedka.conversation.VariableSearch.Query;
import io.besedka.conversation.Variables.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds clients by what is known of them; each look-up goes by an index. */
final class Finding {
    /** So many numbers are answered at most. */
    static final int MOST = 100_000;

    private static final int PAGE = 10_000;

    private Finding() {}

    /** By {@code client_id}, else {@code client_phone}, else {@code client_email}. Whether the number is a client's, the turn tells. */
    static long client(Call call) {
        var parameters = call.parameters();
        var id = parameters.text("client_id");
        if (id != null) {
            return Numbers.whole("client_id", id);
        }
        var phone = parameters.text("client_phone");
        var email = parameters.text("client_email");
        if (phone == null && email == null) {
            throw Failed.because("Parameter \"client_id\" required");
        }
        return (phone == null ? byEmail(call, email) : byPhone(call, phone)).orElseThrow(Failed::noClient);
    }

    /** WhatsApp's clients, then what is known of clients, then the variables {@code phone} of clients and of deals. */
    static OptionalLong byPhone(Call call, String phone) {
        var digits = PhoneNumber.digits(phone);
        if (digits == null) {
            return OptionalLong.empty();
        }
        var onWhatsApp = onWhatsApp(call, Bots.ofChannel(call, Bots.WHATSAPP), digits);
        var forms = PhoneNumber.forms(digits);
        var known = onWhatsApp.isPresent()
                ? onWhatsApp
                : call.faces().catalog().ofPhone(call.project(), Bots.numbers(call, null), forms);
        return known.isPresent() ? known : byVariable(call, new Condition("phone", Op.IN, forms));
    }

    /** There a client is called by the phone's digits, or by an id of WhatsApp's own beside which the phone is known. */
    static OptionalLong onWhatsApp(Call call, List<Long> connections, String digits) {
        var named = named(call, connections, digits);
        return named.isPresent()
                ? named
                : call.faces().catalog().ofPhone(call.project(), connections, PhoneNumber.forms(digits));
    }

    static OptionalLong named(Call call, List<Long> connections, String externalId) {
        return connections.isEmpty()
                ? OptionalLong.empty()
                : call.faces().catalog().named(call.project(), connections, List.of(externalId)).stream()
                        .mapToLong(entry -> entry.id())
                        .findFirst();
    }

    static OptionalLong byEmail(Call call, String email) {
        var found = byVariable(call, Condition.eq("email", email.strip()));
        return found.isPresent() ? found : call.faces().catalog().ofEmail(call.project(), email.strip());
    }

    private static OptionalLong byVariable(Call call, Condition condition) {
        var ofClients = first(call, Scope.CLIENT, condition);
        return ofClients.isPresent() ? ofClients : first(call, Scope.DEAL, condition);
    }

    private static OptionalLong first(Call call, Scope scope, Condition condition) {
        var query = new Query(call.project(), scope, true, List.of(condition));
        return call.faces().search().find(query, 0, 1).stream()
                .mapToLong(id -> id)
                .findFirst();
    }

    static List<Long> all(Call call, Query query) {
        var found = new ArrayList<Long>();
        int before;
        do {
            before = found.size();
            long after = found.isEmpty() ? 0 : found.getLast();
            found.addAll(call.faces().search().find(query, after, Math.min(PAGE, MOST - before)));
        } while (found.size() - before == PAGE && found.size() < MOST);
        return found;
    }
}
