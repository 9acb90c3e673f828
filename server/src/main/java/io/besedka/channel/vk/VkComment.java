package io.besedka.channel.vk;

import io.besedka.channel.Connection;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Names a comment under a post of the community's wall. In our words it is {@code comment:<post>_<id>}: the external id of the message,
 * and where the client's next answer goes.
 */
record VkComment(long post, long id) {
    static final String DIRECT = "direct";

    private static final String WORD = "comment:";
    private static final Pattern NAME = Pattern.compile(WORD + "([1-9]\\d{0,17})_([1-9]\\d{0,17})");

    /** Off unless wanted: answers to comments are read by everybody. */
    static boolean areOn(Connection connection) {
        return connection.setting("comments", "off").equals("on");
    }

    /** Whether this names a comment, of whatever post. */
    static boolean isNamedBy(String name) {
        return name != null && name.startsWith(WORD);
    }

    /** Null when it names none. */
    static VkComment parse(String name) {
        var match = name == null ? null : NAME.matcher(name);
        return match != null && match.matches()
                ? new VkComment(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)))
                : null;
    }

    /** Null when the event does not say. */
    static VkComment of(JsonNode comment, String id) {
        return parse(WORD + comment.path("post_id").asString("") + "_"
                + comment.path(id).asString(""));
    }

    /** What is answered: the comment it quotes, else the one the client wrote last; null = the answer goes into the dialog. */
    static VkComment answered(Recipient to, Outbound message) {
        boolean quotesMessage = message.replyTo() != null && !isNamedBy(message.replyTo());
        return quotesMessage ? null : parse(message.replyTo() == null ? to.replyPath() : message.replyTo());
    }

    @Override
    public String toString() {
        return WORD + post + "_" + id;
    }
}
