package io.besedka.platform.config;

import java.util.List;

/** Settings we cannot start with: every fault found, one a line. Values of secrets are not among the words. */
public final class BadConfig extends RuntimeException {
    private final transient List<String> faults;

    BadConfig(List<String> faults) {
        super("the configuration has faults:\n  " + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
