package io.besedka.flow;

import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the blocks out of published definitions, for those who choose among them. */
final class PublishedBlocks {
    private PublishedBlocks() {}

    /** @param numbers of blocks, by flow and block; a block without one was never compiled here and is left out */
    static List<PublishedBlock> of(List<FlowStore.Definition> definitions, Map<Long, Map<String, Long>> numbers) {
        return definitions.stream()
                .flatMap(definition -> Json.read(definition.text(), JsonNode.class)
                        .path("blocks")
                        .valueStream()
                        .filter(block -> number(definition, block, numbers) != null)
                        .map(block -> read(definition, block, number(definition, block, numbers))))
                .toList();
    }

    private static Long number(FlowStore.Definition definition, JsonNode block, Map<Long, Map<String, Long>> numbers) {
        return numbers.getOrDefault(definition.flowId(), Map.of())
                .get(block.path("id").asString(""));
    }

    private static PublishedBlock read(FlowStore.Definition definition, JsonNode block, long number) {
        return new PublishedBlock(
                number,
                definition.flowId(),
                definition.flowName(),
                block.path("id").asString(""),
                text(block.path("name")),
                block.path("kind").asString("state"),
                text(block.path("condition").path("text")),
                text(block.path("message").path("text")));
    }

    private static String text(JsonNode node) {
        var text = node.asString("");
        return text.isEmpty() ? null : text;
    }
}
