package io.besedka.flow;

import static io.besedka.flow.Definitions.arrow;
import static io.besedka.flow.Definitions.block;
import static io.besedka.flow.Definitions.exact;
import static io.besedka.flow.Definitions.of;
import static io.besedka.flow.Definitions.start;
import static io.besedka.flow.Definitions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Content;
import io.besedka.conversation.Variables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of a step, one by one. */
class DialogueTest {

    @Test
    void the_four_priorities() {
        var place = arrow(exact("go", "go"), "any", "by-arrow");
        var definition = of(
                with(block("not-state", "aside_condition"), "condition", Map.of("mode", "exact", "text", "word")),
                place,
                block("by-arrow", "state"),
                start("vip", Map.of("compare", Map.of("variable", "vip", "op", "eq", "value", "yes"))),
                exact("start", "word"));
        var bot = Talk.with(definition);
        assertThat(bot.says("word")).as("a start with text").containsExactly("start");
        bot.says("go");
        bot.variables.put("vip", "yes");
        assertThat(bot.says("other")).as("a start without text").containsExactly("vip");
        bot.variables.clear();
        bot.says("go");
        assertThat(bot.says("other")).as("an arrow").containsExactly("by-arrow");
        assertThat(bot.says("other")).isEmpty();
        assertThat(bot.taken).isFalse();
        var quick = Talk.with(
                of(exact("go", "go"), with(block("quick", "aside_condition"), "condition", Map.of("text", "word"))));
        quick.says("go");
        var before = quick.session;
        assertThat(quick.says("word")).as("a not-state condition").containsExactly("quick");
        assertThat(quick.session).isEqualTo(before);
    }

    @Test
    void an_aside_without_any_condition_answers_what_nothing_else_did() {
        var bot = Talk.with(of(exact("go", "go"), block("pardon", "aside_condition")));
        assertThat(bot.says("what?")).containsExactly("pardon");
        assertThat(bot.says("go")).containsExactly("go");
    }

    @Test
    void a_start_without_any_condition_only_begins() {
        var bot = Talk.with(of(arrow(block("hi", "start"), "any", "next"), block("next", "state")));
        assertThat(bot.says("a")).containsExactly("hi");
        assertThat(bot.says("b")).containsExactly("next");
        assertThat(bot.says("c")).isEmpty();
    }

    @Test
    void a_button_is_meant_by_its_payload_or_by_its_label() {
        var buttons = Map.of(
                "text",
                "choose",
                "buttons",
                Map.of(
                        "lines",
                        List.of(List.of(
                                Map.of("id", "one", "label", "#{first}"),
                                Map.of("id", "two", "label", "Two"),
                                Map.of("id", "gone", "label", "#{absent}")))));
        var definition = of(
                arrow(
                        arrow(with(exact("go", "go"), "message", buttons), "button", "a", "button", "one"),
                        "button",
                        "b",
                        "button",
                        "two"),
                block("a", "state"),
                block("b", "state"));
        var bot = Talk.with(definition);
        bot.variables.put("first", "Один");
        bot.says("go");
        assertThat(bot.said.getLast().buttons().orElseThrow().flat()).hasSize(2);
        assertThat(bot.says("один")).containsExactly("a");
        bot.says("go");
        assertThat(bot.presses("Two")).containsExactly("b");
        assertThat(bot.presses("Один")).as("of an earlier message").containsExactly("a");
        assertThat(bot.hears(new Stimulus.Pressed("x", "go/none"))).isEmpty();
        assertThat(bot.hears(new Stimulus.Pressed("x", "none/none"))).isEmpty();
        assertThat(bot.hears(new Stimulus.Pressed(null, null))).isEmpty();
        assertThat(bot.hears(new Stimulus.Pressed("go", null)))
                .as("a press says its label")
                .containsExactly("choose");
    }

    @Test
    void an_arrow_may_be_barred_by_a_comparison() {
        var rich = Map.of("variable", "sum", "op", "gt", "value", "100");
        var bot = Talk.with(of(
                arrow(arrow(exact("go", "go"), "any", "rich", "compare", rich), "any", "poor"),
                block("rich", "state"),
                block("poor", "state")));
        bot.says("go");
        assertThat(bot.says("?")).containsExactly("poor");
        bot.variables.put("sum", "500");
        bot.says("go");
        assertThat(bot.says("?")).containsExactly("rich");
    }

    @Test
    void a_collected_answer_without_error_text_leaves_the_rest_to_other_arrows() {
        var bot = Talk.with(of(
                arrow(arrow(exact("go", "go"), "collect", "got", "variable", "x"), "any", "else"),
                block("got", "state"),
                block("else", "state")));
        bot.says("go");
        assertThat(bot.says(Content.of(" "), null)).containsExactly("else");
        bot.says("go");
        assertThat(bot.says(" words ")).containsExactly("got");
        assertThat(bot.variables).containsEntry("x", "words");
    }

    @Test
    void a_loop_is_trouble_and_says_nothing() {
        var loop = arrow(exact("go", "go"), "timer", "back", "seconds", 0);
        var bot = Talk.with(of(loop, arrow(block("back", "aside"), "timer", "go", "seconds", 0)));
        assertThat(bot.says("go")).isEmpty();
        assertThat(bot.troubles).singleElement().asString().contains("more than 50 blocks in one step");
        assertThat(bot.owner).isEqualTo("team 0");
        assertThat(bot.session).isNull();
    }

    @Test
    void a_timer_that_does_not_cancel_rings_anywhere_and_one_that_does_is_forgotten() {
        var go = arrow(
                arrow(exact("go", "go"), "timer", "kept", "seconds", 10, "cancelWhenLeft", false),
                "timer",
                "left",
                "seconds",
                5);
        var definition = of(go, exact("off", "off"), block("kept", "state"), block("left", "state"));
        var bot = Talk.with(definition);
        bot.says("go");
        assertThat(bot.timers).hasSize(2);
        bot.says("off");
        assertThat(bot.timers).containsOnlyKeys("7:go-kept-timer");
        assertThat(bot.hears(new Stimulus.Rang("7:go-left-timer")))
                .as("a stale ring")
                .isEmpty();
        assertThat(bot.taken).isTrue();
        assertThat(bot.hears(new Stimulus.Rang("8:go-kept-timer")))
                .as("another flow's ring")
                .isEmpty();
        assertThat(bot.waits(Duration.ofSeconds(10))).containsExactly("kept");
        assertThat(bot.session).contains("kept");
    }

    @Test
    void entering_a_block_again_winds_its_timers_anew() {
        var bot = Talk.with(of(arrow(exact("go", "go"), "timer", "late", "seconds", 10), block("late", "aside")));
        bot.says("go");
        bot.waits(Duration.ofSeconds(9));
        bot.says("go");
        assertThat(bot.waits(Duration.ofSeconds(9))).isEmpty();
        assertThat(bot.waits(Duration.ofSeconds(1))).containsExactly("late");
    }

    @Test
    void a_ring_is_barred_by_its_comparison() {
        var unpaid = Map.of("variable", "paid", "op", "empty");
        var bot = Talk.with(of(
                arrow(exact("go", "go"), "timer", "remind", "seconds", 10, "compare", unpaid),
                block("remind", "aside")));
        bot.says("go");
        bot.variables.put("paid", "yes");
        assertThat(bot.waits(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void an_aside_s_timer_rings_though_the_client_was_never_in_it() {
        var bot = Talk.with(of(
                exact("go", "go"),
                arrow(
                        with(block("quick", "aside_condition"), "condition", Map.of("text", "quick")),
                        "timer",
                        "late",
                        "seconds",
                        5),
                block("late", "aside")));
        bot.says("go");
        bot.says("quick");
        bot.says("go");
        assertThat(bot.waits(Duration.ofSeconds(5))).containsExactly("late");
    }

    @Test
    void the_text_comes_before_the_change_of_owner_and_after_the_variables() {
        var go = with(exact("go", "go"), "message", Map.of("text", "#{x}", "markup", false));
        with(
                go,
                "actions",
                List.of(
                        Map.of("kind", "hand_over", "team", 3),
                        Map.of("kind", "set", "variable", "client.x", "value", "*1*"),
                        Map.of("kind", "set", "variable", "y", "value", "#{x}2")));
        arrow(go, "timer", "never", "seconds", 0);
        var step = Talk.with(of(go, block("never", "state"))).step(new Stimulus.Said(Content.text("go"), null, true));
        assertThat(step.effects())
                .containsExactly(
                        new Effect.Set(Variables.Scope.CLIENT, "x", "*1*"),
                        new Effect.Set("y", "*1*2"),
                        new Effect.Say(Content.text("*1*")),
                        new Effect.HandOver(3));
    }

    @Test
    void handed_back_without_an_arrow_it_stays_where_it_was() {
        var bot = Talk.with(of(
                arrow(with(exact("go", "go"), "actions", List.of(Map.of("kind", "hand_over"))), "any", "on"),
                block("on", "state")));
        assertThat(bot.handsBack()).isEmpty();
        bot.says("go");
        assertThat(bot.handsBack()).isEmpty();
        assertThat(bot.taken).isTrue();
        assertThat(bot.says("x")).containsExactly("on");
    }

    @Test
    void closing_forgets_timers_and_place() {
        var close = with(exact("bye", "bye"), "actions", List.of(Map.of("kind", "close")));
        var bot = Talk.with(of(
                arrow(exact("go", "go"), "timer", "late", "seconds", 5, "cancelWhenLeft", false),
                block("late", "aside"),
                close,
                block("hi", "start")));
        bot.says("go");
        assertThat(bot.says("bye")).containsExactly("bye");
        assertThat(bot.closed).isTrue();
        assertThat(bot.timers).isEmpty();
        assertThat(bot.says("hello again")).as("begins anew").containsExactly("hi");
    }

    @Test
    void the_built_in_variables() {
        var text = "#{name}|#{full_name}|#{client_id}|#{current_date}|#{current_time}|#{tag}|#{question}";
        var bot = Talk.with(of(
                arrow(with(exact("go", "go;/start"), "message", Map.of("text", text)), "timer", "later", "seconds", 60),
                with(block("later", "aside"), "message", Map.of("text", "You said #{question}"))));
        assertThat(bot.says("go")).containsExactly("Анна|Анна Петрова|42|08.03.2026|12:00||go");
        assertThat(bot.waits(Duration.ofMinutes(1))).containsExactly("You said go");
        assertThat(bot.says(Content.text("/start ad1"), "ad1"))
                .singleElement()
                .asString()
                .endsWith("|ad1|/start");
        bot.name = null;
        bot.variables.put("name", "Nan");
        assertThat(bot.says("go")).singleElement().asString().startsWith("Nan||42");
    }

    @Test
    void the_last_text_outlives_its_step_where_it_is_asked_for_and_is_no_variable() {
        var asks = with(block("later", "aside"), "message", Map.of("text", "You said #{question}"));
        var bot = Talk.with(of(arrow(exact("go", "go"), "timer", "later", "seconds", 60), asks));
        bot.variables.put("question", "stored long ago");
        bot.says("go");
        assertThat(bot.says("say \"please\"\n")).as("nobody answers it").isEmpty();
        assertThat(bot.waits(Duration.ofMinutes(1))).containsExactly("You said say \"please\"\n");
        assertThat(bot.variables).isEqualTo(Map.of("question", "stored long ago"));
        assertThat(bot.says("x".repeat(Content.TEXT_LIMIT))).isEmpty();
        assertThat(Session.read(bot.session).block())
                .as("the longest text costs no place")
                .isEqualTo("go");
        var silent = Talk.with(of(exact("go", "go")));
        silent.says("go");
        assertThat(silent.session).doesNotContain("\"q\"");
    }

    @Test
    void a_client_in_the_middle_goes_on_in_its_version_while_it_is_held() {
        var first = FlowCompiler.compile(
                7, 1, Talk.MOSCOW, of(arrow(exact("go", "go"), "any", "old"), block("old", "state")));
        var second = FlowCompiler.compile(
                7, 2, Talk.MOSCOW, of(arrow(exact("go", "go"), "any", "new"), block("new", "state")));
        var bot = new Talk(Published.only(first));
        bot.says("go");
        bot.flow = new Published(second, Map.of(1, first, 2, second), Map.of());
        assertThat(bot.says("x")).containsExactly("old");
        assertThat(bot.session).contains("\"v\":1");
        assertThat(bot.says("go")).as("starts are the newest's").containsExactly("go");
        assertThat(bot.says("x")).containsExactly("new");
    }

    @Test
    void a_version_no_longer_held_goes_on_in_the_newest_or_anew() {
        var newest = FlowCompiler.compile(
                7,
                9,
                Talk.MOSCOW,
                of(arrow(exact("go", "go"), "any", "new"), block("new", "state"), block("hi", "start")));
        var bot = new Talk(Published.only(newest));
        bot.session = "{\"f\":7,\"v\":1,\"b\":\"go\"}";
        assertThat(bot.says("x")).containsExactly("new");
        for (var lost : List.of(
                "{\"f\":7,\"v\":1,\"b\":\"removed\"}",
                "{\"f\":8,\"v\":9,\"b\":\"go\"}",
                "{}",
                "[]",
                "",
                "{\"f\":\"x\"}",
                "\u0001",
                "{\"f\":7,\"b\":{}")) {
            bot.session = lost;
            assertThat(bot.says("x")).as(lost).containsExactly("hi");
        }
    }

    @Test
    void too_long_values_are_cut_to_what_a_variable_holds() {
        var set = Map.of("kind", "set", "variable", "x", "value", "#{x}#{x}");
        var bot = Talk.with(of(with(exact("go", "go"), "actions", List.of(set))));
        bot.variables.put("x", "y".repeat(60_000));
        bot.says("go");
        assertThat(bot.variables.get("x")).hasSize(100_000);
    }

    @Test
    void a_fault_of_ours_calls_people_and_is_no_exception() {
        var bot = Talk.with(of(exact("go", "go")));
        var broken = FlowBot.step(bot.flow, bot.situation(), new Stimulus.Said(null, null, true));
        assertThat(broken).isEqualTo(new Step(true, null, List.of(new Effect.Trouble("flow 7: the step failed"))));
    }
}
