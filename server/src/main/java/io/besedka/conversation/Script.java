package io.besedka.conversation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Several statements sent in one round trip: the driver pipelines the parts of one text behind a single Sync. Parameters are scalars or
 * arrays of primitives and strings, which become PostgreSQL arrays; {@code unnest} of several is sent {@link Subscripted}.
 */
final class Script {
    private final StringBuilder sql = new StringBuilder(2048);
    private final List<Object> parameters = new ArrayList<>(64);
    private final List<Reader> readers = new ArrayList<>(8);

    /** Takes the rows of one select. */
    interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    Script run(String statement, Object... values) {
        return read(statement, null, values);
    }

    Script read(String statement, Reader reader, Object... values) {
        if (!sql.isEmpty()) {
            sql.append(";\n");
        }
        var subscripted = Subscripted.of(statement);
        sql.append(subscripted.sql());
        subscripted.arrange(values, parameters);
        readers.add(reader);
        return this;
    }

    void execute(Connection connection) throws SQLException {
        var arrays = connection.unwrap(PGConnection.class);
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(arrays, statement, i + 1, parameters.get(i));
            }
            boolean rows = statement.execute();
            for (var reader : readers) {
                if (rows && reader != null) {
                    try (var result = statement.getResultSet()) {
                        reader.read(result);
                    }
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static void bind(PGConnection arrays, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case long[] longs -> statement.setArray(index, arrays.createArrayOf("int8", longs));
            case int[] ints -> statement.setArray(index, arrays.createArrayOf("int4", ints));
            case short[] shorts -> statement.setArray(index, arrays.createArrayOf("int2", shorts));
            case boolean[] booleans -> statement.setArray(index, arrays.createArrayOf("bool", booleans));
            case String[] texts -> statement.setArray(index, arrays.createArrayOf("text", texts));
            case Long number -> statement.setLong(index, number);
            case String text -> statement.setString(index, text);
            default -> throw new IllegalArgumentException("no binding for " + value.getClass());
        }
    }
}
