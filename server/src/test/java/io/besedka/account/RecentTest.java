package io.besedka.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.platform.clock.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final MovableClock clock = MovableClock.at("2026-01-01T00:00:00Z");
    private final Recent<String, String> recent = new Recent<>(clock::now);

    @Test
    void what_was_read_is_kept_for_ten_seconds() {
        assertThat(read("old")).contains("old");
        clock.advance(Duration.ofSeconds(9));
        assertThat(read("new")).contains("old");
        clock.advance(Duration.ofSeconds(1));
        assertThat(read("new")).contains("new");
    }

    @Test
    void what_was_not_found_is_looked_for_again() {
        assertThat(recent.get("key", Optional::empty)).isEmpty();
        assertThat(read("found")).contains("found");
    }

    @Test
    void what_was_read_before_a_change_does_not_outlive_it() {
        var overtaken = recent.get("key", () -> {
            recent.forgetAll();
            return Optional.of("old");
        });

        assertThat(overtaken).contains("old");
        assertThat(read("new")).contains("new");
    }

    @Test
    void one_reads_anew_while_the_others_make_do_with_what_is_known() {
        read("old");
        clock.advance(Duration.ofSeconds(10));

        var seen = recent.get("key", () -> {
            assertThat(read("nobody asks for this")).contains("old");
            return Optional.of("new");
        });

        assertThat(seen).contains("new");
        assertThat(read("newer")).contains("new");
    }

    @Test
    void what_could_not_be_read_anew_is_tried_again_in_a_second() {
        read("old");
        clock.advance(Duration.ofSeconds(10));
        assertThatThrownBy(() -> recent.get("key", () -> {
                    throw new IllegalStateException("the database is away");
                }))
                .hasMessage("the database is away");

        assertThat(read("new")).contains("old");
        clock.advance(Duration.ofSeconds(1));
        assertThat(read("new")).contains("new");
    }

    private Optional<String> read(String value) {
        return recent.get("key", () -> Optional.of(value));
    }
}
