package io.besedka.platform.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema's steps in {@code db/migration}, the only source of the schema: forward only, never edited once landed. */
final class Migrations {
    static final String LOCATION = "classpath:db/migration";

    private Migrations() {}

    static void apply(DataSource pool) {
        Flyway.configure()
                .dataSource(pool)
                .locations(LOCATION)
                .validateMigrationNaming(true)
                .failOnMissingLocations(false)
                .cleanDisabled(true)
                .load()
                .migrate();
    }
}
