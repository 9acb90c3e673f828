package io.besedka.bench;

/** Counts of latencies in buckets about 3 % wide, from a microsecond to a minute. One thread writes. */
final class Latencies {
    private static final int STEPS = 32;
    private final long[] counts = new long[STEPS * 40];
    private long total;

    void record(long nanos) {
        long micros = Math.max(1, nanos / 1000);
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        int step = octave < 5 ? 0 : (int) ((micros >> (octave - 5)) & (STEPS - 1));
        counts[Math.min(counts.length - 1, octave * STEPS + step)]++;
        total++;
    }

    long total() {
        return total;
    }

    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** Adds the other's and returns this. */
    Latencies and(Latencies other) {
        add(other);
        return this;
    }

    /** Milliseconds below which this share of all lies. */
    double at(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return micros(i) / 1000.0;
            }
        }
        return 0;
    }

    private static double micros(int bucket) {
        int octave = bucket / STEPS;
        double within = bucket % STEPS;
        return octave < 5 ? 1L << octave : (1L << octave) * (1 + (within + 0.5) / STEPS);
    }
}
