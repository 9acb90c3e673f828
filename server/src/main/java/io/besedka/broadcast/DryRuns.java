package io.besedka.broadcast;

import io.besedka.conversation.Content;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What broadcasts would do, without doing it. */
final class DryRuns {
    private static final int SAMPLE = 20;
    /** So many recipients' texts are shown. */
    private static final int PREVIEWS = 3;

    private final BroadcastFaces faces;
    private final Planning planning;

    DryRuns(BroadcastFaces faces, Planning planning) {
        this.faces = faces;
        this.planning = planning;
    }

    /** Who would get it, who is left out, and of whom a few are shown what they would read. */
    private record Looked(
            long recipients,
            Estimate.Span span,
            List<DryRun.Excluded> excluded,
            List<Long> first,
            Map<Long, String> names) {}

    /** What it would do, by the very query that plans it; nothing is written. */
    DryRun of(NewBroadcast wanted) {
        var looked = faces.jdbi().inTransaction(tx -> look(tx, wanted));
        boolean any = looked.recipients > 0;
        return new DryRun(
                looked.recipients,
                any ? looked.span.first() : null,
                any ? looked.span.last() : null,
                looked.excluded,
                wanted.saying() instanceof Saying.Message message
                        ? previews(wanted.projectId(), message, looked)
                        : List.of());
    }

    private Looked look(Handle tx, NewBroadcast wanted) {
        long project = wanted.projectId();
        var plan = new Broadcast.Plan(
                wanted.audience(),
                wanted.saying(),
                wanted.shift(),
                wanted.quiet(),
                wanted.oncePerPerson(),
                wanted.optOutWords());
        var start = wanted.at() == null || wanted.at().isBefore(faces.clock().now())
                ? faces.clock().now()
                : wanted.at();
        var samples = planning.look(tx, project, plan, SAMPLE, start);
        var span = new Estimate(faces.connections(), plan, faces.zone().apply(project), start).of(samples);
        var excluded = excluded(tx, project, samples);
        long all = samples.stream()
                .filter(sample -> !sample.status().isExcluded())
                .mapToLong(Planning.Sample::count)
                .sum();
        var first = first(samples);
        if (Gaps.mayBe(wanted.saying())) {
            var gaps = new Gaps(faces, planning, SAMPLE, PREVIEWS).look(tx, project, plan, start);
            all -= gaps.count();
            first = gaps.whole();
            excluded = gaps.count() == 0 ? excluded : both(List.of(excluded(tx, project, gaps)), excluded);
        }
        return new Looked(all, span, excluded, first, Planning.names(tx, project, first));
    }

    private static List<Long> first(List<Planning.Sample> samples) {
        return samples.stream()
                .filter(sample -> !sample.status().isExcluded())
                .flatMap(sample -> sample.conversations().stream())
                .sorted()
                .limit(PREVIEWS)
                .toList();
    }

    private List<DryRun.Preview> previews(long project, Saying.Message message, Looked looked) {
        var filled = message.isSame() ? Map.<Long, Content>of() : faces.filled(project, message, looked.first);
        return looked.first.stream()
                .map(client -> new DryRun.Preview(
                        client, looked.names.get(client), filled.getOrDefault(client, message.content())))
                .toList();
    }

    private static DryRun.Excluded excluded(Handle tx, long project, Gaps gaps) {
        return new DryRun.Excluded(
                RecipientState.EMPTY_PARAMETER,
                gaps.count(),
                named(gaps.newest(), Planning.names(tx, project, gaps.newest())),
                List.of());
    }

    private static List<DryRun.Named> named(List<Long> clients, Map<Long, String> names) {
        return clients.stream().map(id -> new DryRun.Named(id, names.get(id))).toList();
    }

    private static List<DryRun.Excluded> excluded(Handle handle, long project, List<Planning.Sample> samples) {
        var byReason = new EnumMap<RecipientState, DryRun.Excluded>(RecipientState.class);
        var left = samples.stream().filter(sample -> sample.status().isExcluded());
        var names = Planning.names(
                handle,
                project,
                left.flatMap(sample -> sample.conversations().stream()).toList());
        for (var sample : samples) {
            if (sample.status().isExcluded()) {
                var one = new DryRun.Excluded(
                        sample.status(), sample.count(), named(sample.conversations(), names), sample.addresses());
                byReason.merge(sample.status(), one, DryRuns::together);
            }
        }
        return List.copyOf(byReason.values());
    }

    private static DryRun.Excluded together(DryRun.Excluded one, DryRun.Excluded other) {
        return new DryRun.Excluded(
                one.why(),
                one.count() + other.count(),
                both(one.clients(), other.clients()),
                both(one.addresses(), other.addresses()));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream())
                .limit(SAMPLE)
                .toList();
    }
}
