package io.besedka.flow;

import io.besedka.platform.clock.Clock;
import io.besedka.platform.json.Texts;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installation's flows; published versions are held compiled, so that a step asks no database. Safe for any thread. Changes made
 * by another process are seen after {@link #refresh}.
 */
public final class Flows {
    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);
    /** Versions of a flow kept for clients who are in the middle of one. */
    static final int HELD = 3;

    private final FlowStore store;
    private final Clock clock;
    private final LongFunction<ZoneId> zones;
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();

    /** A project's running flows. @param everywhere answers on connections that have no flow of their own; may be null */
    private record Running(Map<Long, Published> byConnection, Published everywhere) {
        Published on(long connectionId) {
            return byConnection.getOrDefault(connectionId, everywhere);
        }

        Stream<Published> all() {
            return Stream.concat(byConnection.values().stream(), Stream.ofNullable(everywhere));
        }
    }

    /** @param zones a project's time zone by its id; asked when its flows are compiled */
    public Flows(Jdbi jdbi, Clock clock, LongFunction<ZoneId> zones) {
        this.store = new FlowStore(jdbi);
        this.clock = clock;
        this.zones = zones;
    }

    /** The files that a project's flows name, in any version. */
    public static List<Long> files(Handle handle, long projectId) {
        return handle.createQuery("""
                        select distinct unnest(file_ids(definition)) from flow_versions
                        where project_id = :project and definition like '%"fileId"%'""")
                .bind("project", projectId)
                .mapTo(Long.class)
                .list();
    }

    /** Compiles everything published; at start, before the first turn. */
    public void load() {
        store.projects().forEach(this::refresh);
    }

    /** Reads a project's flows anew: another process published, or the project's time zone changed. */
    public void refresh(long projectId) {
        refreshing.lock();
        try {
            running.put(projectId, compiled(projectId));
        } finally {
            refreshing.unlock();
        }
    }

    public List<Flow> list(long projectId) {
        return store.ofProject(projectId);
    }

    public Optional<String> definition(long projectId, long flowId, int version) {
        return store.definition(projectId, flowId, version);
    }

    /** @param connections empty = every connection that has no flow of its own */
    public Flow create(long projectId, String name, Optional<Set<Long>> connections) {
        var flow = new Flow(projectId, 0, Texts.clean(name), connections, true, 0);
        long id = store.insert(projectId, flow.name(), flow.connections(), clock.now());
        return new Flow(projectId, id, flow.name(), flow.connections(), true, 0);
    }

    /** Its name, its connections, whether it runs. Throws {@link NoSuchFlow}. */
    public void change(Flow flow) {
        if (!store.update(flow)) {
            throw new NoSuchFlow(flow.id());
        }
        refresh(flow.projectId());
    }

    /** All faults of a definition, none when it could be published. */
    public List<Fault> check(String definition) {
        try {
            FlowCompiler.compile(0, 0, ZoneId.of("UTC"), definition);
            return List.of();
        } catch (FaultyFlow faulty) {
            return faulty.faults();
        }
    }

    /**
     * Makes the definition the flow's next version; dialogues begin in it from now on.
     *
     * @return its number. Throws {@link FaultyFlow}, {@link NoSuchFlow}.
     */
    public int publish(long projectId, long flowId, String definition, long userId) {
        var clean = Texts.clean(definition);
        FlowCompiler.compile(flowId, 0, ZoneId.of("UTC"), clean);
        int version =
                store.publish(projectId, flowId, clean, userId, clock.now()).orElseThrow(() -> new NoSuchFlow(flowId));
        refresh(projectId);
        return version;
    }

    /** The numbers of a flow's blocks by their ids, of all that it ever had. */
    public Map<String, Long> numbers(long projectId, long flowId) {
        return store.numbered(projectId, flowId, List.of());
    }

    /** The blocks of the flows that run, in the order of their definitions; a flow of which no version can be run has none. */
    public List<PublishedBlock> blocks(long projectId) {
        return PublishedBlocks.of(store.published(projectId), store.numbered(projectId));
    }

    /** Whether a flow that runs has a block of this number, on whatever connection. */
    public boolean isBlock(long projectId, long number) {
        var flows = running.get(projectId);
        return flows != null && flows.all().anyMatch(flow -> flow.blockOf(number) != null);
    }

    /** The number of the block where a client stands; 0 where there is none. @param session as the conversation keeps it */
    public long place(long projectId, long connectionId, String session) {
        var flow = published(projectId, connectionId);
        return flow == null ? 0 : flow.numberOf(flow.blockOf(Session.read(session)));
    }

    /** The version in which dialogues on this connection begin. */
    public Optional<FlowVersion> version(long projectId, long connectionId) {
        return Optional.ofNullable(published(projectId, connectionId)).map(Published::newest);
    }

    /** Or null. */
    Published published(long projectId, long connectionId) {
        var flows = running.get(projectId);
        return flows == null ? null : flows.on(connectionId);
    }

    /** Where several flows claim a connection, the oldest has it. */
    private Running compiled(long projectId) {
        var zone = zones.apply(projectId);
        var byConnection = new HashMap<Long, Published>();
        Published everywhere = null;
        for (var flow : store.ofProject(projectId)) {
            var published = flow.runs() ? compiled(flow, zone) : null;
            if (published != null && flow.connections().isEmpty()) {
                everywhere = everywhere == null ? published : everywhere;
            } else if (published != null) {
                flow.connections().get().forEach(connection -> byConnection.putIfAbsent(connection, published));
            }
        }
        return new Running(Map.copyOf(byConnection), everywhere);
    }

    /** A version that an older server published and this one refuses is left out, and the others run. */
    private Published compiled(Flow flow, ZoneId zone) {
        var held = new HashMap<Integer, FlowVersion>();
        for (var version : store.newest(flow.projectId(), flow.id(), HELD)) {
            try {
                held.put(
                        version.number(),
                        FlowCompiler.compile(flow.id(), version.number(), zone, version.definition()));
            } catch (FaultyFlow faulty) {
                LOG.atError()
                        .addKeyValue("project", flow.projectId())
                        .addKeyValue("flow", flow.id())
                        .addKeyValue("version", version.number())
                        .addKeyValue("faults", faulty.faults().size())
                        .log("A published version cannot be run any more");
            }
        }
        var newest = held.get(
                held.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
        return newest == null ? null : new Published(newest, held, numbers(flow, newest));
    }

    private Map<String, Long> numbers(Flow flow, FlowVersion newest) {
        var ids = newest.all().stream().map(block -> block.id).toList();
        return store.numbered(flow.projectId(), flow.id(), ids);
    }
}
