package io.besedka.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Conditions ready to be asked together: what was said literally (modes exact and similar) is found by a look into a map and wins over
 * what merely resembles it; within each, the definition's order decides. Conditions without text are asked apart.
 */
final class ConditionIndex<T> {
    private record Entry<T>(int order, Condition condition, T target) {}

    private final Map<String, List<Entry<T>>> exact = new HashMap<>();
    private final Map<String, List<Entry<T>>> literal = new HashMap<>();
    private final List<Entry<T>> loose = new ArrayList<>();
    private final List<Entry<T>> bare = new ArrayList<>();

    <S extends T> ConditionIndex(List<S> targets, Function<S, Condition> conditionOf) {
        for (int i = 0; i < targets.size(); i++) {
            add(new Entry<>(i, conditionOf.apply(targets.get(i)), targets.get(i)));
        }
    }

    private void add(Entry<T> entry) {
        switch (entry.condition.text()) {
            case null -> bare.add(entry);
            case TextMatch.Exact(var texts) -> texts.forEach(text -> put(exact, text, entry));
            case TextMatch.Similar(var texts) -> {
                texts.forEach(text -> put(literal, text.normal(), entry));
                loose.add(entry);
            }
            case TextMatch.Regexp regexp -> loose.add(entry);
            case Keywords keywords -> loose.add(entry);
        }
    }

    private static <T> void put(Map<String, List<Entry<T>>> map, String text, Entry<T> entry) {
        map.computeIfAbsent(text, absent -> new ArrayList<>()).add(entry);
    }

    /** The first condition with a text that answers, or null. */
    T withText(Heard heard, Predicate<Comparison> holds) {
        var literally = heard.isLong() ? null : literally(heard, holds);
        if (literally != null) {
            return literally.target;
        }
        for (var entry : loose) {
            if (holds.test(entry.condition.compare()) && entry.condition.text().matches(heard)) {
                return entry.target;
            }
        }
        return null;
    }

    private Entry<T> literally(Heard heard, Predicate<Comparison> holds) {
        var a = exact.isEmpty() ? null : first(exact.get(heard.folded()), holds);
        var b = literal.isEmpty() ? null : first(literal.get(heard.normal()), holds);
        return a == null || b != null && b.order < a.order ? b : a;
    }

    private static <T> Entry<T> first(List<Entry<T>> entries, Predicate<Comparison> holds) {
        return entries == null
                ? null
                : entries.stream()
                        .filter(entry -> holds.test(entry.condition.compare()))
                        .min(Comparator.comparingInt(Entry::order))
                        .orElse(null);
    }

    /** The first condition without text that answers, or null. */
    T withoutText(Predicate<Comparison> holds) {
        for (var entry : bare) {
            if (holds.test(entry.condition.compare())) {
                return entry.target;
            }
        }
        return null;
    }
}
