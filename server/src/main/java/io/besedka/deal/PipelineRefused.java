package io.besedka.deal;

/** Pipelines cannot be changed as asked; the reason is for people. */
public final class PipelineRefused extends RuntimeException {
    /** Why, for programs. */
    public enum Why {
        NO_SUCH_PIPELINE,
        NO_SUCH_STAGE,
        /** Over {@link PipelineChanges#PIPELINES} or {@link PipelineChanges#STAGES}. */
        TOO_MANY,
        /** A project keeps at least one. */
        LAST_PIPELINE,
        /** A pipeline keeps at least one: else no deal could begin there. */
        LAST_OPEN_STAGE,
        /** There are deals, and no stage was named that takes them. */
        HAS_DEALS,
        /** The stage that shall take the deals is itself among those to be deleted. */
        SAME_STAGE
    }

    private final Why why;

    PipelineRefused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
