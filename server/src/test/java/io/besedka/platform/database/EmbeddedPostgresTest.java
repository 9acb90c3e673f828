package io.besedka.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The real thing with fsync on, and real kill -9. */
@Timeout(180)
class EmbeddedPostgresTest {
    private static final PostgresOptions OPTIONS =
            PostgresOptions.standard().withBinaries(TestPostgres.BINARIES).withMaxWal(256);

    /** The capability lets that user read the class path in root's home; its uid is what PostgreSQL looks at. */
    private static final List<String> AS_NOBODY = List.of(
            "setpriv",
            "--reuid=nobody",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search");

    @TempDir(cleanup = CleanupMode.NEVER)
    Path data;

    @BeforeEach
    void let_others_pass_through_the_folder() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void leave_nothing_running() throws Exception {
        EmbeddedPostgres.erase(data);
        Folders.delete(data);
    }

    @Test
    void a_second_start_finds_the_data_of_the_first_under_the_same_address() throws Exception {
        DatabaseAddress first;
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            first = postgres.address();
            remember(first, 7);
        }
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(postgres.address()).isEqualTo(first);
            assertThat(remembered(postgres.address())).containsExactly(7);
        }
    }

    @Test
    void closing_leaves_no_process() {
        long pid;
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            pid = postgres.pid();
            assertThat(ProcessHandle.of(pid)).isPresent();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void commits_are_durable_and_texts_are_unicode() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(setting(postgres.address(), "fsync")).isEqualTo("on");
            assertThat(setting(postgres.address(), "synchronous_commit")).isEqualTo("on");
            assertThat(setting(postgres.address(), "server_encoding")).isEqualTo("UTF8");
            assertThat(text(postgres.address(), "select lower('БЕСЕДКА')")).isEqualTo("беседка");
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            var address = postgres.address();
            var wrong = DatabaseAddress.parse(
                    "postgres://besedka:guessed@" + address.jdbcUrl().substring("jdbc:postgresql://".length()),
                    Optional.empty(),
                    Optional.empty());

            assertThatThrownBy(() -> Database.connect(wrong, Map.of())).hasMessageContaining("password");
        }
    }

    @Test
    void the_password_file_is_only_for_its_owner() throws Exception {
        try (var _ = EmbeddedPostgres.start(data, OPTIONS)) {
            var rights = Files.getPosixFilePermissions(data.resolve("postgres.password"));
            assertThat(PosixFilePermissions.toString(rights)).isEqualTo("rw-------");
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused() {
        try (var _ = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(data, OPTIONS))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("another server");
        }
    }

    @Test
    void killed_it_comes_back_on_the_same_port_with_everything_committed() throws Exception {
        var restarted = new CountDownLatch(1);
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS, restarted::countDown)) {
            remember(postgres.address(), 1);
            remember(postgres.address(), 2);
            var before = postgres.pid();

            Command.signal(before, "KILL");

            assertThat(restarted.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(postgres.pid()).isNotEqualTo(before);
            assertThat(remembered(postgres.address())).containsExactly(1, 2);
        }
    }

    @Test
    void after_kill_9_of_the_server_the_next_start_takes_over_from_the_orphan() throws Exception {
        var server = serverProcess(List.of());
        var orphan = Long.parseLong(server.inputReader().readLine());
        server.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan))
                .as("the orphan outlives its server")
                .isPresent();

        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(remembered(postgres.address())).containsExactly(42);
        }
    }

    @Test
    void after_kill_9_of_both_the_stale_pid_file_is_no_obstacle() throws Exception {
        var server = serverProcess(List.of());
        var orphan = Long.parseLong(server.inputReader().readLine());
        server.destroyForcibly().waitFor();
        Command.signal(orphan, "KILL");

        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(remembered(postgres.address())).containsExactly(42);
        }
    }

    @Test
    void a_pid_file_naming_a_stranger_is_stale_and_the_stranger_lives() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            remember(postgres.address(), 3);
        }
        var stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(data.resolve("pgdata/postmaster.pid"), stranger.pid() + "\n" + data + "\n");

            try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
                assertThat(remembered(postgres.address())).containsExactly(3);
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_creation_cut_short_is_begun_again() throws Exception {
        Files.createDirectories(data.resolve("pgdata.new/base"));
        Files.writeString(data.resolve("pgdata.new/PG_VERSION"), "18\n");

        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(setting(postgres.address(), "server_version")).startsWith("18");
        }
    }

    @Test
    void a_folder_of_another_version_is_refused_with_the_reason() throws Exception {
        Files.createDirectories(data.resolve("pgdata"));
        Files.writeString(data.resolve("pgdata/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(data, OPTIONS))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("PostgreSQL 17");
    }

    @Test
    void an_ordinary_user_runs_it_as_itself() throws Exception {
        assumeTrue(PostgresUser.isRoot(), "only root can become another user for this test");
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        PostgresBinaries.unpackedIn(TestPostgres.BINARIES);
        var server = serverProcess(AS_NOBODY);
        var line = server.inputReader().readLine();
        server.destroyForcibly().waitFor();

        assertThat(line).matches("\\d+");
        assertThat(Files.getOwner(data.resolve("pgdata")).getName()).isEqualTo("nobody");
        assertThat(Files.getOwner(data.resolve("postgres.password")).getName()).isEqualTo("nobody");
    }

    @Test
    void a_folder_of_somebody_else_is_refused_naming_them() throws Exception {
        assumeTrue(PostgresUser.isRoot(), "only root can become another user for this test");
        var nobody = data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        PostgresBinaries.unpackedIn(TestPostgres.BINARIES);
        Files.setOwner(data, nobody);
        Files.createDirectory(data.resolve("pgdata"));

        var outcome = Command.run(serverCommand(AS_NOBODY), Map.of());

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output()).contains("pgdata belongs to root, and the server runs as nobody");
    }

    @Test
    void root_may_keep_it_in_a_folder_closed_to_others() throws Exception {
        assumeTrue(PostgresUser.isRoot(), "root alone starts PostgreSQL as another user");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));

        try (var postgres = EmbeddedPostgres.start(data, OPTIONS)) {
            assertThat(setting(postgres.address(), "server_version")).startsWith("18");
        }
    }

    private Process serverProcess(List<String> prefix) throws Exception {
        return new ProcessBuilder(serverCommand(prefix))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> serverCommand(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LonelyServer.class.getName(),
                data.toString()));
        return command;
    }

    static void remember(DatabaseAddress address, int number) throws SQLException {
        try (var connection = Database.connect(address, Map.of());
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists remembered (number int)");
            statement.execute("insert into remembered values (" + number + ")");
        }
    }

    private static List<Integer> remembered(DatabaseAddress address) throws SQLException {
        var numbers = new ArrayList<Integer>();
        try (var connection = Database.connect(address, Map.of());
                var rows = connection.createStatement().executeQuery("select number from remembered order by 1")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    private static String setting(DatabaseAddress address, String name) throws SQLException {
        return text(address, "show " + name);
    }

    private static String text(DatabaseAddress address, String query) throws SQLException {
        try (Connection connection = Database.connect(address, Map.of());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
