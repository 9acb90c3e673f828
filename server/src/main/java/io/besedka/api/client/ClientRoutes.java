package io.besedka.api.client;

import io.besedka.account.Access;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Routes;
import java.util.Set;

/** Clients, contacts and variables below {@code /v1/projects/{project}}, and who may read or change them. */
public final class ClientRoutes {
    private static final String PROJECT = "/v1/projects/{project}";
    private static final Set<Role> READERS = Set.of(Role.OPERATOR, Role.ANALYTICS);
    private static final Set<Role> OPERATORS = Set.of(Role.OPERATOR);

    private final Access access;

    private ClientRoutes(Access access) {
        this.access = access;
    }

    public static Routes of(Access access, Rooms rooms) {
        return new ClientRoutes(access).routes(rooms);
    }

    private Routes routes(Rooms rooms) {
        var details = new Details(rooms);
        var clients = new ClientCalls(rooms, details);
        var contacts = new ContactCalls(rooms, details);
        var variables = new VariableCalls(rooms);
        return new Routes(Refusals::guard, Routes::render)
                .get(PROJECT + "/clients", read(READERS, clients::list))
                .post(PROJECT + "/clients", change(OPERATORS, clients::create))
                .get(PROJECT + "/clients/{client}", read(READERS, clients::one))
                .patch(PROJECT + "/clients/{client}", change(OPERATORS, clients::change))
                .delete(
                        PROJECT + "/clients/{client}",
                        asked(Set.of(Role.ADMINISTRATOR), Right.DELETE_CLIENTS, clients::delete))
                .get(PROJECT + "/clients/{client}/variables", read(READERS, variables::ofClient))
                .put(PROJECT + "/clients/{client}/variables", change(OPERATORS, variables::setOfClient))
                .get(PROJECT + "/contacts", read(READERS, contacts::list))
                .get(PROJECT + "/contacts/{contact}", read(READERS, contacts::one))
                .patch(PROJECT + "/contacts/{contact}", change(OPERATORS, contacts::change))
                .post(PROJECT + "/contacts/{contact}/merge", change(OPERATORS, contacts::merge))
                .post(PROJECT + "/contacts/{contact}/split", change(OPERATORS, contacts::split))
                .get(PROJECT + "/variables", read(Set.of(), variables::ofProject))
                .put(PROJECT + "/variables", change(Set.of(Role.SETTINGS), variables::setOfProject));
    }

    private Handler read(Set<Role> anyOf, Call.Action action) {
        return asked(anyOf, Right.READ_CLIENTS, action);
    }

    private Handler change(Set<Role> anyOf, Call.Action action) {
        return asked(anyOf, Right.CHANGE_CLIENTS, action);
    }

    private Handler asked(Set<Role> anyOf, Right right, Call.Action action) {
        return exchange ->
                action.act(new Call(exchange, access.caller(exchange, exchange.pathNumber("project"), anyOf, right)));
    }
}
