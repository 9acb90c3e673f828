package io.besedka.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.postgresql.Driver;

/** The pool of connections to a migrated PostgreSQL. Safe for any thread; closing closes the pool, not PostgreSQL. */
public final class Database implements AutoCloseable {
    private static final int OLDEST_VERSION = 15;
    /** What a statement was given is what people wrote: neither Jdbi nor the driver may put it into an exception, and so into the log. */
    private static final Map<String, String> ALWAYS =
            Map.of("tcpKeepAlive", "true", "ApplicationName", "besedka", "logServerErrorDetail", "false");

    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseAddress address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /**
     * Waits for the database to accept us, checks its version and migrates it. Throws DatabaseUnavailable.
     *
     * @param poolSize connections kept at most; a thread waits up to 30 seconds for one
     * @param patience how long to retry while it cannot be reached; a refused password is final at once
     */
    public static Database open(DatabaseAddress address, int poolSize, Duration patience) {
        awaitReachable(address, patience);
        var database = of(address, poolSize);
        try {
            Migrations.apply(database.pool);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** One that is there and migrated. */
    static Database of(DatabaseAddress address, int poolSize) {
        return new Database(address, new HikariDataSource(poolConfig(address, poolSize)));
    }

    public DatabaseAddress address() {
        return address;
    }

    public DataSource dataSource() {
        return pool;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(work);
    }

    public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        jdbi.useTransaction(work);
    }

    /**
     * A connection of the caller's own outside the pool, for work that keeps one for good (the turn, LISTEN).
     *
     * @param properties pgjdbc's connection properties, such as prepareThreshold
     */
    public Connection raw(Map<String, String> properties) throws SQLException {
        return connect(address, properties);
    }

    @Override
    public void close() {
        pool.close();
    }

    static Connection connect(DatabaseAddress address, Map<String, String> properties) throws SQLException {
        var all = new Properties();
        all.putAll(ALWAYS);
        all.put("connectTimeout", "10");
        if (!address.user().isEmpty()) {
            all.put("user", address.user());
        }
        if (!address.password().reveal().isEmpty()) {
            all.put("password", address.password().reveal());
        }
        all.putAll(properties);
        var connection = new Driver().connect(address.jdbcUrl(), all);
        if (connection == null) {
            throw new DatabaseUnavailable("not a PostgreSQL address");
        }
        return connection;
    }

    private static void awaitReachable(DatabaseAddress address, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (var connection = connect(address, Map.of())) {
                refuseOld(connection.getMetaData().getDatabaseMajorVersion());
                return;
            } catch (SQLException e) {
                if (!mayPass(e) || System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable("cannot connect to the database: " + e.getMessage(), e);
                }
            }
            pause();
        }
    }

    static void refuseOld(int version) {
        if (version < OLDEST_VERSION) {
            throw new DatabaseUnavailable("PostgreSQL %d is needed at least, the database is %d: upgrade it"
                    .formatted(OLDEST_VERSION, version));
        }
    }

    /** 08: no connection; 57P03: still starting; 53300: too many clients just now. */
    private static boolean mayPass(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.equals("57P03") || state.equals("53300");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("interrupted while waiting for the database", e);
        }
    }

    private static HikariConfig poolConfig(DatabaseAddress address, int poolSize) {
        var config = new HikariConfig();
        config.setPoolName("besedka");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user().isEmpty() ? null : address.user());
        config.setPassword(
                address.password().reveal().isEmpty()
                        ? null
                        : address.password().reveal());
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(Math.min(2, poolSize));
        ALWAYS.forEach(config::addDataSourceProperty);
        return config;
    }
}
