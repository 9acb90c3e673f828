package io.besedka.api.account;

import io.besedka.account.Access;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Routes;
import java.util.Set;

/** A face that does nothing but ask for a role or a right. */
final class AccessRoutes {
    private AccessRoutes() {}

    static Routes of(Access access) {
        return new Routes()
                .get("/test/{project}/role/{role}", exchange -> {
                    var role = Role.valueOf(exchange.path("role"));
                    access.member(exchange, exchange.pathNumber("project"), role);
                    return Answer.ok();
                })
                .get("/test/right/{right}", exchange -> {
                    access.key(exchange, Right.valueOf(exchange.path("right")));
                    return Answer.ok();
                })
                .get("/test/{project}/operator-or-reader", exchange -> {
                    var project = exchange.pathNumber("project");
                    access.caller(exchange, project, Set.of(Role.OPERATOR), Right.READ_CLIENTS);
                    return Answer.ok();
                });
    }
}
