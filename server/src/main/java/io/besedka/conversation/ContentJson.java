package io.besedka.conversation;

import io.besedka.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Parts, variables and menus as the database keeps them: JSON text that it never looks into. */
final class ContentJson {
    private static final TypeReference<List<Part>> PARTS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, String>> VARIABLES = new TypeReference<>() {};
    private static final ObjectReader READ_PARTS = Json.MAPPER.readerFor(PARTS);
    private static final ObjectWriter WRITE_PARTS = Json.MAPPER.writerFor(PARTS);
    private static final ObjectReader READ_VARIABLES = Json.MAPPER.readerFor(VARIABLES);
    private static final ObjectWriter WRITE_VARIABLES = Json.MAPPER.writerFor(VARIABLES);

    private ContentJson() {}

    /** Null when there are none. */
    static String parts(Content content) {
        return content.parts().isEmpty() ? null : WRITE_PARTS.writeValueAsString(content.parts());
    }

    static List<Part> parts(String stored) {
        return stored == null ? List.of() : READ_PARTS.readValue(stored);
    }

    static String variables(Map<String, String> values) {
        return WRITE_VARIABLES.writeValueAsString(values);
    }

    static Map<String, String> variables(String stored) {
        return READ_VARIABLES.readValue(stored);
    }

    /** The buttons a client may answer by number, and the message they stand in. */
    record Menu(long seq, List<Part.Button> buttons) {}

    static String menu(Menu menu) {
        return Json.text(menu);
    }

    static Menu menu(String stored) {
        return Json.read(stored, Menu.class);
    }
}
