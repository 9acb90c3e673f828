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

    /** What it would do, by the very query that plans it; nothing is written. */
    DryRun of(NewBroadcast wanted) {
        var plan = new Broadcast.Plan(
                wanted.audience(), wanted.saying(), wanted.shift(), wanted.quiet(), wanted.oncePerPerson(), wanted.optOutWords());
        var start = wanted.at() == null || wanted.at().isBefore(faces.clock().now()) ? faces.clock().now() : wanted.at();
        return faces.jdbi().withHandle(handle -> {
            var samples = planning.look(handle, wanted.projectId(), plan, SAMPLE, start);
            var span = new Estimate(faces.connections(), plan, faces.zone().apply(wanted.projectId()), start).of(samples);
            long all = samples.stream().filter(sample -> !sample.status().isExcluded()).mapToLong(Planning.Sample::count).sum();
            return new DryRun(
                    all,
                    span == null ? null : span.first(),
                    span == null ? null : span.last(),
                    excluded(handle, wanted.projectId(), samples),
                    previews(handle, wanted, samples));
        });
    }

    private List<DryRun.Preview> previews(Handle handle, NewBroadcast wanted, List<Planning.Sample> samples) {
        if (!(wanted.saying() instanceof Saying.Message(var content, var variables))) {
            return List.of();
        }
        var first = samples.stream()
                .filter(sample -> !sample.status().isExcluded())
                .flatMap(sample -> sample.conversations().stream())
                .sorted()
                .limit(PREVIEWS)
                .toList();
        var names = Planning.names(handle, wanted.projectId(), first);
        var filled = variables ? faces.filled(wanted.projectId(), content, first) : Map.<Long, Content>of();
        return first.stream()
                .map(client -> new DryRun.Preview(client, names.get(client), filled.getOrDefault(client, content).text()))
                .toList();
    }

    private static List<DryRun.Excluded> excluded(Handle handle, long project, List<Planning.Sample> samples) {
        var byReason = new EnumMap<RecipientState, DryRun.Excluded>(RecipientState.class);
        var left = samples.stream().filter(sample -> sample.status().isExcluded());
        var names = Planning.names(handle, project, left.flatMap(sample -> sample.conversations().stream()).toList());
        for (var sample : samples) {
            if (sample.status().isExcluded()) {
                var named = sample.conversations().stream().map(id -> new DryRun.Named(id, names.get(id))).toList();
                var one = new DryRun.Excluded(sample.status(), sample.count(), named, sample.addresses());
                byReason.merge(sample.status(), one, DryRuns::together);
            }
        }
        return List.copyOf(byReason.values());
    }

    private static DryRun.Excluded together(DryRun.Excluded one, DryRun.Excluded other) {
        return new DryRun.Excluded(
                one.why(), one.count() + other.count(), both(one.clients(), other.clients()), both(one.addresses(), other.addresses()));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).limit(SAMPLE).toList();
    }
}
