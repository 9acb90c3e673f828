package io.besedka.conversation;

/** What the turn must know of pipelines; the deal room answers from memory, {@code app} plugs it in. */
public interface Stages {
    /** In the database by its ordinal, as a deal's status is: only append. */
    enum Ending {
        OPEN,
        SUCCESS,
        FAILED
    }

    record Stage(long id, long pipelineId, Ending ending) {}

    /** Where a deal begins that names no stage. */
    Stage first(long projectId);

    /** Null when the project has no such stage. */
    Stage find(long projectId, long stageId);

    /** The next of the pipeline that a deal walks through; null after the last. */
    Stage after(long projectId, Stage stage);
}
