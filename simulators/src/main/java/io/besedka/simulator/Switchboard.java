package io.besedka.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The switchboard of misfortune: rules that break the next N calls or updates, all of them for a while, or some by
 * chance, and counters of what happened. With no rule set it costs one volatile read.
 */
public final class Switchboard {
    /** Scope of a rule: everything that acts on a chat, but not polling, webhook registration and look-ups. */
    public static final String SENDS = "sends";
    /** Scope of a rule: every call there is. */
    public static final String ALL = "all";

    /**
     * A rule in force. {@code scope} is {@link #SENDS}, {@link #ALL} or one method (or kind of update);
     * {@code left} counts down, negative means without limit.
     */
    public record Rule(long id, Misfortune what, String scope, int left, Instant until, double chance) {}

    private final Timeline time;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private volatile List<Rule> rules = List.of();
    private SplittableRandom random = new SplittableRandom();
    private long ids;

    public Switchboard(Timeline time) {
        this.time = time;
    }

    public void next(int times, Misfortune what) {
        add(what, SENDS, times, Instant.MAX, 1);
    }

    public void during(Duration length, Misfortune what) {
        add(what, SENDS, -1, time.now().plus(length), 1);
    }

    /** Strikes each call with the given probability, until {@link #calm}. */
    public void chance(double probability, Misfortune what) {
        add(what, SENDS, -1, Instant.MAX, probability);
    }

    /** The full form; negative {@code times} mean without limit. Returns the rule's id. */
    public synchronized long add(Misfortune what, String scope, int times, Instant until, double chance) {
        var rule = new Rule(++ids, what, scope.isEmpty() ? SENDS : scope, times, until, chance);
        var longer = new ArrayList<>(rules);
        longer.add(rule);
        rules = List.copyOf(longer);
        return rule.id();
    }

    public synchronized void remove(long id) {
        rules = rules.stream().filter(rule -> rule.id() != id).toList();
    }

    /** Takes every rule back; counters stay. */
    public synchronized void calm() {
        rules = List.of();
    }

    /** Makes chances repeatable. */
    public synchronized void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    public List<Rule> rules() {
        var now = time.now();
        return rules.stream().filter(rule -> now.isBefore(rule.until())).toList();
    }

    /** The first misfortune due for this call, or null. */
    public Misfortune.OfCall strikeCall(String method, boolean sends) {
        return rules.isEmpty() ? null : strike(Misfortune.OfCall.class, method, sends);
    }

    /** The first misfortune due for this update, or null. */
    public Misfortune.OfUpdate strikeUpdate(String kind) {
        return rules.isEmpty() ? null : strike(Misfortune.OfUpdate.class, kind, true);
    }

    public void count(String what) {
        counters.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    public Map<String, Long> counters() {
        var sums = new TreeMap<String, Long>();
        counters.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    private synchronized <M extends Misfortune> M strike(Class<M> type, String name, boolean sends) {
        var now = time.now();
        for (var rule : rules) {
            if (!type.isInstance(rule.what()) || !covers(rule.scope(), name, sends)) continue;
            if (!now.isBefore(rule.until()) || random.nextDouble() >= rule.chance()) continue;
            spend(rule);
            count(rule.what().kind());
            return type.cast(rule.what());
        }
        return null;
    }

    private void spend(Rule rule) {
        if (rule.left() < 0) return;
        var less = new Rule(rule.id(), rule.what(), rule.scope(), rule.left() - 1, rule.until(), rule.chance());
        rules = rules.stream()
                .map(other -> other.id() == rule.id() ? less : other)
                .filter(other -> other.left() != 0)
                .toList();
    }

    private static boolean covers(String scope, String name, boolean sends) {
        return switch (scope) {
            case ALL -> true;
            case SENDS -> sends;
            default -> scope.equalsIgnoreCase(name);
        };
    }
}
