package io.besedka.broadcast;

import io.besedka.broadcast.Planning.Sample;
import io.besedka.channel.Connections;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** When a broadcast would be over: by its pace, by what each provider takes, by when it is quiet where people live. */
final class Estimate {
    private final Connections connections;
    private final Broadcast.Plan plan;
    private final ZoneId projectZone;
    private final Instant start;

    Estimate(Connections connections, Broadcast.Plan plan, ZoneId projectZone, Instant start) {
        this.connections = connections;
        this.plan = plan;
        this.projectZone = projectZone;
        this.start = start;
    }

    record Span(Instant first, Instant last) {}

    /** Null when nobody gets it. */
    Span of(Collection<Sample> samples) {
        var zones = new HashMap<ZoneId, Long>();
        var places = new HashMap<Long, Long>();
        for (var sample : samples) {
            if (!sample.status().isExcluded()) {
                zones.merge(QuietHours.zone(sample.zone(), projectZone), sample.count(), Long::sum);
                places.merge(sample.connection(), sample.count(), Long::sum);
            }
        }
        return zones.isEmpty() ? null : span(zones, slowest(places));
    }

    private Duration slowest(Map<Long, Long> places) {
        long all = places.values().stream().mapToLong(Long::longValue).sum();
        var paced = plan.shift().multipliedBy(all - 1);
        return places.entrySet().stream()
                .map(place -> rated(place.getKey(), place.getValue()))
                .reduce(paced, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Duration rated(long connection, long count) {
        return connections
                .of(connection)
                .map(connected -> connected.adapter().capabilities().rates())
                .filter(rates -> rates != null && rates.connection() != null)
                .map(rates -> rates.connection()
                        .per()
                        .multipliedBy(count - 1)
                        .dividedBy(Math.max(1, rates.connection().count())))
                .orElse(Duration.ZERO);
    }

    private Span span(Map<ZoneId, Long> zones, Duration length) {
        if (plan.quiet() == null) {
            return new Span(start, start.plus(length));
        }
        var first = Instant.MAX;
        var last = start;
        for (var zone : zones.keySet()) {
            var begins = plan.quiet().after(start, zone);
            first = begins.isBefore(first) ? begins : first;
            var ends = awake(begins, length, zone);
            last = ends.isAfter(last) ? ends : last;
        }
        return new Span(first, last);
    }

    /** {@code length} of waking time from {@code begins} on. */
    private Instant awake(Instant begins, Duration length, ZoneId zone) {
        var now = begins;
        var left = length;
        while (true) {
            var there = now.atZone(zone);
            var quiet = there.with(plan.quiet().from());
            var bound = (quiet.isAfter(there) ? quiet : quiet.plusDays(1)).toInstant();
            var waking = Duration.between(now, bound);
            if (left.compareTo(waking) < 0) {
                return now.plus(left);
            }
            left = left.minus(waking);
            now = plan.quiet().after(bound, zone);
        }
    }
}
