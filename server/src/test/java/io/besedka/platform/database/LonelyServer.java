package io.besedka.platform.database;

import java.nio.file.Path;

/** A server to be killed: starts PostgreSQL, remembers 42 in it, prints its pid and waits. */
final class LonelyServer {
    private LonelyServer() {}

    public static void main(String[] args) throws Exception {
        var options = PostgresOptions.standard().withBinaries(TestPostgres.BINARIES);
        var postgres = EmbeddedPostgres.start(Path.of(args[0]), options);
        EmbeddedPostgresTest.remember(postgres.address(), 42);
        System.out.println(postgres.pid());
        Thread.currentThread().join();
    }
}
