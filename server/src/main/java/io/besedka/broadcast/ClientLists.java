package io.besedka.broadcast;

import io.besedka.channel.Connections;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Who is in a list: those put in by hand, or whoever the segment's filter finds at this moment. */
public final class ClientLists {
    /** @param name null until the client gives one; so are phone and e-mail address */
    public record Listed(long client, String name, String phone, String email, long connectionId, boolean optedOut) {}

    /** @param next what to give as {@code after} for the page behind this one; null at the end */
    public record Page(List<Listed> clients, Long next) {}

    private final ListStore store;
    private final Lists lists;
    private final Connections connections;

    public ClientLists(Jdbi jdbi, Lists lists, Connections connections) {
        this.store = new ListStore(jdbi);
        this.lists = lists;
        this.connections = connections;
    }

    /** Members in the order of their numbers. @param after the number of the last one seen, 0 = from the first */
    public Page page(long project, long list, long after, int limit) {
        return page(project, members(project, list), after, limit);
    }

    /** Whom a filter would find. */
    public Page page(long project, SegmentFilter filter, long after, int limit) {
        return page(project, found(project, filter), after, limit);
    }

    private Page page(long project, Sql members, long after, int limit) {
        var found = store.members(project, members, after, limit + 1).stream()
                .map(member -> new Listed(
                        member.id(),
                        member.name(),
                        member.phone(),
                        member.email(),
                        member.connectionId(),
                        member.optedOut()))
                .toList();
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        return new Page(List.copyOf(page), more ? page.getLast().client() : null);
    }

    public boolean exists(long project, long list) {
        return lists.exists(project, list);
    }

    public long count(long project, long list) {
        return store.count(members(project, list));
    }

    public long count(long project, SegmentFilter filter) {
        return store.count(found(project, filter));
    }

    /** How many are in these lists by hand, in one query; segments are absent. */
    public Map<Long, Long> counts(long project, Collection<Long> ofLists) {
        return store.counts(project, ofLists);
    }

    /** The lists into which this client was put by hand. */
    public List<ClientList> of(long project, long client) {
        return store.of(project, client);
    }

    /** Whether broadcasts pass the client by; empty where there is no such client. */
    public Optional<Boolean> optedOut(long project, long client) {
        return store.optedOut(project, client);
    }

    /** The numbers of its members, as a query. */
    Sql members(long project, long list) {
        return members(lists.get(project, list));
    }

    private Sql members(ClientList list) {
        return list.isSegment() ? found(list.projectId(), list.filter()) : byHand(list.projectId(), list.id());
    }

    static Sql byHand(long project, long list) {
        return Sql.of(
                        "select m.conversation_id as id from list_members m where m.project_id = :project and m.list_id = :list")
                .with("project", project)
                .with("list", list);
    }

    private Sql found(long project, SegmentFilter filter) {
        return Segment.of(project, filter, this::ofChannels);
    }

    private List<Long> ofChannels(long project, List<String> channels) {
        return connections.ofProject(project).stream()
                .map(Connections.Connected::connection)
                .filter(connection -> channels.contains(connection.channel()))
                .map(connection -> connection.id())
                .toList();
    }
}
