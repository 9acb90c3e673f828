package io.besedka.face;

import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.conversation.Result;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import java.util.Locale;
import org.jdbi.v3.core.ConnectionException;

/** What the rooms refuse, as HTTP says it: the one place. */
public final class Refusals {
    private Refusals() {}

    /** Wraps every handler of the face. */
    public static Handler guard(Handler handler) {
        return exchange -> {
            try {
                return handler.handle(exchange);
            } catch (Refused refused) {
                throw problem(refused.refusal(), refused.getMessage());
            } catch (ConnectionException away) {
                throw Problem.unavailable("the database cannot be reached just now");
            }
        };
    }

    /** The result, unless it was declined. */
    public static Result taken(Result result) {
        if (result instanceof Result.Declined(var refusal, var why)) {
            throw problem(refusal, why);
        }
        return result;
    }

    /** A refusal by its code in lower case: 422 what cannot be taken, 404 what is not there, 409 what may not be now, 503 come again. */
    public static Problem problem(Refusal refusal, String why) {
        var code = refusal.name().toLowerCase(Locale.ROOT);
        return switch (refusal) {
            case EMPTY, TOO_LONG, KEY_REUSED, POISONOUS, NOT_NUMBERS -> Problem.of(422, code, why);
            case NO_SUCH_CONVERSATION,
                    NO_SUCH_MESSAGE,
                    NO_SUCH_FILE,
                    NO_SUCH_DELIVERY,
                    NO_SUCH_TIMER,
                    NO_SUCH_DEAL,
                    NO_SUCH_STAGE,
                    NO_SUCH_BLOCK -> Problem.of(404, code, why);
            case CHANNEL_CANNOT, CLIENT_UNREACHABLE, WINDOW_CLOSED, NOT_YOURS -> Problem.of(409, code, why);
            case UNAVAILABLE -> Problem.unavailable(why);
        };
    }
}
