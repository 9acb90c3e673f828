package io.besedka.bench;

import io.besedka.platform.database.DatabaseAddress;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The yardstick of times: a bare commit of one row over one connection, one after another, with nothing else to do. */
final class Commits {
    private Commits() {}

    static Latencies measure(DatabaseAddress address, int seconds) throws SQLException {
        var times = new Latencies();
        try (var connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().reveal());
                var making = connection.createStatement()) {
            making.execute(
                    "create table if not exists yard_commit (id bigint generated always as identity primary key, body text)");
            try (var insert =
                    connection.prepareStatement("insert into yard_commit (body) values ('Сколько стоит букет?')")) {
                long until = System.nanoTime() + seconds * 1_000_000_000L;
                for (long began = System.nanoTime(); began < until; began = System.nanoTime()) {
                    insert.executeUpdate();
                    times.record(System.nanoTime() - began);
                }
            }
        }
        return times;
    }
}
