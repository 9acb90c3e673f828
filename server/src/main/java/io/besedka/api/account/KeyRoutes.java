package io.besedka.api.account;

import io.besedka.account.Accounts;
import io.besedka.account.ApiKey;
import io.besedka.account.ApiKeys;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.account.Right;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The API keys of a project. */
final class KeyRoutes {
    /** @param main a new main key has all rights and takes the place of the former */
    record KeyRequest(String name, List<String> rights, boolean main) {}

    /** @param secret the key's value, which is not kept and so must be told again */
    record MainRequest(String secret) {}

    record KeyView(
            long id,
            String name,
            String hint,
            List<Right> rights,
            boolean main,
            Instant createdAt,
            Instant lastUsedAt) {
        static KeyView of(ApiKey key) {
            var rights = key.rights().stream().sorted().toList();
            return new KeyView(
                    key.id(), key.name(), key.hint(), rights, key.isMain(), key.createdAt(), key.lastUsedAt());
        }
    }

    /** @param secret the key's value, shown this once */
    record NewKeyAnswer(String secret, KeyView key) {}

    record KeysAnswer(List<KeyView> keys) {}

    private final Accounts accounts;

    KeyRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    Answer list(Exchange exchange, MemberCaller caller) {
        var keys = accounts.keys().list(caller.projectId());
        return Answer.json(new KeysAnswer(keys.stream().map(KeyView::of).toList()));
    }

    Answer create(Exchange exchange, MemberCaller caller) throws IOException {
        var request = exchange.json(KeyRequest.class);
        var created = request.main
                ? createMain(caller, request)
                : accounts.keys().create(caller, request.name, Right.parse(request.rights));
        var answer = new NewKeyAnswer(created.value(), KeyView.of(created.key()));
        return Answer.json(201, answer).with("Cache-Control", "no-store");
    }

    private ApiKeys.Created createMain(MemberCaller caller, KeyRequest request) {
        if (request.rights != null && !Right.parse(request.rights).equals(Right.ALL)) {
            throw Problem.field("rights", "a main key has all rights");
        }
        return accounts.keys().createMain(caller, request.name);
    }

    Answer makeMain(Exchange exchange, MemberCaller caller) throws IOException {
        var secret = exchange.json(MainRequest.class).secret;
        return Answer.json(KeyView.of(accounts.keys().makeMain(caller, exchange.pathNumber("key"), secret)));
    }

    Answer revoke(Exchange exchange, MemberCaller caller) {
        accounts.keys().revoke(caller, exchange.pathNumber("key"));
        return Answer.ok();
    }
}
