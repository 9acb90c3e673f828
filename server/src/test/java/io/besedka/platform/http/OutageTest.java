package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void a_database_that_was_killed_in_the_middle_is_no_fault_of_ours() throws Exception {
        assertThat(statusAfter(new SQLException("terminating connection", "57P01")))
                .isEqualTo(503);
    }

    @Test
    void a_pool_that_gets_no_connection_is_no_fault_of_ours() throws Exception {
        assertThat(statusAfter(new SQLTransientConnectionException("request timed out")))
                .isEqualTo(503);
    }

    @Test
    void a_statement_the_database_refuses_is() throws Exception {
        assertThat(statusAfter(new SQLException("duplicate key", "23505"))).isEqualTo(500);
    }

    private static int statusAfter(SQLException failure) throws Exception {
        var routes = new Routes().get("/thing", exchange -> {
            throw new IllegalStateException(failure);
        });
        try (var server = new TestServer(routes);
                var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(server.url() + "/thing")).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
