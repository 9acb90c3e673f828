package io.besedka.api.deal;

import io.besedka.account.Access;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.conversation.Turns;
import io.besedka.deal.DealLists;
import io.besedka.deal.PipelineChanges;
import io.besedka.deal.PipelineRefused;
import io.besedka.deal.Pipelines;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.util.Locale;
import java.util.Set;

/** The routes of pipelines and deals, and the right each of them needs. */
public final class DealRoutes {
    private static final String PROJECT = "/v1/projects/{project}";
    private static final String PIPELINE = PROJECT + "/pipelines/{pipeline}";
    private static final String DEAL = PROJECT + "/deals/{deal}";
    private static final Set<Role> LOOKING = Set.of(Role.OPERATOR, Role.ANALYTICS);
    private static final Set<Role> KNOWING = Set.of(Role.OPERATOR, Role.ANALYTICS, Role.SETTINGS);
    private static final Set<Role> WORKING = Set.of(Role.OPERATOR, Role.ADMINISTRATOR);
    private static final Set<Role> SETTING = Set.of(Role.SETTINGS);

    private final Access access;
    private final PipelineCalls pipelines;
    private final DealCalls deals;
    private final DealExport export;
    private final Routes routes = new Routes(handler -> Refusals.guard(guard(handler)), Routes::render);

    /** What the routes stand on. */
    public record Rooms(Pipelines pipelines, PipelineChanges changes, DealLists lists, Turns turns, Known known) {}

    private DealRoutes(Access access, Rooms rooms) {
        this.access = access;
        this.pipelines = new PipelineCalls(rooms);
        this.deals = new DealCalls(rooms);
        this.export = new DealExport(rooms);
    }

    public static Routes of(Access access, Rooms rooms) {
        return new DealRoutes(access, rooms).table();
    }

    private Routes table() {
        on("GET", PROJECT + "/pipelines", KNOWING, Right.READ_CRM, pipelines::list);
        on("POST", PROJECT + "/pipelines", SETTING, Right.CHANGE_CRM, pipelines::create);
        on("PATCH", PIPELINE, SETTING, Right.CHANGE_CRM, pipelines::change);
        on("DELETE", PIPELINE, SETTING, Right.CHANGE_CRM, pipelines::delete);
        on("POST", PIPELINE + "/stages", SETTING, Right.CHANGE_CRM, pipelines::addStage);
        on("PATCH", PIPELINE + "/stages/{stage}", SETTING, Right.CHANGE_CRM, pipelines::changeStage);
        on("DELETE", PIPELINE + "/stages/{stage}", SETTING, Right.CHANGE_CRM, pipelines::deleteStage);
        on("GET", PIPELINE + "/board", LOOKING, Right.READ_CRM, pipelines::board);
        on("GET", PIPELINE + "/board/{stage}", LOOKING, Right.READ_CRM, pipelines::column);

        on("GET", PROJECT + "/deals", LOOKING, Right.READ_CRM, deals::list);
        on("POST", PROJECT + "/deals", WORKING, Right.CHANGE_CRM, deals::create);
        on("GET", PROJECT + "/deals/export", LOOKING, Right.READ_CRM, export::export);
        on("GET", DEAL, LOOKING, Right.READ_CRM, deals::one);
        on("PATCH", DEAL, WORKING, Right.CHANGE_CRM, deals::change);
        on("DELETE", DEAL, WORKING, Right.CHANGE_CRM, deals::delete);
        on("GET", DEAL + "/history", LOOKING, Right.READ_CRM, deals::history);
        on("PUT", DEAL + "/variables", WORKING, Right.CHANGE_CRM, deals::setVariables);
        return routes;
    }

    private void on(String method, String template, Set<Role> anyOf, Right right, Call.Action action) {
        routes.on(
                method,
                template,
                exchange -> action.act(
                        new Call(exchange, access.caller(exchange, exchange.pathNumber("project"), anyOf, right))));
    }

    private static Handler guard(Handler handler) {
        return exchange -> {
            try {
                return handler.handle(exchange);
            } catch (PipelineRefused refused) {
                throw problem(refused);
            }
        };
    }

    private static Problem problem(PipelineRefused refused) {
        var code = refused.why().name().toLowerCase(Locale.ROOT);
        return switch (refused.why()) {
            case NO_SUCH_PIPELINE, NO_SUCH_STAGE -> Problem.of(404, code, refused.getMessage());
            case TOO_MANY, LAST_PIPELINE, LAST_OPEN_STAGE, HAS_DEALS -> Problem.conflict(code, refused.getMessage());
            case SAME_STAGE -> Problem.of(422, code, refused.getMessage());
        };
    }
}
