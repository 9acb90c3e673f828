package io.besedka.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderHttpTest extends ClientContract {
    private final ProviderHttp http = new ProviderHttp();

    @AfterEach
    void close() {
        http.close();
    }

    @Override
    Outcome send(Call call) {
        return http.send(call);
    }

    @Override
    Outcome download(Call call, OutputStream target) {
        return http.download(call, target);
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.redirect(302, "/elsewhere"))) {
            assertThat(((Outcome.Answered) send(Call.get(server.url("/")))).status())
                    .isEqualTo(302);
            assertThat(server.requests).hasSize(1);
        }
    }
}
