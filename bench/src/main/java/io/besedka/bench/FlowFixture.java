package io.besedka.bench;

import io.besedka.platform.database.Database;

/** The measured bot. */
final class FlowFixture {
    private FlowFixture() {}

    static void publish(Database database, long project) {}
}
