package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.account.Sealing;
import io.besedka.channel.widget.WidgetAdapter;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Sealing OPEN = new Sealing() {
        @Override
        public byte[] seal(byte[] open) {
            return open;
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed;
        }
    };

    private final Connections connections =
            new Connections(database.get().jdbi(), OPEN, Clock.system(), List.of(new WidgetAdapter()));
    private final long project = database.get()
            .jdbi()
            .withHandle(handle -> handle.createQuery(
                            "insert into projects (name, time_zone, locale, created_at) values ('p', 'UTC', 'en', now()) returning id")
                    .mapTo(Long.class)
                    .one());
    private final Connections.Connected site =
            connections.add(project, "widget", "Site", Map.of("color", "red"), Map.of("token", new Secret("t")));

    private static Connection named(Connection connection, String name) {
        return new Connection(
                connection.projectId(),
                connection.id(),
                connection.channel(),
                name,
                connection.paused(),
                connection.settings(),
                connection.secrets());
    }

    @Test
    void a_change_that_comes_after_the_removal_does_not_bring_the_connection_back() {
        connections.remove(site);

        assertThat(connections.change(site.connection().id(), connection -> named(connection, "Late")))
                .isEmpty();
        assertThat(connections.rotate(site.connection().id())).isEmpty();
        assertThat(connections.of(site.connection().id())).isEmpty();
        assertThat(connections.ofHook("widget", site.hook())).isEmpty();
    }

    @Test
    void a_change_is_made_to_the_connection_as_it_is_now_and_not_as_it_was_seen() {
        connections.change(site.connection().id(), connection -> named(connection, "Renamed"));

        connections.change(site.connection().id(), connection -> connection.with(Map.of("account", "shop")));

        var now = connections.of(site.connection().id()).orElseThrow().connection();
        assertThat(now.name()).isEqualTo("Renamed");
        assertThat(now.settings()).isEqualTo(Map.of("account", "shop"));
    }

    @Test
    void what_another_process_changed_is_seen_before_it_is_changed_again() {
        var elsewhere = new Connections(database.get().jdbi(), OPEN, Clock.system(), List.of(new WidgetAdapter()));
        elsewhere.load();
        elsewhere.change(
                site.connection().id(), connection -> connection.withSecrets(Map.of("token", new Secret("second"))));

        var now = connections.change(
                site.connection().id(),
                connection -> connection.secrets().get("token").reveal().equals("t")
                        ? connection.withSecrets(Map.of("token", new Secret("third")))
                        : connection);

        assertThat(now.orElseThrow().connection().secrets().get("token").reveal())
                .isEqualTo("second");
        assertThat(connections.of(site.connection().id())).isEqualTo(now);
    }

    @Test
    void a_rotated_connection_is_found_by_its_new_address_alone() {
        var rotated = connections.rotate(site.connection().id()).orElseThrow();

        assertThat(connections.ofHook("widget", site.hook())).isEmpty();
        assertThat(connections.ofHook("widget", rotated.hook())).contains(rotated);
    }
}
