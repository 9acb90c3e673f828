package io.besedka.flow;

/** The project has no flow, or the flow no version, of this number. */
public final class NoSuchFlow extends RuntimeException {
    NoSuchFlow(long flowId) {
        super("no flow " + flowId, null, false, false);
    }
}
