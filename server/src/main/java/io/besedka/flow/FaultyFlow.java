package io.besedka.flow;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be published, with everything that is wrong in it (at most {@value FlowLimits#FAULTS} faults). */
public final class FaultyFlow extends RuntimeException {
    private final List<Fault> faults;

    FaultyFlow(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
