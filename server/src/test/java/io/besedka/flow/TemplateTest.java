package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Content;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TemplateTest {
    static Values values(Map<String, String> values) {
        return values(values, 0);
    }

    private static Values values(Map<String, String> values, long chance) {
        return new Values() {
            @Override
            public String get(String name) {
                return values.getOrDefault(name, "");
            }

            @Override
            public long chance() {
                return chance;
            }
        };
    }

    private static String rendered(String template, Map<String, String> values) {
        return TemplateReader.read(template).render(values(values));
    }

    @Test
    void variables_are_inserted_and_absent_ones_are_empty() {
        assertThat(rendered("Hi, #{name}#{none}!", Map.of("name", "Anna"))).isEqualTo("Hi, Anna!");
        assertThat(rendered("", Map.of())).isEmpty();
        assertThat(rendered("#{}", Map.of())).isEmpty();
    }

    @Test
    void a_name_may_be_composed_of_others() {
        var values = Map.of("flower", "rose", "price_rose", "5", "a", "b", "b", "c", "c", "d");
        assertThat(rendered("#{price_#{flower}}", values)).isEqualTo("5");
        assertThat(rendered("#{#{#{a}}}", values)).isEqualTo("d");
    }

    @Test
    void a_value_is_never_read_as_a_template() {
        assertThat(rendered("#{x}", Map.of("x", "#{y} {a|b}", "y", "secret"))).isEqualTo("#{y} {a|b}");
    }

    @Test
    void braces_that_mean_nothing_stay() {
        assertThat(rendered("{} {a} } { # #x #{ {", Map.of())).isEqualTo("{} {a} } { # #x #{ {");
        assertThat(rendered("\\{a|b\\} \\n", Map.of())).isEqualTo("{a|b} \\n");
        assertThat(rendered("{x #{y}}", Map.of("y", "1"))).isEqualTo("{x 1}");
    }

    @Test
    void variants_are_chosen_by_chance_and_each_has_its_turn() {
        var template = TemplateReader.read("{Hello|Hi|Good day, #{name}} {1|2}");
        var seen = new TreeSet<String>();
        for (long chance = 0; chance < 200; chance++) {
            var once = template.render(values(Map.of("name", "Anna"), chance));
            assertThat(template.render(values(Map.of("name", "Anna"), chance))).isEqualTo(once);
            seen.add(once);
        }
        assertThat(seen).containsExactly("Good day, Anna 1", "Good day, Anna 2", "Hello 1", "Hello 2", "Hi 1", "Hi 2");
        assertThat(template.isChoosing()).isTrue();
        assertThat(rendered("{a|}", Map.of())).isIn("a", "");
    }

    @Test
    void a_value_in_markup_means_only_itself() {
        var values = values(Map.of("x", "*a* [b](http://c) `d` ~~e~~ \\"));
        assertThat(TemplateReader.read("**#{x}**").render(values, Template.Place.MARKUP))
                .isEqualTo("**\\*a\\* \\[b\\]\\(http://c\\) \\`d\\` \\~\\~e\\~\\~ \\\\**");
    }

    @Test
    void a_value_in_an_address_is_encoded() {
        var values = values(Map.of("x", "a b&c=/д"));
        assertThat(TemplateReader.read("https://s.example/?q=#{x}").render(values, Template.Place.ADDRESS))
                .isEqualTo("https://s.example/?q=a%20b%26c%3D%2F%D0%B4");
    }

    @Test
    void a_long_result_is_cut_between_characters() {
        var long_ = Map.of("x", "😀".repeat(40_000));
        assertThat(rendered("#{x}#{x}#{x}", long_)).hasSize(Content.TEXT_LIMIT);
        assertThat(rendered("a#{x}#{x}#{x}", long_)).hasSize(Content.TEXT_LIMIT - 1);
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(rendered("#{".repeat(5) + "a" + "}".repeat(5), Map.of("a", "")))
                .isEmpty();
        assertThatThrownBy(() -> TemplateReader.read("#{".repeat(6) + "a" + "}".repeat(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("braces are nested deeper than 5");
    }

    @Test
    void it_knows_which_variables_it_may_ask_for() {
        assertThat(TemplateReader.read("#{question}").mentions("question")).isTrue();
        assertThat(TemplateReader.read("{a|#{question}}").mentions("question")).isTrue();
        assertThat(TemplateReader.read("#{#{x}}").mentions("question")).isTrue();
        assertThat(TemplateReader.read("question #{name}").mentions("question")).isFalse();
    }
}
