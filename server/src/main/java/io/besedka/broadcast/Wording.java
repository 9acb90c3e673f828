package io.besedka.broadcast;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Content;
import java.time.ZoneId;

/** How the variables of a message are filled in. The flows know; {@code app} plugs them in. */
@FunctionalInterface
public interface Wording {
    /** Throws IllegalArgumentException, with the reason, when it cannot be filled in. */
    Filling of(Content content);

    /** One message, read once and filled in for each. */
    @FunctionalInterface
    interface Filling {
        Content in(Situation situation, ZoneId zone);
    }
}
