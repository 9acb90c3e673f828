package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Markup.Run;
import io.besedka.channel.Markup.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void every_mark_of_light_markup_becomes_a_style() {
        assertThat(Markup.parse("a **b** *c* ~~d~~ `e` [f](https://shop.example)"))
                .containsExactly(
                        Run.plain("a "),
                        new Run("b", Set.of(Style.BOLD), null),
                        Run.plain(" "),
                        new Run("c", Set.of(Style.ITALIC), null),
                        Run.plain(" "),
                        new Run("d", Set.of(Style.STRUCK), null),
                        Run.plain(" "),
                        new Run("e", Set.of(Style.CODE), null),
                        Run.plain(" "),
                        new Run("f", Set.of(), "https://shop.example"));
    }

    @Test
    void styles_combine_and_overlap() {
        assertThat(Markup.parse("***x***")).containsExactly(new Run("x", Set.of(Style.BOLD, Style.ITALIC), null));
        assertThat(Markup.parse("**a *b** c*"))
                .containsExactly(
                        new Run("a ", Set.of(Style.BOLD), null),
                        new Run("b", Set.of(Style.BOLD, Style.ITALIC), null),
                        new Run(" c", Set.of(Style.ITALIC), null));
    }

    @Test
    void a_mark_without_its_pair_stays_a_character() {
        for (var text : List.of(
                "2 * 3 * 4",
                "**",
                "****",
                "a*",
                "`",
                "``",
                "[x]",
                "[x](javascript:a)",
                "[](https://a.example)",
                "~a~",
                "**b",
                "a]",
                "[")) {
            assertThat(Markup.parse(text)).as(text).containsExactly(Run.plain(text));
        }
    }

    @Test
    void a_backslash_takes_the_next_character_literally() {
        assertThat(Markup.plain(Markup.parse("\\*a\\* \\\\ \\[b\\] c\\"))).isEqualTo("*a* \\ [b] c\\");
        assertThat(Markup.parse("[a](https://x.example/\\(1\\))"))
                .containsExactly(new Run("a", Set.of(), "https://x.example/(1)"));
    }

    @Test
    void html_is_escaped_and_closes_what_it_opens() {
        assertThat(Markup.html(Markup.parse("**a<b** *`c&d`* [e\"](https://x.example/?a=1&b=\"2\")")))
                .isEqualTo(
                        "<b>a&lt;b</b> <code>c&amp;d</code> <a href=\"https://x.example/?a=1&amp;b=&quot;2&quot;\">e&quot;</a>");
    }

    @Test
    void plain_text_keeps_a_links_address_unless_it_is_the_label() {
        assertThat(Markup.plain(Markup.parse("[**a** b](https://x.example) [https://y.example](https://y.example)")))
                .isEqualTo("a b (https://x.example) https://y.example");
    }

    @Test
    void runs_written_as_light_markup_read_back_the_same() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            var runs = Markup.joined(randomRuns(random));
            var light = Markup.light(runs);
            assertThat(Markup.parse(light))
                    .as("seed %d round %d: %s", seed, round, light)
                    .isEqualTo(runs);
        }
    }

    @Test
    void any_text_can_be_read_and_keeps_its_letters() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            var text = randomText(random, random.nextInt(40));
            var letters = Markup.plain(Markup.parse(text)).replaceAll("[^a-c]", "");
            assertThat(letters).as("seed %d round %d: %s", seed, round, text).isEqualTo(text.replaceAll("[^a-c]", ""));
        }
    }

    private static List<Run> randomRuns(Random random) {
        var runs = new ArrayList<Run>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            var styles = EnumSet.noneOf(Style.class);
            EnumSet.allOf(Style.class).stream()
                    .filter(style -> random.nextInt(3) == 0)
                    .forEach(styles::add);
            var link = random.nextInt(4) == 0 ? "https://shop.example/" + random.nextInt(3) + ")\\" : null;
            runs.add(new Run(randomText(random, 1 + random.nextInt(5)), styles, link));
        }
        return runs;
    }

    private static String randomText(Random random, int length) {
        var out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append("abc *~`[]()\\\n".charAt(random.nextInt(13)));
        }
        return out.toString();
    }
}
