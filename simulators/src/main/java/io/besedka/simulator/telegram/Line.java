package io.besedka.simulator.telegram;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One message lying in a chat, guarded by the chat's lock. Its JSON is never changed in place, only replaced. */
final class Line {
    final long id;
    final long from;
    final boolean fromBot;
    ObjectNode json;
    boolean deleted;
    List<String> botReactions = List.of();
    List<String> personReactions = List.of();

    Line(long id, long from, boolean fromBot, ObjectNode json) {
        this.id = id;
        this.from = from;
        this.fromBot = fromBot;
        this.json = json;
    }
}
