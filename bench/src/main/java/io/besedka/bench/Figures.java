package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, in the order of measuring: printed as it comes and written as JSON at the end, with the conditions that did not
 * hold under "invalid".
 */
final class Figures {
    private final Map<String, Object> all = new LinkedHashMap<>();
    private final List<String> invalid = new ArrayList<>();

    void put(String name, double value, String unit) {
        all.put(name, value);
        System.out.printf(Locale.ROOT, "  %-58s %12.2f %s%n", name, value, unit);
    }

    /** A ratio beside what was promised of it. */
    void ratio(String name, double value, double wanted, boolean atLeast) {
        all.put(name, value);
        boolean kept = atLeast ? value >= wanted : value <= wanted;
        System.out.printf(
                Locale.ROOT,
                "  %-58s %12.2f (%s %.2f: %s)%n",
                name,
                value,
                atLeast ? "at least" : "at most",
                wanted,
                kept ? "kept" : "NOT KEPT");
    }

    /** A condition without which the figures mean nothing. */
    void check(boolean held, String condition) {
        System.out.println("  " + (held ? "checked: " : "INVALID, not so: ") + condition);
        if (!held) {
            invalid.add(condition);
        }
    }

    boolean isValid() {
        return invalid.isEmpty();
    }

    void say(String line) {
        System.out.println(line);
    }

    void write(Path file) throws IOException {
        all.put("invalid", invalid);
        Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    }
}
