package io.besedka.flow;

import static io.besedka.flow.Definitions.arrow;
import static io.besedka.flow.Definitions.block;
import static io.besedka.flow.Definitions.exact;
import static io.besedka.flow.Definitions.of;
import static io.besedka.flow.Definitions.start;
import static io.besedka.flow.Definitions.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a definition must not be, and how it is told. */
class FlowCompilerTest {

    private static List<String> faults(String definition) {
        try {
            FlowCompiler.compile(1, 1, Talk.MOSCOW, definition);
            return List.of();
        } catch (FaultyFlow faulty) {
            return faulty.faults().stream().map(Fault::toString).toList();
        }
    }

    @Test
    void the_flower_shop_is_in_order() {
        assertThat(faults(FlowerShopTest.definition())).isEmpty();
    }

    @Test
    void all_faults_are_told_at_once_each_with_its_path() {
        var broken = """
                {"format": 2, "colour": 1, "blocks": [
                  {"id": "a", "kind": "start", "x": "left", "condition": {"mode": "semantic", "text": "x"},
                   "arrows": [{"id": "1", "kind": "any", "to": "nowhere"}, {"id": "1", "kind": "fork", "to": "a"},
                              {"id": "1", "kind": "any"}, {"id": "1", "kind": "any", "to": "a", "seconds": 1}]},
                  {"id": "a", "kind": "http"},
                  {"id": "b c", "kind": "state", "condition": {"text": "x"}, "actions": [{"kind": "script"}, {"kind": "tag"}]},
                  7
                ]}""";
        assertThat(faults(broken))
                .containsExactlyInAnyOrder(
                        "colour: is not known here",
                        "format: must be a whole number from 1 to 1",
                        "blocks[0].x: must be a number",
                        "blocks[0].condition.mode: must be one of similar, keywords, exact, regexp",
                        "blocks[0].arrows[0].to: no such block",
                        "blocks[0].arrows[1].kind: must be one of any, text, button, timer, collect, handed_back",
                        "blocks[0].arrows[2].to: is required",
                        "blocks[0].arrows[2].id: another arrow has this id",
                        "blocks[0].arrows[3].seconds: is not known here",
                        "blocks[0].arrows[3].id: another arrow has this id",
                        "blocks[1].id: another block has this id",
                        "blocks[1].kind: must be one of start, state, aside, aside_condition",
                        "blocks[2].id: may hold only Latin letters, digits, _ and -",
                        "blocks[2].condition: goes only with the kinds start and aside_condition",
                        "blocks[2].actions[0].kind: must be one of set, unset, tag, hand_over, move_deal, opt_out, opt_in, close",
                        "blocks[2].actions[1]: names no tag",
                        "blocks[3]: must be an object",
                        "blocks[3].id: is required",
                        "blocks[3].kind: must be one of start, state, aside, aside_condition");
    }

    @Test
    void arrows_say_what_they_lack() {
        var from = exact("a", "a");
        arrow(from, "text", "a");
        arrow(from, "text", "b", "condition", Map.of("text", " "));
        arrow(from, "button", "a", "button", "none");
        arrow(from, "button", "b");
        arrow(from, "timer", "a");
        arrow(from, "timer", "b", "seconds", -1, "cancelWhenLeft", "yes");
        arrow(from, "timer", "c", "seconds", 1.5);
        arrow(from, "collect", "a", "variable", "1x", "check", "phone", "region", "XX");
        arrow(from, "collect", "b", "check", "date");
        arrow(from, "any", "a", "compare", Map.of("variable", "x", "op", "eq"));
        arrow(from, "any", "b", "compare", Map.of("variable", "x", "op", "empty", "value", "1"));
        arrow(from, "any", "c", "compare", Map.of("variable", "x y", "op", "like"));
        var aside = arrow(block("b", "aside"), "any", "a");
        assertThat(faults(of(from, aside, block("c", "state"))))
                .containsExactly(
                        "blocks[0].arrows[0].condition: is required; for any answer use the kind any",
                        "blocks[0].arrows[1].condition: is required; for any answer use the kind any",
                        "blocks[0].arrows[2].button: this block has no such button",
                        "blocks[0].arrows[3].button: is required",
                        "blocks[0].arrows[4].seconds: must be a whole number from 0 to 34560000",
                        "blocks[0].arrows[5].seconds: must be a whole number from 0 to 34560000",
                        "blocks[0].arrows[5].cancelWhenLeft: must be true or false",
                        "blocks[0].arrows[6].seconds: must be a whole number from 0 to 34560000",
                        "blocks[0].arrows[7].region: must be a country of two capital letters, such as RU",
                        "blocks[0].arrows[7].error: is required: what to say to an answer that is not accepted",
                        "blocks[0].arrows[7].variable: must begin with a letter and hold no blanks, quotes, # or braces",
                        "blocks[0].arrows[8].check: must be one of text, number, phone, email",
                        "blocks[0].arrows[8].error: is required: what to say to an answer that is not accepted",
                        "blocks[0].arrows[8].variable: is required",
                        "blocks[0].arrows[9].compare.value: is required",
                        "blocks[0].arrows[10].compare.value: does not go with this op",
                        "blocks[0].arrows[11].compare.variable: must begin with a letter and hold no blanks, quotes, # or braces",
                        "blocks[0].arrows[11].compare.op: must be one of eq, ne, lt, le, gt, ge, contains, empty, filled",
                        "blocks[1].arrows[0].kind: the client is never in an aside: only timers lead on from it");
    }

    @Test
    void messages_say_what_they_lack() {
        var buttons = Map.of(
                "color",
                "x",
                "lines",
                List.of(
                        List.of(
                                Map.of("id", "a", "label", "{a|b}"),
                                Map.of("id", "a", "label", " "),
                                Map.of("id", "c", "label", "c", "kind", "url", "url", "javascript:#{x}"),
                                Map.of("id", "d", "label", "d", "kind", "url", "url", "https://#{x}"),
                                Map.of("id", "e", "label", "e", "url", "https://e.example", "color", "pink"),
                                Map.of("id", "f", "label", "f", "kind", "url", "url", "https://f.example#{x}"),
                                Map.of("id", "g", "label", "g", "kind", "url", "url", "https://g.example?of=#{x}"),
                                Map.of("id", "h", "label", "h", "kind", "url", "url", "https://h.example")),
                        List.of()));
        var message = Map.of(
                "text", "#{#{#{#{#{#{x}}}}}}", "attachments", List.of(Map.of("media", "hologram")), "buttons", buttons);
        assertThat(faults(of(
                        with(exact("a", "a"), "message", message),
                        with(exact("b", "b"), "message", Map.of()),
                        with(exact("c", "c"), "message", Map.of("buttons", Map.of("lines", "x"))),
                        with(exact("d", "d"), "message", Map.of("text", "x".repeat(20_001))))))
                .containsExactlyInAnyOrder(
                        "blocks[0].message.text: braces are nested deeper than 5",
                        "blocks[0].message.attachments[0].media: must be one of photo, video, audio, voice, video_note, animation, sticker, file",
                        "blocks[0].message.attachments[0].fileId: must be a whole number from 1 to 9223372036854775807",
                        "blocks[0].message.buttons.color: is not known here",
                        "blocks[0].message.buttons.lines[0][0].label: {a|b} cannot stand in a label: the answer would not be recognised",
                        "blocks[0].message.buttons.lines[0][1].id: another button of this block has this id",
                        "blocks[0].message.buttons.lines[0][1].label: is required",
                        "blocks[0].message.buttons.lines[0][2].url: must begin with http:// or https://, a host and, before any variable, a slash",
                        "blocks[0].message.buttons.lines[0][3].url: must begin with http:// or https://, a host and, before any variable, a slash",
                        "blocks[0].message.buttons.lines[0][4].url: goes only with the kinds url and web_app",
                        "blocks[0].message.buttons.lines[0][4].color: must be primary, positive or negative",
                        "blocks[0].message.buttons.lines[0][5].url: must begin with http:// or https://, a host and, before any variable, a slash",
                        "blocks[1].message: says nothing",
                        "blocks[2].message.buttons.lines: must be an array",
                        "blocks[2].message.buttons.lines: hold 0 buttons, they must be 1 to 100",
                        "blocks[2].message: buttons need a text or an attachment",
                        "blocks[3].message.text: is longer than 20000 characters",
                        "blocks[3].message: says nothing");
    }

    @Test
    void conditions_say_what_is_wrong_with_their_text() {
        assertThat(faults(of(
                        start("a", Map.of("mode", "regexp", "text", "(a")),
                        start("b", Map.of("mode", "regexp", "text", "((a{100}){100}){100}")),
                        start("c", Map.of("mode", "regexp", "text", "a{1000}b{2000}")),
                        start("d", Map.of("mode", "regexp", "text", "(ab|cd){900}")),
                        start("e", Map.of("mode", "keywords", "text", "(a")),
                        start("f", Map.of("mode", "keywords", "text", "a ()")),
                        start("g", Map.of("mode", "exact", "text", ";;")),
                        start("h", Map.of("text", "x".repeat(201))),
                        start("i", Map.of("text", "x", "without", "y")),
                        start("j", Map.of("text", 5)))))
                .containsExactly(
                        "blocks[0].condition.text: not a regular expression this engine takes: missing closing )",
                        "blocks[1].condition.text: the regular expression repeats too much",
                        "blocks[2].condition.text: the regular expression repeats too much",
                        "blocks[3].condition.text: the regular expression repeats too much",
                        "blocks[4].condition.text: a bracket is not closed",
                        "blocks[5].condition.text: brackets hold no word",
                        "blocks[6].condition.text: names no alternative",
                        "blocks[7].condition.text: an alternative of the mode similar holds at most 200 characters",
                        "blocks[8].condition.without: goes only with the mode keywords",
                        "blocks[9].condition.text: must be a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "{\"format\":1}",
                "{\"format\":1,\"blocks\":[]}",
                "{\"format\":1,\"blocks\":{}}",
                "{}"
            })
    void what_is_no_flow_is_told_so(String definition) {
        assertThat(faults(definition)).isNotEmpty();
    }

    @Test
    void limits_are_kept() {
        var many =
                IntStream.range(0, 501).mapToObj(i -> exact("b" + i, "t" + i)).toList();
        assertThat(faults(of(many.toArray(Map[]::new))))
                .containsExactly("blocks: 501 of them have a condition, at most 500 are allowed");
        var blocks = new ArrayList<>(Collections.nCopies(2001, block("x", "state")));
        assertThat(faults(of(blocks.toArray(Map[]::new)))).contains("blocks: holds 2001, at most 2000 are allowed");
        assertThat(faults(of(Collections.nCopies(300, block("", "x")).toArray(Map[]::new))))
                .hasSize(100);
        assertThat(faults(of(block("a", "state"))))
                .containsExactly("blocks: none can begin a dialogue: a start or an aside_condition is needed");
    }

    @Test
    void what_the_constructor_keeps_for_itself_may_stand_anywhere() {
        var ui = Map.of("folded", true);
        assertThat(faults(of(with(arrow(exact("a", "a"), "any", "a", "ui", ui), "ui", ui))))
                .isEmpty();
    }

    @Test
    void zero_characters_and_halves_of_characters_do_not_get_into_texts() {
        var definition = of(exact("a", "go")).replace("\"text\":\"a\"", "\"text\":\"x\\u0000y\\ud83dz\"");
        assertThat(Talk.with(definition).says("go")).containsExactly("xy\ufffdz");
    }
}
