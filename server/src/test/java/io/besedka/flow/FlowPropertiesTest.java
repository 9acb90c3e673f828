package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random flows and random clients: no step throws, runs away, grows its session or answers the same thing twice differently. */
class FlowPropertiesTest {
    private static final int FLOWS = 150;
    private static final int STEPS = 40;
    private static final List<String> WORDS = List.of(
            "go",
            "розы",
            "Розы!",
            "да",
            "нет",
            "",
            " ",
            "доставка завтра",
            "+7 916 123-45-67",
            "12,5",
            "a@b.ru",
            "#{x}",
            "{a|b}",
            "*a*",
            "\\",
            "😀",
            "\ud83d",
            "(((",
            "/start",
            "ё",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
            "x".repeat(5000),
            "(a+)+$;b",
            "1e9999",
            "\u0000");
    private static final List<String> MODES = List.of("exact", "similar", "keywords", "regexp");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void no_step_throws_runs_away_or_depends_on_anything_but_its_input() {
        int answered = 0;
        for (int round = 0; round < FLOWS; round++) {
            var bot = Talk.with(definition());
            for (int i = 0; i < STEPS; i++) {
                var stimulus = stimulus(bot);
                var about = "seed " + seed + " round " + round + " step " + i + " " + stimulus;
                var step = bot.step(stimulus);
                assertThat(bot.step(stimulus)).as(about).isEqualTo(step);
                assertThat(step.effects().stream().filter(Effect.Say.class::isInstance))
                        .as(about)
                        .hasSizeLessThanOrEqualTo(FlowLimits.STEPS);
                assertThat(placeOf(step.session()).length()).as(about).isLessThan(300);
                keepsTimersApart(step.effects(), about);
                bot.hears(stimulus);
                answered += bot.taken ? 1 : 0;
                bot.now = bot.now.plusSeconds(random.nextInt(100));
            }
        }
        assertThat(answered).as("seed " + seed).isGreaterThan(FLOWS);
    }

    @Test
    void the_flower_shop_survives_any_client() {
        var definition = FlowerShopTest.definition();
        for (int round = 0; round < 40; round++) {
            var bot = Talk.with(definition);
            bot.says("каталог");
            for (int i = 0; i < STEPS; i++) {
                bot.hears(stimulus(bot));
                assertThat(bot.troubles).as("seed " + seed + " round " + round).isEmpty();
            }
            bot.waits(Duration.ofDays(3));
            assertThat(bot.timers).as("seed " + seed + " round " + round).isEmpty();
        }
    }

    @Test
    void damaged_definitions_are_refused_or_run_but_never_throw_anything_else() {
        var sound = FlowerShopTest.definition();
        var pieces = List.of("\"", "{", "}", "[", "]", ",", "null", "1", "#{", "(", "\\", "-1", "\u0000", "true");
        for (int round = 0; round < 400; round++) {
            int from = random.nextInt(sound.length());
            int to = Math.min(sound.length(), from + random.nextInt(12));
            var damaged = sound.substring(0, from) + pieces.get(random.nextInt(pieces.size())) + sound.substring(to);
            try {
                Talk.with(damaged).says("каталог");
            } catch (FaultyFlow told) {
                assertThat(told.faults()).as("seed " + seed).isNotEmpty();
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + seed + " round " + round + "\n" + damaged, thrown);
            }
        }
    }

    @Test
    void the_sketch_of_letters_never_hides_a_similar_text() {
        for (int round = 0; round < 20_000; round++) {
            var a = letters(20);
            var b = random.nextBoolean() ? edited(a) : letters(20);
            if (Similarity.near(a, b)) {
                assertThat(TextMatch.Sketched.of(a).mayBeNear(TextMatch.Sketched.of(b)))
                        .as("seed %d: %s, %s", seed, a, b)
                        .isTrue();
            }
            assertThat(Similarity.near(a, b)).as("seed %d: %s, %s", seed, a, b).isEqualTo(plainlyNear(a, b));
        }
    }

    /** The textbook's table, whole. */
    private static boolean plainlyNear(String a, String b) {
        var table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                                1 + Math.min(table[i - 1][j], table[i][j - 1]));
            }
        }
        int longer = Math.max(a.length(), b.length());
        return longer > 0 && table[a.length()][b.length()] * 100 < longer * 30;
    }

    private String letters(int most) {
        var out = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            out.append("абвгд xyz".charAt(random.nextInt(9)));
        }
        return out.toString();
    }

    private String edited(String text) {
        var out = new StringBuilder(text);
        for (int i = random.nextInt(6); i > 0 && !out.isEmpty(); i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(3)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, 'ж');
                default -> out.setCharAt(at, 'щ');
            }
        }
        return out.toString();
    }

    /** The session without the client's words, which are as long as the client likes. */
    private static String placeOf(String session) {
        var read = Session.read(session);
        return new Session(read.flowId(), read.version(), read.block(), null).json();
    }

    private static void keepsTimersApart(List<Effect> effects, String about) {
        var forgotten = new ArrayList<String>();
        var woken = new ArrayList<String>();
        for (var effect : effects) {
            if (effect instanceof Effect.Forget(var names)) {
                forgotten.addAll(names);
            } else if (effect instanceof Effect.WakeAt(var name, var at)) {
                woken.add(name);
            }
        }
        assertThat(woken).as(about).doesNotHaveDuplicates();
        assertThat(forgotten).as(about).doesNotHaveDuplicates().noneMatch(woken::contains);
    }

    private Stimulus stimulus(Talk bot) {
        return switch (random.nextInt(8)) {
            case 0 -> new Stimulus.Pressed(word(), random.nextBoolean() ? "b" + random.nextInt(8) + "/y" : null);
            case 1 ->
                new Stimulus.Rang(
                        bot.timers.isEmpty() || random.nextBoolean()
                                ? word()
                                : bot.timers.keySet().iterator().next());
            case 2 -> new Stimulus.HandedBack();
            case 3 ->
                new Stimulus.Said(
                        Content.of(
                                word(),
                                Part.Attachment.stored(Part.Media.PHOTO, 1, null, null, 0),
                                new Part.ContactCard(null, null, null, false)),
                        null,
                        false);
            case 4 -> new Stimulus.Said(Content.text("/start x"), word(), random.nextBoolean());
            default -> new Stimulus.Said(Content.text(word()), null, false);
        };
    }

    private String definition() {
        int count = 2 + random.nextInt(6);
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(Definitions.exact("b0", "go"));
        for (int i = 1; i < count; i++) {
            var kind = List.of("start", "state", "state", "aside", "aside_condition")
                    .get(random.nextInt(5));
            var block = Definitions.block("b" + i, kind);
            if (!kind.equals("state") && !kind.equals("aside") && random.nextInt(4) > 0) {
                Definitions.with(block, "condition", condition());
            }
            if (random.nextInt(6) == 0) {
                Definitions.with(
                        block,
                        "actions",
                        List.of(random.nextBoolean() ? Map.of("kind", "close") : Map.of("kind", "hand_over")));
            } else if (random.nextInt(3) == 0) {
                Definitions.with(
                        block, "actions", List.of(Map.of("kind", "set", "variable", "x", "value", "#{question}{1|2}")));
            }
            blocks.add(block);
        }
        blocks.forEach(block -> decorate(block, count));
        return io.besedka.platform.json.Json.text(Map.of("format", 1, "blocks", blocks));
    }

    private void decorate(Map<String, Object> block, int count) {
        Definitions.with(
                block,
                "message",
                Map.of(
                        "text",
                        "#{x} {a|#{name}} **#{question}**",
                        "buttons",
                        Map.of(
                                "inline",
                                random.nextBoolean(),
                                "lines",
                                List.of(List.of(Map.of("id", "y", "label", "да #{x}"))))));
        boolean aside = block.get("kind").toString().startsWith("aside");
        for (int to = 0; to < count; to++) {
            switch (random.nextInt(aside ? 3 : 9)) {
                case 0 ->
                    Definitions.arrow(
                            block,
                            "timer",
                            "b" + to,
                            "seconds",
                            random.nextInt(3) * 50,
                            "cancelWhenLeft",
                            random.nextBoolean());
                case 3 -> Definitions.arrow(block, "any", "b" + to);
                case 4 -> Definitions.arrow(block, "button", "b" + to, "button", "y");
                case 5 -> Definitions.arrow(block, "text", "b" + to, "condition", condition());
                case 6 ->
                    Definitions.arrow(
                            block,
                            "collect",
                            "b" + to,
                            "variable",
                            "x",
                            "error",
                            "#{x}?",
                            "check",
                            List.of("text", "number", "phone", "email").get(random.nextInt(4)));
                case 7 -> Definitions.arrow(block, "handed_back", "b" + to);
                default -> {}
            }
        }
    }

    private Map<String, Object> condition() {
        var compare = Map.of(
                "variable", "x", "op", List.of("eq", "lt", "contains").get(random.nextInt(3)), "value", "1#{question}");
        var text = List.of("да", "розы;нет", "доставка", "a+").get(random.nextInt(4));
        var mode = MODES.get(random.nextInt(4));
        return random.nextInt(3) == 0
                ? Map.of("mode", mode, "text", text, "compare", compare)
                : Map.of("mode", mode, "text", text);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
