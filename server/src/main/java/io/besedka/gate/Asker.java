package io.besedka.gate;

import io.besedka.account.Access;
import io.besedka.account.Caller.KeyCaller;
import io.besedka.platform.http.Exchange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose idempotency keys are meant: nobody else's may answer.
 *
 * @param projectId 0 for what is done in no project
 * @param caller {@code key 7} or {@code user 3}
 */
record Asker(long projectId, String caller) {
    private static final Pattern PROJECT = Pattern.compile("/v1/projects/(\\d{1,18})(/.*)?");

    /** Empty where the route will refuse: a key of another project. */
    static Optional<Asker> of(Exchange exchange, KeyCaller key) {
        return projectOf(exchange) == key.projectId()
                ? Optional.of(new Asker(key.projectId(), "key " + key.keyId()))
                : Optional.empty();
    }

    /** Throws 401 and 403 as the route would; empty in a project the user has no part in. */
    static Optional<Asker> of(Exchange exchange, Access access) {
        var user = access.user(exchange);
        long project = projectOf(exchange);
        return project == 0 || user.roles().containsKey(project)
                ? Optional.of(new Asker(project, "user " + user.userId()))
                : Optional.empty();
    }

    private static long projectOf(Exchange exchange) {
        var path = PROJECT.matcher(exchange.path());
        return path.matches() ? Long.parseLong(path.group(1)) : 0;
    }
}
