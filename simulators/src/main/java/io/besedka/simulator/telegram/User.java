package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Telegram account. Ids of people are beyond 32 bits, as today's real ones. */
record User(long id, boolean isBot, String firstName, String lastName, String username, String language) {
    /** The same name always gets the same id, so that a server with a memory knows the person after a restart. */
    static User named(String name) {
        var words = name.strip().split("\\s+", 2);
        long id = 5_000_000_000L + Integer.toUnsignedLong(name.strip().hashCode() * 0x9E3779B1) % 1_900_000_000L;
        var latin = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        var username = (latin.isEmpty() ? "person" : latin) + "_" + id % 10_000;
        boolean russian = name.codePoints().anyMatch(c -> c >= 'А' && c <= 'я');
        return new User(id, false, words[0], words.length > 1 ? words[1] : "", username, russian ? "ru" : "en");
    }

    static User of(JsonNode json) {
        return new User(
                json.path("id").asLong(0),
                json.path("is_bot").asBoolean(false),
                json.path("first_name").asString("Someone"),
                json.path("last_name").asString(""),
                json.path("username").asString(""),
                json.path("language_code").asString("en"));
    }

    String name() {
        return lastName.isEmpty() ? firstName : firstName + " " + lastName;
    }

    ObjectNode json() {
        var json = Json.object().put("id", id).put("is_bot", isBot).put("first_name", firstName);
        if (!lastName.isEmpty()) json.put("last_name", lastName);
        if (!username.isEmpty()) json.put("username", username);
        if (!isBot) json.put("language_code", language);
        return json;
    }
}
