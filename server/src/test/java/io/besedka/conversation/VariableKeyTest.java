package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VariableKeyTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final List<String> STRANGE = List.of(
            "",
            " ",
            "-",
            "+",
            ".",
            "1.",
            ".5",
            "0",
            "-0",
            "-0.0",
            "+0",
            "1e5",
            "0x10",
            "1 2",
            "1,5",
            "NaN",
            "Infinity",
            "\t7\n",
            "\u00a07",
            "\u0667",
            "n00",
            "t",
            "999999999999999.999999999999999",
            "9999999999999999",
            "-999999999999999",
            "Казань",
            "ё",
            "\ud83d\ude00",
            "7" + " ".repeat(600));

    @Test
    void the_database_makes_the_same_key() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var values = new ArrayList<>(STRANGE);
        for (int i = 0; i < 2000; i++) {
            values.add(value(random));
        }
        var keys = database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select variable_key(v), variable_rest(v) from unnest(:values) with ordinality i(v, n) order by n")
                        .bindArray("values", String.class, values.toArray())
                        .map((row, context) -> new VariableKey(row.getString(1), row.getString(2)))
                        .list());
        for (int i = 0; i < values.size(); i++) {
            var key = VariableKey.of(values.get(i));
            assertThat(keys.get(i))
                    .as("seed %s, value '%s'", seed, values.get(i))
                    .isEqualTo(key);
        }
    }

    @Test
    void keys_of_numbers_sort_by_size_and_before_those_of_texts() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 1000; i++) {
            numbers.add(number(random));
        }
        var byKey = numbers.stream()
                .sorted(Comparator.comparing(number -> VariableKey.of(number).key()))
                .map(Double::parseDouble)
                .toList();
        assertThat(byKey).as("seed %s", seed).isSortedAccordingTo(Comparator.comparingDouble(number -> number + 0.0));
        assertThat(VariableKey.of("999999999999999").key())
                .isLessThan(VariableKey.of("").key());
        assertThat(VariableKey.of("-0")).isEqualTo(VariableKey.of("0.0"));
    }

    private static String number(Random random) {
        var whole = Long.toString(random.nextLong() % (long) Math.pow(10, 1 + random.nextInt(15)));
        return random.nextBoolean() ? whole : whole + "." + random.nextInt(1_000_000);
    }

    private static String value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> number(random);
            case 1 -> "  " + number(random) + " ";
            case 2 -> text(random, 20);
            default -> text(random, 700);
        };
    }

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(random.nextInt(5) == 0 ? "\ud83d\ude00" : Character.toString('а' + random.nextInt(32)));
        }
        return text.toString();
    }
}
