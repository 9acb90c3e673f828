package io.besedka.deal;

import io.besedka.conversation.Stages.Ending;
import java.util.List;

/** A way that deals go. @param stages in order; at least one is open */
public record Pipeline(long id, String name, List<Stage> stages) {
    /** @param color a word of the screens' palette */
    public record Stage(long id, long pipelineId, String name, Ending ending, String color) {}
}
