package io.besedka.bench;

import java.util.BitSet;

/** One stream of numbered things: each must come once and, where order is promised, after the lower ones. What may come need not. */
final class TortureSequence {
    private final String name;
    private final boolean ordered;
    private final BitSet must;
    private final BitSet may;
    private final BitSet seen = new BitSet();
    private final TortureVerdict verdict;
    private int last;

    TortureSequence(String name, BitSet must, BitSet may, TortureVerdict verdict) {
        this(name, true, must, may, verdict);
    }

    private TortureSequence(String name, boolean ordered, BitSet must, BitSet may, TortureVerdict verdict) {
        this.name = name;
        this.ordered = ordered;
        this.must = must;
        this.may = may;
        this.verdict = verdict;
    }

    static TortureSequence inAnyOrder(String name, BitSet must, BitSet may, TortureVerdict verdict) {
        return new TortureSequence(name, false, must, may, verdict);
    }

    static BitSet upTo(int last) {
        var numbers = new BitSet();
        numbers.set(1, last + 1);
        return numbers;
    }

    void see(int number) {
        if (seen.get(number)) {
            verdict.doubled(number + " in " + name);
        } else if (!must.get(number) && !may.get(number)) {
            verdict.doubled(number + ", which must not be, in " + name);
        } else if (ordered && number < last) {
            verdict.misordered(number + " after " + last + " in " + name);
        }
        seen.set(number);
        last = Math.max(last, number);
    }

    /** How many came that need not have. */
    int extra() {
        var extra = (BitSet) seen.clone();
        extra.andNot(must);
        return extra.cardinality();
    }

    void end() {
        var missing = (BitSet) must.clone();
        missing.andNot(seen);
        if (!missing.isEmpty()) {
            verdict.lost(missing.cardinality(), missing.nextSetBit(0) + " and maybe others in " + name);
        }
    }
}
