package io.besedka.channel.avito;

import io.besedka.conversation.Profile;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a chat tells of the buyer and of the item asked about. */
final class AvitoChat {
    private static final int LONGEST = 500;

    private AvitoChat() {}

    /** @param self the account's own number: the other one is the buyer */
    static Profile profile(JsonNode chat, String self) {
        for (var user : chat.path("users")) {
            if (!user.path("id").asString(self).equals(self)) {
                var name = user.path("name").stringValue("").strip();
                var avatar = avatar(user.path("public_user_profile").path("avatar"));
                return Profile.named(name.isEmpty() ? null : cut(name)).withAvatar(avatar);
            }
        }
        return Profile.UNKNOWN;
    }

    private static String avatar(JsonNode avatar) {
        var address = avatar.path("images")
                .path("256x256")
                .stringValue(avatar.path("images")
                        .path("128x128")
                        .stringValue(avatar.path("default").stringValue("")));
        return address.isEmpty() || address.length() > AvitoLimits.ADDRESS ? null : address;
    }

    /** As variables of the conversation; empty for a chat that is about no item. */
    static Map<String, String> item(JsonNode chat) {
        var item = chat.path("context").path("value");
        var variables = new TreeMap<String, String>();
        if (chat.path("context").path("type").stringValue("").equals("item")) {
            put(variables, "avito_item_id", item.path("id").asString(""));
            put(variables, "avito_item_title", item.path("title").stringValue(""));
            put(variables, "avito_item_price", item.path("price_string").stringValue(""));
            put(variables, "avito_item_url", item.path("url").stringValue(""));
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, String value) {
        if (!value.isBlank()) {
            variables.put(name, cut(value));
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
