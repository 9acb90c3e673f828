package io.besedka.flow;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A published version, compiled: immutable, checked, ready for any number of threads. Made by {@link FlowCompiler}. */
public final class FlowVersion {
    record TimerOf(Block block, Arrow.Timer arrow) {}

    private final long flowId;
    private final int number;
    private final ZoneId zone;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, TimerOf> timers = new HashMap<>();
    final ConditionIndex<Block> starts;
    final ConditionIndex<Block> asides;
    /** Whether the client's last text must be kept for a later step. */
    final boolean remembersQuestion;

    FlowVersion(long flowId, int number, ZoneId zone, List<Block> all, boolean remembersQuestion) {
        this.flowId = flowId;
        this.number = number;
        this.zone = zone;
        this.remembersQuestion = remembersQuestion;
        for (var block : all) {
            blocks.put(block.id, block);
            block.timers.forEach(arrow -> timers.put(arrow.id(), new TimerOf(block, arrow)));
        }
        starts = index(all, Block.Kind.START);
        asides = index(all, Block.Kind.ASIDE_CONDITION);
    }

    private static ConditionIndex<Block> index(List<Block> all, Block.Kind kind) {
        var ofKind = all.stream().filter(block -> block.kind == kind).toList();
        return new ConditionIndex<>(ofKind, block -> block.condition);
    }

    public long flowId() {
        return flowId;
    }

    public int number() {
        return number;
    }

    public ZoneId zone() {
        return zone;
    }

    public int blockCount() {
        return blocks.size();
    }

    Collection<Block> all() {
        return blocks.values();
    }

    /** Or null. */
    Block block(String id) {
        return blocks.get(id);
    }

    /** Or null. */
    TimerOf timer(String arrowId) {
        return timers.get(arrowId);
    }
}
