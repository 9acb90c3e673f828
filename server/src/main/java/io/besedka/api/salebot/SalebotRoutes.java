package io.besedka.api.salebot;

import static io.besedka.account.Right.CHANGE_CLIENTS;
import static io.besedka.account.Right.CHANGE_CRM;
import static io.besedka.account.Right.DELETE_CLIENTS;
import static io.besedka.account.Right.READ_CLIENTS;
import static io.besedka.account.Right.READ_CRM;

import io.besedka.account.Access;
import io.besedka.account.Caller.KeyCaller;
import io.besedka.account.Right;
import io.besedka.conversation.Refused;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code /api/{api_key}/{action}}: the table of actions, each with the right that its key needs. GET and POST are the same. What cannot be
 * done is answered as {@code {"status":"fail","message":...}} with HTTP 200, as callers of this dialect expect; 401 is for an unknown key,
 * 403 for one without the right, 404 for an unknown action, 400 and 413 for a request that cannot be read, 429 for one too many.
 */
public final class SalebotRoutes {
    /** "There is no limit for this request", says the document of it alone. The turn's queue has one: 503. */
    private static final String UNLIMITED = "save_variables";

    private final SalebotFaces faces;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    public SalebotRoutes(SalebotFaces faces) {
        this.faces = faces;
        bots();
        messages();
        clients();
        finding();
        deals();
        on("check_whatsapp", READ_CLIENTS, Pointing.NONE, ProjectCalls::checkWhatsApp);
        on("connected_channels", READ_CLIENTS, Pointing.NONE, ProjectCalls::channels);
        on("get_messages", READ_CLIENTS, Pointing.NONE, ProjectCalls::messages);
    }

    private void bots() {
        on("callback", CHANGE_CLIENTS, Pointing.CLIENTS, BotCalls::callback);
        on("vk_callback", CHANGE_CLIENTS, Pointing.BOTH, call -> BotCalls.known(call, "vk"));
        on("tg_callback", CHANGE_CLIENTS, Pointing.BOTH, call -> BotCalls.known(call, "telegram"));
        on("ok_callback", CHANGE_CLIENTS, Pointing.BOTH, BotCalls::ok);
        on("whatsapp_callback", CHANGE_CLIENTS, Pointing.BOTH, BotCalls::whatsapp);
        on("email_callback", CHANGE_CLIENTS, Pointing.BOTH, BotCalls::email);
        on("send_callback_by_platform_id", CHANGE_CLIENTS, Pointing.NONE, BotCalls::byPlatformIds);
    }

    private void messages() {
        on("message", CHANGE_CLIENTS, Pointing.CLIENTS, MessageCalls::message);
        on("whatsapp_message", CHANGE_CLIENTS, Pointing.BOTH, MessageCalls::whatsapp);
        on("broadcast", CHANGE_CLIENTS, Pointing.NESTED, MessageCalls::broadcast);
        on("get_history", READ_CLIENTS, Pointing.NONE, HistoryCalls::get);
        on("clear_history", CHANGE_CLIENTS, Pointing.NONE, HistoryCalls::clear);
    }

    private void clients() {
        on("assign_to_user", CHANGE_CLIENTS, Pointing.NONE, ClientCalls::assign);
        on("load_clients", CHANGE_CLIENTS, Pointing.NONE, ClientCalls::load);
        on("add_to_list", CHANGE_CLIENTS, Pointing.NONE, ClientCalls::addToList);
        on("remove_from_list", CHANGE_CLIENTS, Pointing.NONE, ClientCalls::removeFromList);
        on("get_clients", READ_CLIENTS, Pointing.NONE, ClientCalls::get);
        on("delete_clients", DELETE_CLIENTS, Pointing.NONE, ClientCalls::delete);
        on("save_variables", CHANGE_CLIENTS, Pointing.CLIENTS, VariableCalls::save);
        on("get_variables", READ_CLIENTS, Pointing.NONE, VariableCalls::get);
    }

    private void finding() {
        on("find_client_id_by_platform_id", READ_CLIENTS, Pointing.NONE, FindCalls::byPlatformId);
        on("online_chat_client_id", CHANGE_CLIENTS, Pointing.NONE, FindCalls::onlineChat);
        on("whatsapp_client_id", READ_CLIENTS, Pointing.NONE, FindCalls::byWhatsApp);
        on("find_client_id_by_phone", READ_CLIENTS, Pointing.NONE, FindCalls::byPhone);
        on("find_client_id_by_email", READ_CLIENTS, Pointing.NONE, FindCalls::byEmail);
        on("find_client_id_by_var", READ_CLIENTS, Pointing.NONE, FindCalls::byVariable);
        on("find_latest_client_id_by_var", READ_CLIENTS, Pointing.NONE, FindCalls::latestByVariable);
        on("find_all_client_id_by_var", READ_CLIENTS, Pointing.NONE, FindCalls::allByVariable);
        on("find_all_client_id_by_several_vars", READ_CLIENTS, Pointing.NONE, FindCalls::allBySeveral);
        on("find_clients", READ_CLIENTS, Pointing.NONE, FindCalls::clients);
    }

    private void deals() {
        on("get_current_order_id", READ_CRM, Pointing.NONE, DealCalls::current);
        on("get_orders", READ_CRM, Pointing.NONE, DealCalls::list);
        on("move_order_to_next_state", CHANGE_CRM, Pointing.NONE, DealCalls::moveOn);
        on("get_order_vars", READ_CRM, Pointing.NONE, DealCalls::variables);
        on("set_order_vars", CHANGE_CRM, Pointing.NONE, DealCalls::setVariables);
        on("create_order", CHANGE_CRM, Pointing.NONE, DealCalls::create);
        on("set_order_state", CHANGE_CRM, Pointing.NONE, DealCalls::setState);
        on("get_order_state", READ_CRM, Pointing.NONE, DealCalls::state);
    }

    private void on(String name, Right right, Pointing pointing, Action.Doing doing) {
        actions.put(name, new Action(right, pointing, !name.equals(UNLIMITED), doing));
    }

    /** The names of all actions, for tests that must miss none. */
    Set<String> actions() {
        return actions.keySet();
    }

    public Routes routes() {
        return new Routes(handler -> handler, SalebotRoutes::rendered)
                .get("/api/{api_key}/{action}", this::answer)
                .post("/api/{api_key}/{action}", this::answer);
    }

    /** A HEAD is sent to see what stands at an address, and here an address does something. */
    private Answer answer(Exchange exchange) throws IOException {
        if (exchange.method().equals("HEAD")) {
            throw Problem.notFor("HEAD", "GET, POST");
        }
        var caller = faces.access().key(exchange.path("api_key"));
        var action = actions.get(exchange.path("action"));
        if (action != null && !action.limited()) {
            return done(exchange, caller, action);
        }
        var standing = faces.allowances().take(caller.projectId() + "/" + caller.keyId());
        try {
            if (!standing.granted()) {
                throw Problem.tooMany("this API key asks too often", standing.retryAfter());
            }
            return standing.on(done(exchange, caller, action));
        } catch (Problem problem) {
            throw standing.on(problem);
        }
    }

    private Answer done(Exchange exchange, KeyCaller caller, Action action) throws IOException {
        if (action == null) {
            throw Problem.notFound("action");
        }
        Access.withRights(caller, action.right());
        try {
            return action.doing()
                    .on(new Call(caller, Parameters.read(exchange, action.pointing()), faces))
                    .answer();
        } catch (Failed failed) {
            return failed.reply().answer();
        } catch (Audiences.Unwilling unwilling) {
            return Failed.because(unwilling.getMessage()).reply().answer();
        } catch (Refused refused) {
            return Failed.of(refused.refusal(), refused.getMessage()).reply().answer();
        }
    }

    private static Answer rendered(Problem problem) {
        return Reply.fail(problem.status(), problem.getMessage()).answer();
    }
}
