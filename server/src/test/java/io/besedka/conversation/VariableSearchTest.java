package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.VariableSearch.Condition;
import io.besedka.conversation.VariableSearch.Op;
import io.besedka.conversation.VariableSearch.Query;
import io.besedka.conversation.Variables.Scope;
import io.besedka.platform.database.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VariableSearchTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author KEY = Author.api(9);

    private final House house = new House(database.get(), Bot.NONE);
    private final VariableSearch search = new VariableSearch(database.get().jdbi());

    @AfterEach
    void close() {
        house.close();
    }

    private long client(String id, Map<String, String> variables) {
        var key = House.keyOf(house.person(id).does(new Act.Loaded(null)));
        house.does(key, new Act.VariablesSet(KEY, Scope.CLIENT, variables));
        return key.id();
    }

    private List<Long> found(boolean all, Condition... conditions) {
        return search.find(new Query(house.project, Scope.CLIENT, all, List.of(conditions)), 0, 1000);
    }

    private static Condition where(String name, Op op, String... values) {
        return new Condition(name, op, List.of(values));
    }

    @Test
    void clients_are_found_by_one_value_by_one_of_several_and_by_another() {
        long anna = client("anna", Map.of("city", "Kazan"));
        long boris = client("boris", Map.of("city", "Perm"));
        client("nobody", Map.of("other", "Kazan"));

        assertThat(found(true, where("city", Op.EQ, "Kazan"))).containsExactly(anna);
        assertThat(found(true, where("city", Op.IN, "Kazan", "Perm"))).containsExactly(anna, boris);
        assertThat(found(true, where("city", Op.NE, "Kazan"))).containsExactly(boris);
        assertThat(found(true, where("city", Op.NOT_IN, "Kazan", "Perm"))).isEmpty();
    }

    @Test
    void numbers_compare_as_numbers_and_are_the_same_however_they_are_written() {
        long cheap = client("cheap", Map.of("sum", "9"));
        long dear = client("dear", Map.of("sum", "10.0"));

        assertThat(found(true, where("sum", Op.GT, "9"))).containsExactly(dear);
        assertThat(found(true, where("sum", Op.LE, "10"))).containsExactly(cheap, dear);
        assertThat(found(true, where("sum", Op.EQ, "10"))).containsExactly(dear);
    }

    @Test
    void comparing_sizes_where_one_value_is_a_text_is_refused() {
        client("a", Map.of("sum", "9"));
        client("b", Map.of("sum", "nine"));

        assertThatThrownBy(() -> found(true, where("sum", Op.GT, "1")))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.NOT_NUMBERS));
        assertThatThrownBy(() -> found(true, where("other", Op.GT, "x"))).isInstanceOf(Refused.class);
    }

    @Test
    void pages_go_on_after_the_last_number() {
        var all = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            all.add(client("c" + i, Map.of("city", "Kazan")));
        }
        var query = new Query(house.project, Scope.CLIENT, true, List.of(Condition.eq("city", "Kazan")));

        assertThat(search.find(query, 0, 3)).isEqualTo(all.subList(0, 3));
        assertThat(search.find(query, all.get(2), 3)).isEqualTo(all.subList(3, 5));
    }

    @Test
    void a_long_value_is_found_by_its_beginning() {
        long anna = client("anna", Map.of("essay", "x".repeat(5000)));

        assertThat(found(true, where("essay", Op.EQ, "x".repeat(4000)))).containsExactly(anna);
        assertThat(found(true, where("essay", Op.EQ, "x".repeat(100)))).isEmpty();
    }

    @Test
    void a_text_is_told_from_the_longer_ones_that_begin_with_it() {
        long hundred = client("hundred", Map.of("essay", "x".repeat(100)));
        long more = client("more", Map.of("essay", "x".repeat(101)));
        long other = client("other", Map.of("essay", "x".repeat(100) + "y"));

        assertThat(found(true, where("essay", Op.EQ, "x".repeat(100)))).containsExactly(hundred);
        assertThat(found(true, where("essay", Op.IN, "x".repeat(101), "short"))).containsExactly(more);
        assertThat(found(true, where("essay", Op.NOT_IN, "x".repeat(100), "x".repeat(101))))
                .containsExactly(other);
    }

    @Test
    void what_a_variable_was_finds_its_client_no_more() {
        long anna = client("anna", Map.of("city", "Kazan", "plan", "1"));
        var key = new ConversationKey(house.project, anna);

        house.does(key, new Act.VariablesSet(KEY, Scope.CLIENT, Map.of("city", "Perm", "plan", "1.0")));
        assertThat(found(true, where("city", Op.EQ, "Kazan"))).isEmpty();
        assertThat(found(true, where("city", Op.EQ, "Perm"), where("plan", Op.EQ, "1")))
                .containsExactly(anna);

        var gone = new HashMap<String, String>();
        gone.put("city", null);
        house.does(key, new Act.VariablesSet(KEY, Scope.CLIENT, gone));
        assertThat(found(false, where("city", Op.EQ, "Perm"), where("city", Op.NE, "x")))
                .isEmpty();
        assertThat(house.count("select count(*) from variable_values where project_id = :project"))
                .isEqualTo(1);
    }

    @Test
    void conditions_on_deals_hold_in_one_and_the_same_deal() {
        house.registered();
        long anna = client("anna", Map.of());
        long boris = client("boris", Map.of());
        var key = new ConversationKey(house.project, anna);
        // Boris has no deal yet; what was collected for one is searched as well.
        house.does(
                new ConversationKey(house.project, boris),
                new Act.VariablesSet(KEY, Scope.DEAL, Map.of("size", "5", "colour", "red")));
        for (var colour : List.of("red", "blue")) {
            house.does(key, new Act.DealOpened(KEY, colour, new DealDraft(colour, null, null, null, null), false));
            house.does(
                    key,
                    new Act.DealVariablesSet(
                            KEY, 0, Map.of("colour", colour, "size", colour.equals("red") ? "1" : "9")));
        }

        assertThat(deals(where("colour", Op.EQ, "red"), where("size", Op.GT, "3")))
                .containsExactly(boris);
        assertThat(deals(where("colour", Op.EQ, "blue"), where("size", Op.GT, "3")))
                .containsExactly(anna);
        assertThat(deals(where("colour", Op.EQ, "red"), where("size", Op.NE, "5")))
                .containsExactly(anna);
    }

    @Test
    void odd_characters_are_found_and_leave_with_their_client() {
        var odd =
                Map.of("lone", "a\ud83d", "late", "x".repeat(600) + "\ud83d", "quoted", "\"\\/\n\t\u2028", "plan", "1");
        long anna = client("anna", odd);

        odd.forEach((name, value) -> {
            assertThat(found(true, where(name, Op.EQ, value), where("plan", Op.LT, "2")))
                    .as(name)
                    .containsExactly(anna);
            assertThat(found(true, where("plan", Op.EQ, "1"), where(name, Op.NE, "other")))
                    .as(name)
                    .containsExactly(anna);
        });
        new Erasure(database.get().jdbi(), house.clock, List.of(), List.of(), Erasure.Told.NOBODY)
                .erase(house.project, List.of(anna));
        assertThat(house.count("select count(*) from variable_values where project_id = :project"))
                .isZero();
    }

    private List<Long> deals(Condition... conditions) {
        return search.find(new Query(house.project, Scope.DEAL, true, List.of(conditions)), 0, 1000);
    }

    @Test
    void searching_costs_what_is_found_however_often_the_search_was_planned() {
        int people = 5000;
        database.get().jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into variable_values (project_id, scope, name, key, conversation_id)
                    select ?, 0, v.name, variable_key(v.value), g
                    from generate_series(1, ?) g,
                         lateral (values ('email', 'p' || g), ('city', (g % 10)::text), ('plan', (g % 5)::text)) v(name, value)""", house.project, people);
            handle.execute("analyze variable_values");
        });
        var query = new Query(
                house.project,
                Scope.CLIENT,
                true,
                List.of(Condition.eq("email", "p" + people), Condition.eq("city", "0"), Condition.eq("plan", "0")));
        // In one transaction, so that one session plans all of them and its counters can be read.
        database.get().jdbi().useTransaction(handle -> {
            int times = 20;
            for (int i = 0; i < times; i++) {
                assertThat(search.find(query, 0, 500)).containsExactly((long) people);
            }
            assertThat(handle.select(
                                    "select idx_tup_fetch from pg_stat_xact_user_tables where relname = 'variable_values'")
                            .mapTo(Long.class)
                            .one())
                    .as("the one who is looked for and whether both others hold of it, and what the planner looks at")
                    .isBetween(3L * times, 10L * times);
        });
    }

    @Test
    void any_search_finds_what_a_walk_over_all_clients_finds() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var clients = new TreeMap<Long, Map<String, String>>();
        for (int i = 0; i < 60; i++) {
            var variables = new HashMap<String, String>();
            for (var name : List.of("a", "b", "c")) {
                if (random.nextInt(4) > 0) {
                    variables.put(name, written(random.nextInt(4), random));
                }
            }
            clients.put(client("p" + i, variables), variables);
        }
        for (int i = 0; i < 200; i++) {
            boolean all = random.nextBoolean();
            var conditions = new ArrayList<Condition>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                var op = Op.values()[random.nextInt(Op.values().length)];
                boolean several = op == Op.IN || op == Op.NOT_IN;
                var one = Integer.toString(random.nextInt(4));
                var name = List.of("a", "b", "c").get(random.nextInt(3));
                conditions.add(new Condition(
                        name, op, several ? List.of(one, Integer.toString(random.nextInt(4))) : List.of(one)));
            }
            Predicate<Map<String, String>> holds = variables -> all
                    ? conditions.stream().allMatch(condition -> holds(condition, variables))
                    : conditions.stream().anyMatch(condition -> holds(condition, variables));
            var expected = clients.entrySet().stream()
                    .filter(entry -> holds.test(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(found(all, conditions.toArray(Condition[]::new)))
                    .as("seed %s, %s %s", seed, all, conditions)
                    .isEqualTo(expected);
        }
    }

    /** One number, not always the same text. */
    private static String written(int number, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> number + ".0";
            case 1 -> " +" + number;
            default -> Integer.toString(number);
        };
    }

    private static boolean holds(Condition condition, Map<String, String> variables) {
        if (variables.get(condition.name()) == null) {
            return false;
        }
        var value = Integer.toString((int) Double.parseDouble(variables.get(condition.name())));
        int compared = Integer.compare(
                Integer.parseInt(value), Integer.parseInt(condition.values().getFirst()));
        return switch (condition.op()) {
            case EQ, IN -> condition.values().contains(value);
            case NE, NOT_IN -> !condition.values().contains(value);
            case LT -> compared < 0;
            case LE -> compared <= 0;
            case GT -> compared > 0;
            case GE -> compared >= 0;
        };
    }
}
