package io.besedka.broadcast;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/** A piece of SQL with the values of its parameters. */
record Sql(String text, Map<String, Object> values) {
    Sql {
        values = new HashMap<>(values);
    }

    static Sql of(String text) {
        return new Sql(text, Map.of());
    }

    Sql with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        return statement.bindMap(values);
    }

    static long[] longs(java.util.Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    static java.time.OffsetDateTime time(java.time.Instant instant) {
        return instant == null ? null : instant.atOffset(java.time.ZoneOffset.UTC);
    }

    static java.time.Instant time(java.time.OffsetDateTime time) {
        return time == null ? null : time.toInstant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
