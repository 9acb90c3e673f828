package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class SharedAddressTest {
    private final Routes reading =
            new Routes().get("/things/{id}/parts", exchange -> says("read " + exchange.pathNumber("id")));
    private final Routes writing =
            new Routes().post("/things/{thing}/parts", exchange -> says("wrote " + exchange.pathNumber("thing")));

    @Test
    void faces_share_an_address_under_different_parameter_names() throws Exception {
        try (var server = new TestServer(reading, writing)) {
            assertThat(call(server, "GET").body()).isEqualTo("read 7");
            assertThat(call(server, "POST").body()).isEqualTo("wrote 7");
        }
    }

    @Test
    void a_refusal_names_the_methods_of_all_faces() throws Exception {
        try (var server = new TestServer(reading, writing)) {
            var answer = call(server, "DELETE");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).contains("GET, POST");
            assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
        }
    }

    @Test
    void two_faces_may_not_answer_the_same_call() {
        var rival = new Routes().get("/things/{name}/parts", exchange -> says("mine"));

        assertThatThrownBy(() -> new TestServer(reading, rival)).hasMessageContaining("routed by two faces");
    }

    private static Answer says(String text) {
        return Answer.text(200, "text/plain", text);
    }

    private static HttpResponse<String> call(TestServer server, String method) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/things/7/parts"))
                .method(method, BodyPublishers.noBody());
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
