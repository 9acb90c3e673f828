package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Variables.Scope;
import io.besedka.platform.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What programs do: callbacks, blocks, clients made known, histories cleared, clients erased. */
class ProgramTurnsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author KEY = Author.api(9);
    private static final Owner OLGA = Owner.operator(3);

    private static final Bot BOT = (situation, stimulus) -> switch (stimulus) {
        case Stimulus.Called(var text) ->
            new Step(
                    true,
                    null,
                    List.of(new Effect.Say(
                            Content.text("Called " + text + " of "
                                    + situation.client().get("city")),
                            41)));
        case Stimulus.Entered(var block) ->
            block == 41 ? new Step(true, null, List.of(new Effect.Say(Content.text("Block"), 41))) : Step.IGNORED;
        default -> Step.IGNORED;
    };

    @TempDir
    Path folder;

    private final House house = new House(database.get(), BOT);
    private final House.Person anna = house.person("anna");

    @AfterEach
    void close() {
        house.close();
    }

    private static Act.Called call(String key, String text, boolean resume) {
        return new Act.Called(KEY, key, text, Map.of("client.city", "Kazan", "source", "site"), resume);
    }

    private Refusal refusal(Result result) {
        return ((Result.Declined) result).refusal();
    }

    @Test
    void a_callback_makes_a_stranger_a_client_sets_variables_and_starts_the_bot() {
        var key = House.keyOf(anna.does(call("k", "lead", false)));

        assertThat(house.texts(key)).containsExactly("lead", "Called lead of Kazan");
        var history = house.history(key);
        assertThat(history.getFirst().note()).isTrue();
        assertThat(history.getFirst().author()).isEqualTo(new Author(Author.Kind.CALLBACK, 9));
        assertThat(history.getLast().author()).isEqualTo(new Author(Author.Kind.BOT, 41));
        assertThat(house.variables(key, Scope.CLIENT)).containsOnly(Map.entry("city", "Kazan"));
        assertThat(house.variables(key, Scope.DEAL)).containsOnly(Map.entry("source", "site"));
        assertThat(house.conversation(key).owner()).isEqualTo(Owner.BOT);
    }

    @Test
    void a_callback_of_the_same_key_is_taken_once() {
        var key = House.keyOf(anna.does(call("k", "lead", false)));

        assertThat(anna.does(call("k", "lead", false))).isEqualTo(new Result.Repeated(key, 1));
        assertThat(house.texts(key)).hasSize(2);
    }

    @Test
    void what_is_over_a_limit_sets_nothing_of_what_came_with_it() {
        var key = House.keyOf(anna.writes("hello"));
        var tooLong = "x".repeat(Variables.VALUE_LIMIT + 1);
        var mixed = new java.util.LinkedHashMap<String, String>();
        mixed.put("client.city", "Kazan");
        mixed.put("first", "1");
        mixed.put("second", tooLong);

        assertThat(refusal(anna.does(new Act.Called(KEY, "k", "lead", mixed, false))))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(refusal(anna.does(new Act.Called(KEY, "k", tooLong, Map.of("first", "1"), false))))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(refusal(house.does(key, new Act.VariablesSet(KEY, Scope.DEAL, mixed))))
                .isEqualTo(Refusal.TOO_LONG);
        anna.writes("so that the conversation is written");

        assertThat(house.variables(key, Scope.CLIENT)).isEmpty();
        assertThat(house.variables(key, Scope.DEAL)).isEmpty();
    }

    @Test
    void a_callback_is_not_answered_over_a_person_unless_it_resumes_the_bot() {
        var key = House.keyOf(anna.writes("hello"));
        house.does(key, new Act.Assigned(Author.operator(3), OLGA));

        anna.does(call("k1", "one", false));
        assertThat(house.texts(key)).doesNotContain("Called one of Kazan");
        assertThat(house.conversation(key).owner()).isEqualTo(OLGA);

        anna.does(call("k2", "two", true));
        assertThat(house.texts(key)).contains("Called two of Kazan");
        assertThat(house.conversation(key).owner()).isEqualTo(Owner.BOT);
    }

    @Test
    void a_block_is_done_once_by_its_key_and_never_over_a_person() {
        var key = House.keyOf(anna.writes("hello"));

        assertThat(house.does(key, new Act.Entered(KEY, "b", 41))).isEqualTo(new Result.Taken(key, 2, null));
        assertThat(house.does(key, new Act.Entered(KEY, "b", 41))).isEqualTo(new Result.Repeated(key, 2));
        assertThat(refusal(house.does(key, new Act.Entered(KEY, "c", 7)))).isEqualTo(Refusal.NO_SUCH_BLOCK);
        house.does(key, new Act.Assigned(Author.operator(3), OLGA));
        assertThat(refusal(house.does(key, new Act.Entered(KEY, "d", 41)))).isEqualTo(Refusal.NOT_YOURS);
        assertThat(house.texts(key)).containsOnlyOnce("Block");
    }

    @Test
    void a_scheduled_callback_is_said_at_its_time() {
        var key = House.keyOf(anna.writes("hello"));
        var taken = (Result.Taken) house.does(
                key,
                new Act.ScheduledAct(
                        KEY, "s", call("k", "later", false), house.clock.now().plusSeconds(60)));

        house.does(key, new Act.Rang(taken.seq()));
        house.does(key, new Act.Rang(taken.seq()));

        assertThat(house.texts(key)).containsExactly("hello", "later", "Called later of Kazan");
    }

    @Test
    void a_client_made_known_has_no_messages_and_is_the_same_when_it_writes() {
        var key = House.keyOf(anna.does(new Act.Loaded("campaign")));

        assertThat(house.texts(key)).isEmpty();
        assertThat(House.keyOf(anna.does(new Act.Loaded(null)))).isEqualTo(key);
        assertThat(House.keyOf(anna.writes("hello"))).isEqualTo(key);
    }

    @Test
    void a_client_made_known_is_listed_when_something_is_said() {
        var store = new ConversationStore(database.get().jdbi());
        var key = House.keyOf(anna.does(new Act.Loaded(null)));

        assertThat(store.list(house.project, ConversationStore.View.ALL, 0, null, 10)
                        .conversations())
                .isEmpty();
        assertThat(store.list(house.project, ConversationStore.View.UNASSIGNED, 0, null, 10)
                        .conversations())
                .isEmpty();
        house.does(key, new Act.Replied(KEY, "r", Content.text("Welcome"), 0));
        assertThat(store.list(house.project, ConversationStore.View.ALL, 0, null, 10)
                        .conversations())
                .hasSize(1);
    }

    @Test
    void clearing_takes_what_was_said_and_leaves_what_is_on_its_way() {
        var key = House.keyOf(anna.writes("hello"));
        house.does(key, new Act.Replied(KEY, "r", Content.text("on its way"), 0));

        house.clock.advance(java.time.Duration.ofSeconds(1));
        house.does(key, new Act.Cleared(KEY));

        assertThat(house.texts(key)).containsExactly("on its way");
        assertThat(anna.does(new Act.Wrote("m1", Content.text("hello"), null, null, house.clock.now())))
                .as("what was cleared is not taken again")
                .isInstanceOf(Result.Repeated.class);
    }

    @Test
    void an_erased_client_is_a_stranger_who_may_write_again() {
        var key = House.keyOf(anna.writes("hello"));
        var boris = house.person("boris");
        var other = House.keyOf(boris.writes("hi"));
        house.does(key, new Act.DealOpened(KEY, null, DealDraft.named("x"), false));

        assertThat(new Erasure(database.get().jdbi(), house.clock, List.of(), List.of(), Erasure.Told.NOBODY)
                        .erase(house.project, List.of(key.id(), 77L)))
                .containsExactly(key.id());

        var results = house.turns.take(List.of(
                anna.input(new Act.Wrote("m1", Content.text("I am back"), null, null, house.clock.now())),
                boris.input(new Act.Wrote("m9", Content.text("still here"), null, null, house.clock.now()))));
        assertThat(House.keyOf(results.getFirst())).isNotEqualTo(key);
        assertThat(house.texts(House.keyOf(results.getFirst()))).containsExactly("I am back");
        assertThat(house.texts(other)).containsExactly("hi", "still here");
        for (var table : List.of("messages", "message_ids", "deliveries", "deals", "variable_values", "timers")) {
            assertThat(house.count("select count(*) from " + table
                            + " where project_id = :project and conversation_id = " + key.id()))
                    .as(table)
                    .isZero();
        }
        assertThat(refusal(house.does(key, new Act.Noted(Author.operator(3), "n", "gone"))))
                .isEqualTo(Refusal.NO_SUCH_CONVERSATION);
    }

    @Test
    void opting_out_is_kept() {
        var key = House.keyOf(anna.writes("hello"));

        assertThat(house.does(key, new Act.OptedOut(KEY, true))).isInstanceOf(Result.Taken.class);
        assertThat(house.does(key, new Act.OptedOut(KEY, true))).isInstanceOf(Result.Repeated.class);
        assertThat(house.count("select count(*) from conversations where project_id = :project and opted_out"))
                .isOne();
    }
}
