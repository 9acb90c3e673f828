package io.besedka.broadcast;

import io.besedka.broadcast.SegmentFilter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A filter as a query over {@code conversations v} of {@code :project}. Values are parameters, never text of the query. */
final class Segment {
    private final List<String> all = new ArrayList<>(List.of("v.project_id = :project"));
    private final Sql sql = Sql.of("");

    private Segment() {}

    /** @param ofChannels the project's connections of a kind: they are the channel room's to know */
    static Sql of(long project, SegmentFilter filter, BiFunction<Long, List<String>, List<Long>> ofChannels) {
        var segment = new Segment();
        segment.sql.with("project", project);
        segment.places(project, filter, ofChannels);
        segment.times(filter);
        segment.facts(filter);
        segment.variables(filter);
        return new Sql(
                "select v.id from conversations v where " + String.join(" and ", segment.all), segment.sql.values());
    }

    private void places(long project, SegmentFilter filter, BiFunction<Long, List<String>, List<Long>> ofChannels) {
        if (!filter.connections().isEmpty()) {
            say("v.connection_id = any(:connections)", "connections", Sql.longs(filter.connections()));
        }
        if (!filter.channels().isEmpty()) {
            say(
                    "v.connection_id = any(:ofChannels)",
                    "ofChannels",
                    Sql.longs(ofChannels.apply(project, filter.channels())));
        }
        if (!filter.tags().isEmpty()) {
            say("v.tags && cast(:tags as text[])", "tags", filter.tags().toArray(String[]::new));
        }
    }

    private void times(SegmentFilter filter) {
        if (filter.createdFrom() != null) {
            say("v.created_at >= :createdFrom", "createdFrom", Sql.time(filter.createdFrom()));
        }
        if (filter.createdTo() != null) {
            say("v.created_at < :createdTo", "createdTo", Sql.time(filter.createdTo()));
        }
        if (filter.wroteFrom() != null) {
            say("v.heard_at >= :wroteFrom", "wroteFrom", Sql.time(filter.wroteFrom()));
        }
        if (filter.wroteTo() != null) {
            say("v.heard_at < :wroteTo", "wroteTo", Sql.time(filter.wroteTo()));
        }
    }

    private void facts(SegmentFilter filter) {
        if (filter.optedOut() != null) {
            say("v.opted_out = :optedOut", "optedOut", filter.optedOut());
        }
        if (filter.blocked() != null) {
            say("v.blocked = :blocked", "blocked", filter.blocked());
        }
        if (filter.hasPhone() != null) {
            all.add(known("phone", filter.hasPhone()));
        }
        if (filter.hasEmail() != null) {
            all.add(known("email", filter.hasEmail()));
        }
    }

    private static String known(String fact, boolean wanted) {
        return (wanted ? "" : "not ")
                + "exists (select 1 from clients c where c.project_id = :project and c.id = v.id and c." + fact
                + " is not null)";
    }

    private void variables(SegmentFilter filter) {
        var conditions = new ArrayList<String>();
        for (int i = 0; i < filter.variables().size(); i++) {
            conditions.add(condition(filter.variables().get(i), "variable" + i));
        }
        if (!conditions.isEmpty()) {
            all.add("(" + String.join(Boolean.TRUE.equals(filter.anyVariable()) ? " or " : " and ", conditions) + ")");
        }
    }

    private String condition(Condition condition, String name) {
        sql.with(name, condition.name());
        var value = name + "v";
        return switch (condition.op()) {
            case SET -> has(name, "");
            case NOT_SET -> "not " + has(name, "");
            case EQ, IN -> has(name, " and " + among(condition, value));
            case NE, NOT_IN -> has(name, " and not " + among(condition, value));
            case LT -> compared(condition, name, "<");
            case LE -> compared(condition, name, "<=");
            case GT -> compared(condition, name, ">");
            case GE -> compared(condition, name, ">=");
        };
    }

    /** Reads the searchable copy that the turn keeps; its numbers stand beside the texts. */
    private static String has(String name, String more) {
        return """
                exists (select 1 from variable_values x where x.project_id = :project and x.conversation_id = v.id
                    and x.scope = 0 and x.deal_id = 0 and x.name = :%s%s)""".formatted(name, more);
    }

    private String among(Condition condition, String value) {
        var numbers = condition.values().stream()
                .map(Condition::number)
                .filter(java.util.Objects::nonNull)
                .mapToDouble(Double::doubleValue);
        sql.with(value, condition.values().toArray(String[]::new)).with(value + "n", numbers.toArray());
        return "(x.value = any(:%s) or coalesce(x.number = any(:%sn), false))".formatted(value, value);
    }

    private String compared(Condition condition, String name, String sign) {
        sql.with(name + "v", Condition.number(condition.values().getFirst()));
        return has(name, " and x.number " + sign + " :" + name + "v");
    }

    private void say(String condition, String name, Object value) {
        all.add(condition);
        sql.with(name, value);
    }
}
