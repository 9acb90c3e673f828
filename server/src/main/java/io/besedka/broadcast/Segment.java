package io.besedka.broadcast;

import io.besedka.broadcast.SegmentFilter.Condition;
import io.besedka.conversation.VariableKey;
import io.besedka.conversation.VariableSql;
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
        return switch (condition.op()) {
            case SET -> read(name, "true");
            case NOT_SET -> "not " + read(name, "true");
            case EQ, IN -> found(name, among(condition));
            case NE, NOT_IN -> read(name, "not " + among(condition));
            case LT -> compared(condition, name, "<");
            case LE -> compared(condition, name, "<=");
            case GT -> compared(condition, name, ">");
            case GE -> compared(condition, name, ">=");
        };
    }

    /** The searchable copy that the turn keeps leads to few. */
    private static String found(String name, String condition) {
        return """
                exists (select from variable_values x where x.project_id = :project and x.conversation_id = v.id
                    and x.scope = 0 and x.deal_id = 0 and x.name = :%s and %s)""".formatted(name, condition);
    }

    private static String read(String name, String condition) {
        return "exists (select from %s x where %s)".formatted(VariableSql.read("v.variables", ":" + name), condition);
    }

    /** A number is the same however it is written, with a comma too. */
    private String among(Condition condition) {
        var keys = new ArrayList<VariableKey>();
        for (var value : condition.values()) {
            keys.add(VariableKey.of(value));
            var number = Condition.number(value);
            if (number != null) {
                keys.add(VariableKey.of(number));
            }
        }
        return VariableSql.among("x", keys, this::bind);
    }

    private String compared(Condition condition, String name, String sign) {
        double number = Condition.number(condition.values().getFirst());
        return read(name, VariableSql.compared("x", sign, number, this::bind));
    }

    private String bind(Object value) {
        var name = "value" + sql.values().size();
        sql.with(name, value);
        return ":" + name;
    }

    private void say(String condition, String name, Object value) {
        all.add(condition);
        sql.with(name, value);
    }
}
