package io.besedka.face;

import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Remembers a bounded number of answers for a while; what is missing is asked for together. Safe for threads. */
public final class Remembered<K, V> {
    private record Answer<V>(V value, Instant until) {}

    private final Duration life;
    private final Clock clock;
    private final Map<K, Answer<V>> answers;

    public Remembered(int limit, Duration life, Clock clock) {
        this.life = life;
        this.clock = clock;
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
                return size() > limit;
            }
        };
    }

    /** @param ask answers for all the keys it is given; a missing answer is remembered as null */
    public Map<K, V> get(Collection<K> keys, Function<List<K>, Map<K, V>> ask) {
        var found = new HashMap<K, V>();
        var missing = new ArrayList<K>();
        var now = clock.now();
        synchronized (answers) {
            for (var key : keys) {
                var answer = answers.get(key);
                if (answer != null && now.isBefore(answer.until())) {
                    found.put(key, answer.value());
                } else {
                    missing.add(key);
                }
            }
        }
        if (!missing.isEmpty()) {
            var asked = ask.apply(missing);
            missing.forEach(key -> put(key, asked.get(key)));
            missing.forEach(key -> found.put(key, asked.get(key)));
        }
        return found;
    }

    public V get(K key, Function<K, V> ask) {
        return get(List.of(key), keys -> {
                    var answer = new HashMap<K, V>();
                    answer.put(key, ask.apply(key));
                    return answer;
                })
                .get(key);
    }

    /** What is asked for next is asked anew. */
    public void forget(K key) {
        synchronized (answers) {
            answers.remove(key);
        }
    }

    void put(K key, V value) {
        synchronized (answers) {
            answers.put(key, new Answer<>(value, clock.now().plus(life)));
        }
    }
}
