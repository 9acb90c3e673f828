package io.besedka.channel.whatsapp;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.channel.SendResult.WindowClosed;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.Outcome.NotSent;
import java.time.Duration;
import java.util.List;

/** What Graph's answers mean for a message; docs/channels/whatsapp.md has the table. */
final class WhatsAppOutcome {
    /** A client can be written to once in so long when the burst is used up. */
    private static final Duration PAIR_PAUSE = Duration.ofSeconds(6);
    /** A number that is held back for spam stays so for hours; asking often makes it worse. */
    private static final Duration HELD_BACK = Duration.ofMinutes(15);
    /** Of code 100: the object named in the path is not there or not ours. */
    private static final int NO_SUCH_OBJECT = 33;

    private WhatsAppOutcome() {}

    static SendResult ofSend(Outcome outcome) {
        if (outcome instanceof Answered answer && answer.isSuccess()) {
            var id = GraphError.json(answer.body())
                    .path("messages")
                    .path(0)
                    .path("id")
                    .stringValue("");
            return id.isEmpty() ? new Unknown("WhatsApp's answer cannot be read") : new Sent(List.of(id));
        }
        return failed(outcome);
    }

    /** Of an upload: a lost answer means nothing, because an uploaded file alone is seen by nobody. */
    static SendResult ofUpload(Outcome outcome) {
        return failed(outcome) instanceof Unknown(var why) ? new TryLater(null, Scope.CHAT, why) : failed(outcome);
    }

    /** Only of what did not succeed. */
    static SendResult failed(Outcome outcome) {
        return switch (outcome) {
            case Answered answer when answer.isSuccess() -> new Unknown("WhatsApp's answer cannot be read");
            case Answered answer -> of(GraphError.of(answer));
            case NotSent(var why) -> new TryLater(null, Scope.CONNECTION, why);
            case Outcome.Unknown(var why) -> new Unknown(why);
            case Outcome.Refused(var why) -> new Refused(why);
        };
    }

    static SendResult of(GraphError error) {
        return error.told() ? told(error) : foreign(error);
    }

    private static SendResult told(GraphError error) {
        var why = error.why();
        return switch (error.code()) {
            case 131047 -> new WindowClosed(why);
            case 131026 -> new Unreachable(why);
            case 0, 190, 3, 10, 368, 131005, 131031, 131045, 133010 -> new Broken(why);
            case 100 -> error.subcode() == NO_SUCH_OBJECT ? new Broken(why) : new Refused(why);
            case 1, 2, 4, 80007, 130429, 131016, 131057, 133004 ->
                new TryLater(error.retryAfter(), Scope.CONNECTION, why);
            case 131048, 131064 -> new TryLater(or(error.retryAfter(), HELD_BACK), Scope.CONNECTION, why);
            case 131056 -> new TryLater(or(error.retryAfter(), PAIR_PAUSE), Scope.CHAT, why);
            // "Something went wrong": often about this message alone, so the others go on.
            case 131000 -> new TryLater(error.retryAfter(), Scope.CHAT, why);
            default -> error.code() >= 200 && error.code() <= 299 ? new Broken(why) : byStatus(error);
        };
    }

    private static SendResult byStatus(GraphError error) {
        return switch (error.status()) {
            case 401 -> new Broken(error.why());
            case 429 -> new TryLater(error.retryAfter(), Scope.CONNECTION, error.why());
            default ->
                error.status() >= 500
                        ? new TryLater(error.retryAfter(), Scope.CONNECTION, error.why())
                        : new Refused(error.why());
        };
    }

    /**
     * Something between us and Graph answered, or Graph's front door. It had perhaps passed the call on, and there is no key by which
     * a second one would be known: a question to an operator is better than a doubled message. Only 503 says that nothing was done.
     */
    private static SendResult foreign(GraphError error) {
        return switch (error.status()) {
            case 401 -> new Broken(error.why());
            case 413 -> new Refused(error.why());
            case 503 -> new TryLater(error.retryAfter(), Scope.CONNECTION, error.why());
            default ->
                error.status() >= 500
                        ? new Unknown("WhatsApp's gateway answered " + error.status())
                        : new TryLater(error.retryAfter(), Scope.CONNECTION, error.why());
        };
    }

    private static Duration or(Duration told, Duration otherwise) {
        return told == null ? otherwise : told;
    }
}
