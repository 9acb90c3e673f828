package io.besedka.platform.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A migrated database of its own for each test class, on one PostgreSQL per run:
 * {@code @RegisterExtension static final TestDatabase database = new TestDatabase();}
 * In a field that is not static it is one for each test instead.
 * The first one migrates a template, the others are copies of it. Durability is off, so this is quick.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final String TEMPLATE = "besedka_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private DatabaseAddress server;
    private String name;
    private Database database;
    private boolean ofTheClass;

    public Database get() {
        return database;
    }

    public DatabaseAddress address() {
        return database.address();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        ofTheClass = true;
        open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        if (!ofTheClass) {
            open(context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        if (!ofTheClass) {
            drop();
        }
    }

    private void open(ExtensionContext context) throws SQLException {
        var store = context.getRoot().getStore(Namespace.create(TestDatabase.class));
        server = store.computeIfAbsent(Run.class, _ -> new Run(), Run.class)
                .postgres
                .address();
        name = "test_" + COUNT.incrementAndGet();
        execute(server, "drop database if exists %s with (force)".formatted(name));
        execute(server, "create database %s template %s".formatted(name, TEMPLATE));
        database = Database.of(server.named(name), 10);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        drop();
    }

    private void drop() throws SQLException {
        database.close();
        execute(server, "drop database if exists %s with (force)".formatted(name));
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = Database.connect(address, Map.of());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Closed by JUnit when the last test of the run is over. */
    private static final class Run implements AutoCloseable {
        final EmbeddedPostgres postgres = TestPostgres.start();

        Run() {
            try {
                execute(postgres.address(), "drop database if exists %s with (force)".formatted(TEMPLATE));
                execute(postgres.address(), "create database " + TEMPLATE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Database.open(postgres.address().named(TEMPLATE), 2, Duration.ofSeconds(10))
                    .close();
        }

        @Override
        public void close() {
            postgres.close();
        }
    }
}
