package io.besedka.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where values come from: the file's lines, and the environment, which wins. An empty value counts as none. */
record Source(Map<String, Entry> file, Map<String, String> environment) {
    static final String PREFIX = "BESEDKA_";

    record Entry(String value, String place) {}

    static Source read(Path path, Map<String, String> environment, List<String> faults) {
        var entries = new LinkedHashMap<String, Entry>();
        var number = 0;
        for (var line : lines(path, faults)) {
            number++;
            var place = path.getFileName() + " line " + number;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                add(line, place, entries, faults);
            }
        }
        return new Source(entries, ours(environment));
    }

    static Source of(Map<String, String> environment) {
        return new Source(Map.of(), ours(environment));
    }

    /** {@code database.pool-size} is {@code BESEDKA_DATABASE_POOL_SIZE}. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<Entry> value(String key) {
        var variable = variable(key);
        var outer = Optional.ofNullable(environment.get(variable)).map(value -> new Entry(value.strip(), variable));
        return outer.or(() -> Optional.ofNullable(file.get(key)))
                .filter(entry -> !entry.value().isEmpty());
    }

    private static Map<String, String> ours(Map<String, String> environment) {
        var ours = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name, value);
            }
        });
        return ours;
    }

    private static List<String> lines(Path path, List<String> faults) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            faults.add("cannot read " + path + " as UTF-8 text (" + e.getClass().getSimpleName() + ")");
            return List.of();
        }
    }

    private static void add(String line, String place, Map<String, Entry> entries, List<String> faults) {
        var parts = line.split("=", 2);
        if (parts.length < 2) {
            faults.add(place + " is not of the form key = value");
            return;
        }
        var former = entries.putIfAbsent(parts[0].strip(), new Entry(parts[1].strip(), place));
        if (former != null) {
            faults.add("%s is set twice (%s and %s)".formatted(parts[0].strip(), former.place(), place));
        }
    }
}
