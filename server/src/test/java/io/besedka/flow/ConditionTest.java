package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words a condition answers to. */
class ConditionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "exact → price → PRICE → true",
                "exact → price → '  Price ' → true",
                "exact → price → price? → false",
                "exact → Цена;сколько стоит → СКОЛЬКО СТОИТ → true",
                "exact → a\\;b → a;b → true",
                "exact → a\\;b → a → false",
                "exact → ёлка → елка → false",
                "similar → доставка → доставко → true",
                "similar → доставка → Дастафка! → true",
                "similar → доставка → дотсавка → true",
                "similar → доставка → поставки → true",
                "similar → доставка → приставить → false",
                "similar → ёлка → ЕЛКА → true",
                "similar → да → на → false",
                "similar → да → Да!!! → true",
                "similar → нет → нед → false",
                "similar → роза → розы → true",
                "similar → /start → start → true",
                "similar → ? → ? → true",
                "similar → ? → ! → false",
                "similar → hello;good day → 'good, day.' → true",
                "similar → привет → приветствую вас всех → false",
                "similar → 👍 → 👍 → true",
                "keywords → доставка → а доставка есть → true",
                "keywords → доставка → доставки нет → false",
                "keywords → доставк* → доставки нет → true",
                "keywords → цена розы → розы: какая цена? → true",
                "keywords → цена розы → какая цена → false",
                "keywords → цена;стоимость → стоимость → true",
                "keywords → (цена|стоимость) розы → стоимость розы → true",
                "keywords → (цена|стоимость) розы → стоимость пионов → false",
                "keywords → (добрый день|привет) → добрый вечер → false",
                "keywords → (добрый день|привет) → всем добрый день → true",
                "keywords → (добр*|привет) → доброе утро → true",
                "keywords → ещё → еще → true",
                "keywords → a(b|c)d → a c d → true",
                "keywords → вай-фай → есть вай фай → true",
                "regexp → ^\\d{3}$ → 123 → true",
                "regexp → ^\\d{3}$ → 1234 → false",
                "regexp → тюльпан(ы|ов)? → ТЮЛЬПАНОВ пять → true",
                "regexp → ^a$;^b$ → b → true",
                "regexp → ^a\\;b$ → a;b → true",
                "regexp → (a+)+$ → aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! → false",
            })
    void a_mode_answers_to(String mode, String text, String heard, boolean answers) {
        assertThat(answers(Map.of("mode", mode, "text", text), heard)).isEqualTo(answers);
    }

    @Test
    void excluded_words_silence_keywords() {
        var condition = Map.of("mode", "keywords", "text", "доставк*", "without", "отмен*;(не надо|хватит)");
        assertThat(answers(condition, "доставка когда")).isTrue();
        assertThat(answers(condition, "отменить доставку")).isFalse();
        assertThat(answers(condition, "доставку не надо")).isFalse();
        assertThat(answers(condition, "не доставка")).isTrue();
    }

    @Test
    void the_least_share_of_errors_that_is_too_much_is_thirty_percent() {
        assertThat(Similarity.similar("abcdefghij", "abcdefgxyz")).isFalse();
        assertThat(Similarity.similar("abcdefghij", "abcdefghyz")).isTrue();
        assertThat(Similarity.similar("", "")).isFalse();
        assertThat(Similarity.similar("abcdefgh", "bcdefgh")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "5, eq, 5.0, true",
        "'1 500,50', eq, 1500.5, true",
        "Kazan, eq, kazan, true",
        "Kazan, ne, Omsk, true",
        "10, gt, 9, true",
        "b, gt, a, true",
        "10, lt, 9, false",
        "9, le, 9, true",
        "9, ge, 10, false",
        "'a,b', contains, B, true",
        "'', eq, '', true",
        "a, contains, b, false",
        "-5, lt, 0, true",
        "--5, eq, -5, false",
        "1.2.3, eq, 1.2.3, true",
        "., eq, ., true",
    })
    void variables_are_compared_as_numbers_where_they_are(String left, String op, String right, boolean holds) {
        var comparison = new Comparison(
                "x", Comparison.Op.valueOf(op.toUpperCase(java.util.Locale.ROOT)), TemplateReader.read(right));
        assertThat(comparison.holds(TemplateTest.values(Map.of("x", left)))).isEqualTo(holds);
    }

    @Test
    void an_absent_variable_is_empty() {
        var nothing = TemplateTest.values(Map.of());
        assertThat(new Comparison("x", Comparison.Op.EMPTY, Template.EMPTY).holds(nothing))
                .isTrue();
        assertThat(new Comparison("x", Comparison.Op.FILLED, Template.EMPTY).holds(nothing))
                .isFalse();
    }

    @Test
    void regular_expressions_share_a_budget_and_give_up_when_it_is_spent() {
        var greedy = new TextMatch.Regexp(
                java.util.Collections.nCopies(2000, com.google.re2j.Pattern.compile("(x+x+)+y{50}")));
        var long_ = "x".repeat(5000);
        var heard = new Heard(long_);
        assertThat(greedy.matches(heard)).isFalse();
        assertThat(heard.spend(1)).isFalse();
        assertThat(new TextMatch.Regexp(java.util.List.of(com.google.re2j.Pattern.compile("x"))).matches(heard))
                .isFalse();
    }

    @Test
    void what_is_literally_meant_wins_over_what_resembles_it_whatever_the_order() {
        var bot = Talk.with(Definitions.of(
                Definitions.start("a", Map.of("text", "розы")),
                Definitions.start("b", Map.of("mode", "exact", "text", "роза")),
                Definitions.start("c", Map.of("text", "роза"))));
        assertThat(bot.says("роза")).containsExactly("b");
        assertThat(bot.says("Розы!")).containsExactly("a");
        assertThat(bot.says("розу")).containsExactly("a");
        assertThat(bot.says("роза.")).containsExactly("c");
    }

    private static boolean answers(Map<String, String> condition, String heard) {
        var read = new java.util.ArrayList<Fault>();
        var node = Json.read(Json.text(condition), tools.jackson.databind.JsonNode.class);
        var match = ConditionReader.condition(new Reading(node, "", read)).text();
        assertThat(read).isEmpty();
        return match.matches(new Heard(heard));
    }
}
