package io.besedka.channel.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.meta.GraphApi.Reply;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaAnswersTest {
    @ParameterizedTest
    @CsvSource({
        "401, 190, 460, Broken",
        "403, 10, 0, Broken",
        "400, 10, 2018278, WindowClosed",
        "400, 10, 2018108, WindowClosed",
        "400, 200, 1545041, Unreachable",
        "400, 551, 1545041, Unreachable",
        "400, 100, 2018001, Unreachable",
        "400, 10903, 0, Unreachable",
        "400, 100, 0, Refused",
        "400, 100, 33, Broken",
        "400, 368, 0, Broken",
        "400, 4, 0, TryLater",
        "400, 613, 0, TryLater",
        "500, 2, 0, TryLater",
        "500, 1200, 0, TryLater",
        "500, 1, 0, Unknown",
        "502, 0, 0, TryLater",
        "504, 0, 0, Unknown",
        "429, 0, 0, TryLater",
        "400, 10900, 0, Refused",
        "400, 4711, 0, Refused",
    })
    void each_error_has_its_end(int status, int code, int subcode, String end) {
        var reply = new Reply.Failed(status, code, subcode, "why", Duration.ofSeconds(7));
        assertThat(MetaOutcome.of(reply).getClass().getSimpleName()).isEqualTo(end);
    }
}
