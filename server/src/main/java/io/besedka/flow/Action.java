package io.besedka.flow;

import java.util.List;

/** What a block does beside speaking. Add a kind here and the compiler names every place that must learn it. */
sealed interface Action {
    /** @param value null removes the variable */
    record SetVariable(String name, Template value) implements Action {}

    record Retag(List<String> add, List<String> remove) implements Action {}

    /** @param teamId 0 = everybody */
    record HandOver(long teamId) implements Action {}

    /** The client's current deal goes into a stage of the project. */
    record MoveDeal(long stageId) implements Action {}

    /** Whether broadcasts pass the client by from now on. */
    record OptOut(boolean out) implements Action {}

    record Close() implements Action {}
}
