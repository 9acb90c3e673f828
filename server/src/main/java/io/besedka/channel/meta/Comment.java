package io.besedka.channel.meta;

import io.besedka.conversation.Profile;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A comment under a post of the page or the account. Who wrote it goes by an id under which the same person's messages come as well
 * (UNVERIFIED for pages).
 */
record Comment(String id, String client, String text, Profile profile) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** Null when it is none, or one of our own. */
    static Comment of(String field, JsonNode value, String account) {
        boolean onPage = field.equals("feed")
                && value.path("item").asString("").equals("comment")
                && value.path("verb").asString("").equals("add");
        if (!onPage && !field.equals("comments")) {
            return null;
        }
        var id = value.path(onPage ? "comment_id" : "id").asString("");
        var from = value.path("from");
        var client = from.path("id").asString("");
        var text = value.path(onPage ? "message" : "text").asString("");
        boolean whole = ID.matcher(id).matches() && ID.matcher(client).matches() && !text.isBlank();
        if (!whole || client.equals(account)) {
            return null;
        }
        return new Comment(id, client, text, profile(from).withReplyPath(Answering.under(id)));
    }

    private static Profile profile(JsonNode from) {
        var username = from.path("username").stringValue(null);
        return new Profile(from.path("name").stringValue(username), username, null, null, null);
    }
}
