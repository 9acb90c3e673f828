package io.besedka.flow;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Checks a definition (docs/flows.md) and makes it a version ready to run. Pure. */
public final class FlowCompiler {
    private static final int FORMAT = 1;

    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();
    private final Set<String> arrowIds = new HashSet<>();

    private FlowCompiler() {}

    /** @param zone the project's time zone. Throws {@link FaultyFlow} with all faults. */
    public static FlowVersion compile(long flowId, int number, ZoneId zone, String definition) {
        var compiler = new FlowCompiler();
        var blocks = compiler.blocks(compiler.parsed(definition));
        if (!compiler.faults.isEmpty()) {
            throw new FaultyFlow(compiler.faults);
        }
        return new FlowVersion(flowId, number, zone, blocks, asksQuestion(blocks));
    }

    private static JsonNode json(String definition) {
        try {
            return Json.read(definition, JsonNode.class);
        } catch (BadJson bad) {
            throw new FaultyFlow(List.of(new Fault("", "is not JSON: " + bad.getMessage())));
        }
    }

    private Reading parsed(String definition) {
        return new Reading(json(definition), "", faults);
    }

    private List<Block> blocks(Reading flow) {
        if (!flow.isObject("format", "blocks")) {
            return List.of();
        }
        flow.whole("format", FORMAT, FORMAT, null);
        var readings = flow.list("blocks", FlowLimits.BLOCKS);
        var blocks = readings.stream().map(this::block).toList();
        long conditions = blocks.stream()
                .filter(block -> block.kind != null && block.kind.hasCondition())
                .count();
        if (conditions > FlowLimits.CONDITION_BLOCKS) {
            flow.fault(
                    "blocks",
                    conditions + " of them have a condition, at most " + FlowLimits.CONDITION_BLOCKS + " are allowed");
        }
        if (conditions == 0 && faults.isEmpty()) {
            flow.fault("blocks", "none can begin a dialogue: a start or an aside_condition is needed");
        }
        readings.forEach(this::checkTargets);
        return blocks;
    }

    private Block block(Reading block) {
        block.isObject("id", "kind", "name", "x", "y", "condition", "message", "actions", "arrows");
        var id = block.id("id");
        if (!id.isEmpty() && !blockIds.add(id)) {
            block.fault("id", "another block has this id");
        }
        block.text("name", FlowLimits.LABEL);
        block.number("x");
        block.number("y");
        var kind = block.word("kind", Block.Kind.class, null);
        if (kind != null && !kind.hasCondition() && !block.at("condition").isAbsent()) {
            block.fault("condition", "goes only with the kinds start and aside_condition");
        }
        var message = MessageReader.message(block.at("message"));
        return new Block(
                id,
                kind,
                ConditionReader.condition(block.at("condition")),
                message,
                block.list("actions", FlowLimits.ACTIONS_PER_BLOCK).stream()
                        .map(ActionReader::action)
                        .filter(Objects::nonNull)
                        .toList(),
                arrows(block, kind, message));
    }

    private List<Arrow> arrows(Reading block, Block.Kind kind, Message message) {
        var arrows = new ArrayList<Arrow>();
        for (var reading : block.list("arrows", FlowLimits.ARROWS_PER_BLOCK)) {
            ArrowReader.arrow(reading, kind, message).ifPresent(arrow -> {
                arrows.add(arrow);
                if (!arrow.id().isEmpty() && !arrowIds.add(arrow.id())) {
                    reading.fault("id", "another arrow has this id");
                }
            });
        }
        return arrows;
    }

    private void checkTargets(Reading block) {
        for (var arrow : block.list("arrows", FlowLimits.ARROWS_PER_BLOCK)) {
            var to = arrow.text("to", FlowLimits.ID);
            if (!to.isBlank() && !blockIds.contains(to)) {
                arrow.fault("to", "no such block");
            }
        }
    }

    /** The client's last text outlives its step only where a text may ask for it. */
    private static boolean asksQuestion(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> templates(block).anyMatch(one -> one.mentions("question")))
                || blocks.stream()
                        .flatMap(FlowCompiler::comparisons)
                        .anyMatch(compare -> compare.variable().equals("question"));
    }

    private static Stream<Template> templates(Block block) {
        var message = block.message == null
                ? Stream.<Template>of()
                : Stream.concat(
                        Stream.of(block.message.text()),
                        block.message.flatButtons().stream()
                                .flatMap(button -> Stream.of(button.label(), or(button.address()))));
        var actions = block.actions.stream()
                .map(action -> action instanceof Action.SetVariable set ? or(set.value()) : Template.EMPTY);
        var errors = block.collects.stream().map(collect -> or(collect.error()));
        return Stream.of(message, actions, errors, comparisons(block).map(Comparison::value))
                .flatMap(all -> all);
    }

    private static Template or(Template template) {
        return template == null ? Template.EMPTY : template;
    }

    private static Stream<Comparison> comparisons(Block block) {
        return Stream.concat(
                        Stream.of(block.condition),
                        block.arrows.stream().map(arrow -> new Condition(null, arrow.compare())))
                .map(Condition::compare)
                .filter(Objects::nonNull);
    }
}
