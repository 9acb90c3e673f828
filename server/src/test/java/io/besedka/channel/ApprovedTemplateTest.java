package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovedTemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello                        | 0
            Hello {{1}}                  | 1
            {{2}} before {{1}}, {{2}}    | 2
            Hello {{name}}               | -1
            Hello {{2}}                  | -1
            {{1}} and {{name}}           | -1
            a {1} and }}{{               | -1
            """)
    void places_are_counted_where_they_are_numbered_through(String text, int places) {
        assertThat(ApprovedTemplate.placesOf(text)).isEqualTo(places);
    }

    @Test
    void what_fills_a_place_is_taken_as_it_is() {
        assertThat(template("{{2}}, {{1}} and {{2}}").filled(List.of("$1 {{2}}", "a\\b")))
                .isEqualTo("a\\b, $1 {{2}} and a\\b");
        assertThat(template("{{1}} and {{2}}").filled(List.of("one"))).isEqualTo("one and {{2}}");
    }

    private static ApprovedTemplate template(String text) {
        return new ApprovedTemplate("t", "ru", "utility", null, text, 2, List.of(), "", List.of(), true);
    }
}
