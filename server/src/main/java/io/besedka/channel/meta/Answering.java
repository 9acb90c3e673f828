package io.besedka.channel.meta;

import io.besedka.channel.Connection;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where an answer goes, and the mark by which we know our own words when they come back. */
final class Answering {
    static final String DIRECT = "direct";
    private static final String COMMENT = "comment:";

    private Answering() {}

    static String under(String commentId) {
        return COMMENT + commentId;
    }

    /** A comment is answered in private: once, and within a week of it. */
    static ObjectNode recipient(Recipient to) {
        var recipient = Json.MAPPER.createObjectNode();
        boolean comment = to.replyPath() != null && to.replyPath().startsWith(COMMENT);
        return comment
                ? recipient.put("comment_id", to.replyPath().substring(COMMENT.length()))
                : recipient.put("id", to.externalId());
    }

    static String mark(Connection connection, Outbound message) {
        return mark(connection) + message.seq() + "." + message.piece();
    }

    private static String mark(Connection connection) {
        return "besedka:" + connection.id() + ":";
    }

    /** Where no mark came back, the app says whose words they are. */
    static boolean isOurs(Connection connection, JsonNode echo) {
        var mark = echo.path("metadata").stringValue("");
        var app = connection.setting("app_id", "");
        return mark.isEmpty()
                ? !app.isEmpty() && app.equals(echo.path("app_id").asString(""))
                : mark.startsWith(mark(connection));
    }
}
