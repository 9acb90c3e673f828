package io.besedka.channel.avito;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest of what was done once and need not be done again, as long as this process lives. */
final class Seen {
    private static final int MOST = 20_000;

    private final Map<String, Boolean> words = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** True when it is new. */
    synchronized boolean add(String word) {
        return words.putIfAbsent(word, true) == null;
    }

    synchronized boolean has(String word) {
        return words.containsKey(word);
    }
}
