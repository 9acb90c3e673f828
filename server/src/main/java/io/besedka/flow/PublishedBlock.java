package io.besedka.flow;

/**
 * A block of a flow that runs, as people and programs choose it.
 *
 * @param number what it is named by, the same in all versions
 * @param id what its maker calls it in the definition
 * @param name its title in the constructor; null = none
 * @param kind {@code start}, {@code state}, {@code aside} or {@code aside_condition}
 * @param condition the texts it waits for; null = none
 * @param text what it says, as it was written; null = nothing
 */
public record PublishedBlock(
        long number,
        long flowId,
        String flowName,
        String id,
        String name,
        String kind,
        String condition,
        String text) {}
