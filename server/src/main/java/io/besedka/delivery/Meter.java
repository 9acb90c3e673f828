package io.besedka.delivery;

/** Counts, for metrics. How many wait is told by {@link Lanes#waiting()}. */
public interface Meter {
    void sent(long connectionId);

    void retried(long connectionId);

    void failed(long connectionId);

    void unknown(long connectionId);

    Meter NONE = new Meter() {
        @Override
        public void sent(long connectionId) {}

        @Override
        public void retried(long connectionId) {}

        @Override
        public void failed(long connectionId) {}

        @Override
        public void unknown(long connectionId) {}
    };
}
