package io.besedka.bench;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An event of a project's log, as it stands in the database or as a program was told of it.
 *
 * @param seq of the message it is about, 0 = it is about none; {@code text} is that message's
 */
record TortureEvent(String id, String type, long cursor, int number, long conversation, long seq, String text) {
    static final List<String> MESSAGES = List.of("message.received", "message.sent");
    /** All kinds that the load brings about, and those that it should not. */
    static final List<String> ALL = List.of(
            "message.received",
            "message.sent",
            "note.added",
            "message.changed",
            "delivery.changed",
            "conversation.changed",
            "deal.changed",
            "client.changed",
            "client.erased");

    private static final int MESSAGES_ADDED = 0;
    private static final int MESSAGE_CHANGED = 1;
    private static final int DELIVERY_CHANGED = 2;
    private static final int BY_CLIENT = 0;
    private static final int BY_SYSTEM = 4;

    /** Throws when it has not the shape of an event. */
    static TortureEvent of(JsonNode told) {
        var id = told.path("id").asString();
        var message = told.at("/data/message");
        return new TortureEvent(
                id,
                told.path("type").asString(),
                told.path("cursor").asLong(),
                Integer.parseInt(id.substring(id.lastIndexOf('_') + 1)),
                told.at("/data/conversation/id").asLong(),
                message.path("seq").asLong(0),
                message.at("/content/text").asString(""));
    }

    /** A log entry's row, joined with one of its messages. @param seq 0 = it has none */
    record Row(long project, long cursor, int kind, long conversation, long ref, long seq, int author, String text) {}

    static TortureEvent of(Row row) {
        boolean added = row.kind() == MESSAGES_ADDED;
        // A line of the history says that the conversation changed, without its words.
        boolean line = row.seq() > 0 && row.author() == BY_SYSTEM;
        int number = added ? (int) (row.seq() - row.ref()) : 0;
        var type = line ? "conversation.changed" : type(row);
        boolean shown = row.seq() > 0 && !line;
        return new TortureEvent(
                "evt_" + row.project() + "_" + row.cursor() + "_" + number,
                type,
                row.cursor(),
                number,
                row.conversation(),
                shown ? row.seq() : 0,
                shown ? row.text() : "");
    }

    private static String type(Row row) {
        return switch (row.kind()) {
            case MESSAGES_ADDED -> row.author() == BY_CLIENT ? "message.received" : "message.sent";
            case MESSAGE_CHANGED -> "message.changed";
            case DELIVERY_CHANGED -> "delivery.changed";
            default -> "conversation.changed";
        };
    }

    boolean isBefore(TortureEvent other) {
        return cursor < other.cursor || cursor == other.cursor && number < other.number;
    }
}
