package io.besedka.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.besedka.platform.secret.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void migrations_are_applied_and_a_second_opening_changes_nothing() {
        Database.open(database.address(), 2, Duration.ZERO).close();

        assertThat(database.get()
                        .jdbi()
                        .<String, RuntimeException>withHandle(
                                handle -> handle.createQuery("select current_setting('server_version_num')")
                                        .mapTo(String.class)
                                        .one()))
                .startsWith("18");
    }

    @Test
    void a_transaction_that_throws_leaves_no_trace() {
        database.get().useTransaction(handle -> handle.execute("create table kept (id int)"));

        assertThatThrownBy(() -> database.get().useTransaction(handle -> {
                    handle.execute("insert into kept values (1)");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(database.get()
                        .<Integer, RuntimeException>inTransaction(
                                handle -> handle.createQuery("select count(*) from kept")
                                        .mapTo(Integer.class)
                                        .one()))
                .isZero();
    }

    @Test
    void a_raw_connection_takes_the_properties_given() throws Exception {
        try (var connection = database.get().raw(Map.of("ApplicationName", "turn"));
                var rows = connection.createStatement().executeQuery("show application_name")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("turn");
        }
    }

    @Test
    void a_statement_that_fails_tells_nothing_of_what_it_was_given() throws Exception {
        database.get().useTransaction(handle -> handle.execute("create table unique_words (word text primary key)"));
        database.get().useTransaction(DatabaseTest::keepWord);

        var ofPool = catchThrowable(() -> database.get().useTransaction(DatabaseTest::keepWord));
        Throwable ofOwn;
        try (var own = database.get().raw(Map.of());
                var statement = own.createStatement()) {
            ofOwn = catchThrowable(() -> statement.execute("insert into unique_words values ('kept secret')"));
        }

        for (var failure : List.of(ofPool, ofOwn)) {
            assertThat(failure).hasStackTraceContaining("unique_words_pkey");
            assertThat(printed(failure)).doesNotContain("kept secret");
        }
    }

    private static String printed(Throwable failure) {
        var into = new StringWriter();
        failure.printStackTrace(new PrintWriter(into));
        return into.toString();
    }

    private static void keepWord(Handle handle) {
        handle.createUpdate("insert into unique_words values (:word)")
                .bind("word", "kept secret")
                .execute();
    }

    @Test
    void nobody_there_is_a_clear_refusal() {
        var address = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/x", "u", new Secret("p"));

        assertThatThrownBy(() -> Database.open(address, 2, Duration.ZERO))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("cannot connect");
    }

    @Test
    void an_old_postgresql_is_refused() {
        assertThatThrownBy(() -> Database.refuseOld(14)).hasMessageContaining("15 is needed");
        Database.refuseOld(15);
    }

    @Test
    void both_kinds_of_url_are_understood() {
        var full = DatabaseAddress.parse(
                "postgres://anna:p%40ss@db.example:5433/chat?sslmode=require", Optional.empty(), Optional.empty());
        assertThat(full)
                .isEqualTo(new DatabaseAddress(
                        "jdbc:postgresql://db.example:5433/chat?sslmode=require", "anna", new Secret("p@ss")));

        var jdbc = DatabaseAddress.parse(
                "jdbc:postgresql://db/chat", Optional.of("anna"), Optional.of(new Secret("word")));
        assertThat(jdbc).isEqualTo(new DatabaseAddress("jdbc:postgresql://db/chat", "anna", new Secret("word")));
    }

    @Test
    void a_foreign_url_is_refused_without_quoting_it() {
        assertThatThrownBy(
                        () -> DatabaseAddress.parse("mysql://anna:hidden@db/chat", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void an_address_prints_without_its_password() {
        assertThat(database.address().toString()).contains("[secret]");
    }
}
