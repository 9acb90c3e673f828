package io.besedka.broadcast;

import io.besedka.channel.Connections;
import io.besedka.conversation.Content;
import io.besedka.conversation.Input;
import io.besedka.conversation.Result;
import io.besedka.platform.clock.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/**
 * What broadcasts stand on.
 *
 * @param turns takes inputs and waits for their commit
 * @param zone of a project: quiet hours go by it where a client's own is not known
 * @param variables of a project by name; null = absent
 */
public record BroadcastFaces(
        Jdbi jdbi,
        Function<List<Input>, List<Result>> turns,
        ClientLists lists,
        Connections connections,
        LongFunction<ZoneId> zone,
        LongFunction<UnaryOperator<String>> variables,
        Wording wording,
        Approved approved,
        Clock clock) {
    /**
     * The message as each of these clients reads it; who is gone is absent. A template's text stands in it as in one sent by a person.
     * Throws IllegalArgumentException, with the reason, when its variables cannot be read.
     */
    Map<Long, Content> filled(long project, Saying.Message message, List<Long> clients) {
        Wording.Filling filling =
                message.variables() ? wording.of(message.content()) : (situation, zone) -> message.content();
        var zoneId = zone.apply(project);
        var filled = new HashMap<Long, Content>();
        jdbi.withHandle(handle -> Situations.of(handle, project, clients, variables.apply(project), clock.now()))
                .forEach((client, situation) -> filled.put(
                        client, approved.worded(project, situation.connectionId(), filling.in(situation, zoneId))));
        return filled;
    }
}
