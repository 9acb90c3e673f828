package io.besedka.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
    private static final String NAME = "io.besedka.test.Baker";

    private final List<LogRecord> records = new ArrayList<>();
    private final Logger jul = Logger.getLogger(NAME);
    private final Handler catcher = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        jul.setUseParentHandlers(false);
        jul.addHandler(catcher);
    }

    @AfterEach
    void stop() {
        jul.removeHandler(catcher);
        jul.setUseParentHandlers(true);
    }

    @Test
    void key_value_pairs_become_members_of_the_json_line() {
        LoggerFactory.getLogger(NAME)
                .atWarn()
                .addKeyValue("connection", 7)
                .addKeyValue("client", 12)
                .log("The oven is = {}", "hot");

        var line = written(new JsonLines());
        assertThat(line).endsWith("}\n");
        var tree = Json.tree(line.getBytes(StandardCharsets.UTF_8));
        assertThat(tree.get("level").asString()).isEqualTo("warn");
        assertThat(tree.get("logger").asString()).isEqualTo(NAME);
        assertThat(tree.get("message").asString()).isEqualTo("The oven is = hot");
        assertThat(tree.get("connection").asString()).isEqualTo("7");
        assertThat(tree.get("client").asString()).isEqualTo("12");
        assertThat(Instant.parse(tree.get("time").asString())).isNotNull();
    }

    @Test
    void a_pair_cannot_take_the_place_of_what_the_line_says_itself() {
        LoggerFactory.getLogger(NAME).atInfo().addKeyValue("level", "error").log("Fine");

        assertThat(written(new JsonLines())).contains("\"level\":\"info\"");
    }

    @Test
    void a_message_of_several_lines_stays_one() {
        LoggerFactory.getLogger(NAME).info("one\ntwo");

        assertThat(written(new TextLines())).contains("one\\ntwo").hasLineCount(1);
        assertThat(written(new JsonLines())).contains("one\\ntwo").hasLineCount(1);
    }

    @Test
    void a_failure_brings_its_trace() {
        LoggerFactory.getLogger(NAME)
                .atError()
                .setCause(new IllegalStateException("burnt"))
                .log("No bread");

        assertThat(written(new TextLines())).contains("error Baker: No bread\n", "IllegalStateException: burnt");
        assertThat(written(new JsonLines()))
                .contains("IllegalStateException: burnt")
                .hasLineCount(1);
    }

    @Test
    void a_librarys_own_parameters_are_filled_in() {
        var record = new LogRecord(Level.INFO, "took {0} ms");
        record.setParameters(new Object[] {5});
        records.add(record);

        assertThat(written(new TextLines())).contains("took 5 ms");
    }

    private String written(Formatter formatter) {
        return formatter.format(records.getLast());
    }
}
