package io.besedka.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTailTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, May 4, 2026 at 9:00 AM Shop <shop@flowers.example> wrote:",
                "On Mon, May 4, 2026 at 9:00 AM Shop\n<shop@flowers.example> wrote:",
                "пн, 4 мая 2026 г. в 12:00, Shop <shop@flowers.example>:",
                "04.05.2026, 12:00, \"Shop\" <shop@flowers.example>:",
                "Понедельник, 4 мая 2026, 12:00 +03:00 от Shop <shop@flowers.example>:",
                "4 мая 2026 г., в 12:00, Shop <shop@flowers.example> написал(а):",
                "04.05.2026 12:00, Shop пишет:"
            })
    void the_introductions_of_usual_programs_are_folded_with_their_quote(String introduction) {
        var tail = QuotedTail.of("Yes\n\n" + introduction + "\n\n> Red or white?\n> Shop\n");

        assertThat(tail.own()).isEqualTo("Yes");
        assertThat(tail.marked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----Original Message-----",
                "-------- Исходное сообщение --------",
                "---------- Forwarded message ---------",
                "-------- Пересылаемое сообщение --------",
                "________________________________\nОт: Shop <s@x>\nОтправлено: 4 мая\nКому: Анна\nТема: Re: Розы",
                "From: Shop <s@x>\nSent: Monday\nTo: Anna\nSubject: Roses",
                "*От:* Shop\n*Дата:* 4 мая\n*Тема:* Розы"
            })
    void blocks_of_headers_are_folded_with_all_below(String block) {
        var tail = QuotedTail.of("Yes\n\n" + block + "\n\nRed or white?\n");

        assertThat(tail.own()).isEqualTo("Yes");
        assertThat(tail.quoted()).startsWith(block).endsWith("Red or white?");
        assertThat(tail.marked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> Red or white?\nRed.\n> And how many?\nTwelve.",
                "> Red or white?\nRed.",
                "No quote at all",
                "I said:\n> red\nand mean it",
                "> only a quote",
                "> Red?\nYes.\n> Many?",
                "From: the heart"
            })
    void words_between_and_below_quotes_are_kept_with_them(String text) {
        assertThat(QuotedTail.of(text)).isEqualTo(new QuotedTail(text, "", false));
    }

    @Test
    void html_becomes_lines_links_and_marked_quotes() {
        var html = """
                <html><head><style>p {}</style></head><body><!-- no --><p>Hello,&nbsp;<b>Olga</b>&#33;</p><ul><li>red<li>white</ul>
                <a href="https://roses.example/?a=1&amp;b=2">here</a> <a href="javascript:x">there</a><script>alert("</p>")</script><br>
                1 < 2<div class="gmail_quote">On Monday Shop wrote:<blockquote>Red?<br>White?</blockquote></div></body></html>""";

        assertThat(HtmlText.of(html))
                .isEqualTo(
                        "Hello, Olga!\n\n• red\n• white\nhere (https://roses.example/?a=1&b=2) there\n1 < 2\nOn Monday Shop wrote:\n> Red?\n> White?");
    }

    @Test
    void broken_html_is_read_to_its_end() {
        assertThat(HtmlText.of("<div><p>a<a href=>b</a></blockquote>c<script>d"))
                .isEqualTo("a b\nc".replace("a b", "ab"));
        assertThat(HtmlText.of("a <b")).isEqualTo("a");
        assertThat(HtmlText.of("&#x;&#99999999;&bogus;&")).isEqualTo("&#x;&bogus;&".replace("&#x;", "&#x;"));
    }
}
