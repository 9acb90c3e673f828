package io.besedka.broadcast;

import io.besedka.broadcast.BroadcastRefused.Reason;
import io.besedka.platform.clock.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;

/** A project's lists and who is put into them. Throws {@link BroadcastRefused}. */
public final class Lists {
    /** @param changed how many were put in or taken out now; @param unknown the ids that are no client's of the project */
    public record Change(int changed, Set<Long> unknown) {}

    private final Jdbi jdbi;
    private final ListStore store;
    private final Clock clock;

    public Lists(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.store = new ListStore(jdbi);
        this.clock = clock;
    }

    /** @param filter null = a list by hand */
    public ClientList create(long project, String name, SegmentFilter filter) {
        var kept = BroadcastLimits.name(name);
        long id = store.insert(project, kept, filter, clock.now());
        return get(project, id);
    }

    /** Null leaves a thing as it is. A list by hand stays one, a segment stays a segment. */
    public ClientList change(long project, long list, String name, SegmentFilter filter) {
        var was = get(project, list);
        if (filter != null && !was.isSegment()) {
            throw new BroadcastRefused(Reason.NOT_BY_HAND, "filter", "a list by hand has no filter");
        }
        var is = new ClientList(
                project,
                list,
                name == null ? was.name() : BroadcastLimits.name(name),
                filter == null ? was.filter() : filter,
                was.createdAt());
        store.update(is);
        return is;
    }

    /** What it was used for stays: a broadcast has its recipients written down. */
    public void delete(long project, long list) {
        if (!store.delete(project, list)) {
            throw BroadcastRefused.noList(list);
        }
    }

    public ClientList get(long project, long list) {
        return store.find(project, list).orElseThrow(() -> BroadcastRefused.noList(list));
    }

    public boolean exists(long project, long list) {
        return store.find(project, list).isPresent();
    }

    /** At most {@code limit} of those with a number over {@code after}. */
    public List<ClientList> page(long project, long after, int limit) {
        return store.page(project, after, limit);
    }

    /** Puts clients in; who is in already stays, numbers that are no client's are told and skipped. */
    public Change add(long project, long list, Collection<Long> clients) {
        var ids = distinct(clients);
        return jdbi.inTransaction(tx -> {
            byHand(store.lock(tx, project, list).orElseThrow(() -> BroadcastRefused.noList(list)));
            var unknown = store.unknown(tx, project, ids);
            int added = store.add(tx, project, list, ids, clock.now());
            if (added > 0 && store.count(tx, ClientLists.byHand(project, list)) > BroadcastLimits.RECIPIENTS) {
                throw new BroadcastRefused(
                        Reason.OVER_LIMIT, "a list holds at most " + BroadcastLimits.RECIPIENTS + " clients");
            }
            return new Change(added, unknown);
        });
    }

    /** Takes clients out; who is not in it is skipped. */
    public Change remove(long project, long list, Collection<Long> clients) {
        var ids = distinct(clients);
        return jdbi.inTransaction(tx -> {
            byHand(store.lock(tx, project, list).orElseThrow(() -> BroadcastRefused.noList(list)));
            var unknown = store.unknown(tx, project, ids);
            return new Change(store.remove(tx, project, list, ids), unknown);
        });
    }

    private static void byHand(ClientList list) {
        if (list.isSegment()) {
            throw new BroadcastRefused(
                    Reason.NOT_BY_HAND, "list " + list.id() + " is a segment: its filter says who is in it");
        }
    }

    private static Set<Long> distinct(Collection<Long> clients) {
        if (clients.size() > BroadcastLimits.IDS) {
            throw new BroadcastRefused(
                    Reason.OVER_LIMIT, "clients", "at most " + BroadcastLimits.IDS + " clients at once");
        }
        if (clients.stream().anyMatch(java.util.Objects::isNull)) {
            throw BroadcastRefused.invalid("clients", "clients are numbers");
        }
        return new TreeSet<>(clients);
    }
}
