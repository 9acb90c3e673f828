package io.besedka.conversation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A client's or a deal's variables: names and values, both text, read from their stored JSON only when somebody asks.
 * Limits: {@value #COUNT_LIMIT} names of at most {@value #NAME_LIMIT} characters, values of at most {@value #VALUE_LIMIT}.
 */
public final class Variables {
    public static final int COUNT_LIMIT = 1000;
    public static final int NAME_LIMIT = 500;
    public static final int VALUE_LIMIT = 100_000;

    /** Whose they are; a name without a prefix is the deal's. In the database by its ordinal, where it is kept: only append. */
    public enum Scope {
        CLIENT,
        DEAL,
        PROJECT
    }

    private final Function<String, Map<String, String>> parser;
    private final String stored;
    private Map<String, String> values;
    /** Names set or removed since they were last taken, with what they were; null = not set. */
    private final Map<String, String> changes = new LinkedHashMap<>();

    private boolean changed;

    Variables(String stored, Function<String, Map<String, String>> parser) {
        this.stored = stored;
        this.parser = parser;
    }

    public static Variables of(Map<String, String> values) {
        var variables = new Variables(null, text -> Map.of());
        variables.values().putAll(values);
        return variables;
    }

    /** The value, or null. */
    public String get(String name) {
        return values().get(name);
    }

    public Map<String, String> all() {
        return Map.copyOf(values());
    }

    /** Sets the value; null removes it. Over a limit: {@link Refused}. */
    public void set(String name, String value) {
        if (value == null) {
            note(name, values().remove(name), null);
            return;
        }
        check(name, value);
        note(name, values().put(name, value), value);
    }

    private void note(String name, String before, String value) {
        if (!Objects.equals(before, value)) {
            if (!changes.containsKey(name)) {
                changes.put(name, before);
            }
            changed = true;
        }
    }

    /** Sets and removes all of them, or none: over a limit {@link Refused}. */
    public void setAll(Map<String, String> wanted) {
        checkAll(wanted);
        wanted.forEach(this::set);
    }

    /** Throws {@link Refused} where {@link #setAll} would. */
    void checkAll(Map<String, String> wanted) {
        var after = new HashSet<>(values().keySet());
        wanted.forEach((name, value) -> {
            if (value == null) {
                after.remove(name);
            } else {
                checkLength(name, value);
                after.add(name);
            }
        });
        if (after.size() > Math.max(COUNT_LIMIT, values().size())) {
            throw tooMany();
        }
    }

    private void check(String name, String value) {
        checkLength(name, value);
        if (values().size() >= COUNT_LIMIT && !values().containsKey(name)) {
            throw tooMany();
        }
    }

    private static Refused tooMany() {
        return new Refused(Refusal.TOO_LONG, "there are at most " + COUNT_LIMIT + " variables");
    }

    static void checkLength(String name, String value) {
        if (name.isEmpty() || name.length() > NAME_LIMIT || value.length() > VALUE_LIMIT) {
            throw new Refused(
                    Refusal.TOO_LONG,
                    "a variable's name holds 1-" + NAME_LIMIT + " and its value up to " + VALUE_LIMIT + " characters");
        }
    }

    /** As they are kept, not a copy: for writing them down. */
    Map<String, String> view() {
        return values();
    }

    boolean changed() {
        return changed;
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    /** Names with what they were; null = not set. */
    Map<String, String> takeChanges() {
        var taken = new LinkedHashMap<>(changes);
        changes.clear();
        return taken;
    }

    private Map<String, String> values() {
        if (values == null) {
            values = stored == null || stored.isEmpty() ? new LinkedHashMap<>() : parser.apply(stored);
        }
        return values;
    }
}
