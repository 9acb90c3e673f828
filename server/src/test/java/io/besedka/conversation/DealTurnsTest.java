package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Stages.Ending;
import io.besedka.conversation.VariableSearch.Condition;
import io.besedka.conversation.VariableSearch.Query;
import io.besedka.conversation.Variables.Scope;
import io.besedka.deal.Deal;
import io.besedka.deal.DealStore;
import io.besedka.deal.Pipeline;
import io.besedka.platform.database.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DealTurnsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author KEY = Author.api(9);

    /** Sets what it is told, and moves the deal where it is told. */
    private static final Bot CLERK = (situation, stimulus) -> {
        if (!(stimulus instanceof Stimulus.Said(var content, var tag, var first))) {
            return Step.IGNORED;
        }
        var words = content.text().split(" ");
        return new Step(
                true,
                null,
                List.of(
                        switch (words[0]) {
                            case "deal" -> new Effect.Set(Scope.DEAL, words[1], words[2]);
                            case "client" -> new Effect.Set(Scope.CLIENT, words[1], words[2]);
                            case "project" -> new Effect.Set(Scope.PROJECT, words[1], words[2]);
                            case "move" -> new Effect.MoveDeal(Long.parseLong(words[1]));
                            case "tell" ->
                                new Effect.Say(Content.text(
                                        words[1] + "=" + situation.project().apply(words[1])));
                            default -> new Effect.Say(Content.text("?"));
                        }));
    };

    private final House house = new House(database.get(), CLERK);
    private final House.Person anna = house.person("anna");
    private final ConversationKey key = House.keyOf(anna.writes("hello"));
    private final DealStore deals = new DealStore(database.get().jdbi());
    private final List<Pipeline.Stage> stages =
            house.registered().pipelines.of(house.project).getFirst().stages();

    @AfterEach
    void close() {
        house.close();
    }

    private long open(String name) {
        return ((Result.Taken) house.does(key, new Act.DealOpened(KEY, null, DealDraft.named(name), false))).seq();
    }

    private Deal deal(long id) {
        return deals.find(house.project, id).orElseThrow();
    }

    private long stage(int index) {
        return stages.get(index).id();
    }

    private List<Long> found(Scope scope, String name, String value) {
        var query = new Query(house.project, scope, true, List.of(Condition.eq(name, value)));
        return new VariableSearch(database.get().jdbi()).find(query, 0, 100);
    }

    private Result delete(long deal) {
        return house.does(key, new Act.DealDeleted(KEY, deal));
    }

    private long rows(String table, long deal) {
        return house.count("select count(*) from " + table + " where project_id = :project and deal_id = " + deal);
    }

    @Test
    void a_deleted_deal_leaves_nothing_and_the_newest_open_one_is_current() {
        long first = open("First");
        anna.writes("deal size small");
        long ended = open("Ended");
        house.does(key, new Act.DealMoved(KEY, ended, stage(3)));
        long second = open("Second");
        house.does(key, new Act.DealVariablesSet(KEY, first, Map.of("colour", "red")));
        long current = open("Current");
        anna.writes("deal size large");
        house.does(key, new Act.DealMoved(KEY, first, stage(1)));

        delete(current);
        assertThat(deals.find(house.project, current)).isEmpty();
        assertThat(rows("deal_events", current) + rows("variable_values", current))
                .isZero();
        assertThat(house.variables(key, Scope.DEAL)).isEmpty();
        assertThat(house.followed.getLast().kind()).isEqualTo(LogKind.DEAL);
        assertThat(house.followed.getLast().ref()).isEqualTo(current);
        anna.writes("deal paper brown");
        assertThat(deal(second).variables()).containsOnly(Map.entry("paper", "brown"));

        delete(second);
        assertThat(house.variables(key, Scope.DEAL))
                .containsOnly(Map.entry("size", "small"), Map.entry("colour", "red"));
        delete(first);
        assertThat(house.variables(key, Scope.DEAL))
                .as("what has ended is not current again")
                .isEmpty();
        assertThat(found(Scope.DEAL, "size", "small")).isEmpty();
        assertThat(deal(ended).name()).isEqualTo("Ended");
        assertThat(delete(first))
                .isInstanceOfSatisfying(
                        Result.Declined.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.NO_SUCH_DEAL));
    }

    @Test
    void a_deal_deleted_in_the_midst_of_a_batch_is_gone_for_what_comes_after() {
        long kept = open("Kept");
        long gone = open("Gone");
        var address = new Address.OfConversation(key);

        var results = house.turns.take(List.of(
                new Input(address, new Act.DealVariablesSet(KEY, gone, Map.of("a", "1"))),
                new Input(address, new Act.DealVariablesSet(KEY, kept, Map.of("b", "2"))),
                new Input(address, new Act.DealDeleted(KEY, gone)),
                new Input(address, new Act.DealMoved(KEY, gone, stage(1))),
                new Input(address, new Act.DealDeleted(KEY, gone)),
                new Input(address, new Act.DealMoved(KEY, 0, stage(1)))));

        assertThat(results.stream().map(result -> result instanceof Result.Declined))
                .containsExactly(false, false, false, true, true, false);
        assertThat(deals.find(house.project, gone)).isEmpty();
        assertThat(rows("deal_events", gone) + rows("variable_values", gone)).isZero();
        assertThat(deal(kept).stageId()).isEqualTo(stage(1));
        assertThat(house.variables(key, Scope.DEAL)).containsOnly(Map.entry("b", "2"));
        var another = House.keyOf(house.person("boris").writes("hello"));
        assertThat(house.does(another, new Act.DealDeleted(KEY, kept)))
                .as("another client's")
                .isInstanceOf(Result.Declined.class);
    }

    @Test
    void the_first_deal_takes_over_what_was_collected_for_it() {
        anna.writes("deal size large");

        long id = open("Bouquet");

        assertThat(deal(id).variables()).containsOnly(Map.entry("size", "large"));
        assertThat(deal(id).stageId()).isEqualTo(stage(0));
        assertThat(house.variables(key, Scope.DEAL)).containsEntry("size", "large");
        assertThat(found(Scope.DEAL, "size", "large")).containsExactly(key.id());
    }

    @Test
    void a_deal_opened_between_two_sets_of_one_batch_has_both() {
        var results = house.turns.take(List.of(
                anna.input(new Act.Wrote("a", Content.text("deal size large"), null, null, house.clock.now())),
                anna.input(new Act.DealOpened(KEY, null, DealDraft.named("B"), false)),
                anna.input(new Act.Wrote("b", Content.text("deal size small"), null, null, house.clock.now())),
                anna.input(new Act.Wrote("c", Content.text("deal color red"), null, null, house.clock.now()))));

        var deal = deal(((Result.Taken) results.get(1)).seq());
        assertThat(deal.variables()).isEqualTo(Map.of("size", "small", "color", "red"));
        assertThat(house.count("select count(*) from variable_values where project_id = :project and deal_id = 0"))
                .isZero();
        assertThat(found(Scope.DEAL, "size", "small")).containsExactly(key.id());
        assertThat(found(Scope.DEAL, "size", "large")).isEmpty();
    }

    @Test
    void a_further_deal_is_current_and_begins_with_nothing_while_the_other_keeps_its_own() {
        long first = open("First");
        anna.writes("deal size large");
        long second = open("Second");
        anna.writes("deal size small");
        house.does(key, new Act.DealVariablesSet(KEY, first, Map.of("size", "huge")));

        assertThat(deals.current(house.project, key.id()).orElseThrow().id()).isEqualTo(second);
        assertThat(deal(first).variables()).containsOnly(Map.entry("size", "huge"));
        assertThat(deal(second).variables()).containsOnly(Map.entry("size", "small"));
        assertThat(deals.ofClient(house.project, key.id(), 10))
                .extracting(Deal::id)
                .containsExactly(second, first);
    }

    @Test
    void an_ending_closes_the_deal_and_its_variables_are_the_clients_no_more() {
        long id = open("Bouquet");
        anna.writes("deal size large");

        house.does(key, new Act.DealMoved(KEY, 0, stage(3)));

        assertThat(deal(id).status()).isEqualTo(Ending.SUCCESS);
        assertThat(deal(id).closedAt()).isNotNull();
        assertThat(deal(id).variables()).containsEntry("size", "large");
        assertThat(deals.current(house.project, key.id())).isEmpty();
        assertThat(house.variables(key, Scope.DEAL)).isEmpty();
    }

    @Test
    void an_ended_deal_moved_to_an_open_stage_is_current_again_with_its_variables() {
        long id = open("Bouquet");
        anna.writes("deal size large");
        house.does(key, new Act.DealMoved(KEY, id, stage(4)));

        house.does(key, new Act.DealMoved(KEY, id, stage(1)));

        assertThat(deals.current(house.project, key.id()).orElseThrow().id()).isEqualTo(id);
        assertThat(house.variables(key, Scope.DEAL)).containsEntry("size", "large");
        assertThat(deal(id).closedAt()).isNull();
    }

    @Test
    void moving_without_a_deal_opens_one_and_moving_to_where_it_is_changes_nothing() {
        anna.writes("move " + stage(1));
        var deal = deals.current(house.project, key.id()).orElseThrow();

        var again = house.does(key, new Act.DealMoved(KEY, 0, stage(1)));

        assertThat(deal.stageId()).isEqualTo(stage(1));
        assertThat(again).isEqualTo(new Result.Repeated(key, deal.id()));
    }

    @Test
    void a_deals_history_tells_whence_and_whither_it_went() {
        long id = open("Bouquet");
        anna.writes("move " + stage(1));
        house.does(key, new Act.DealMoved(KEY, id, stage(2)));
        house.does(key, new Act.DealChanged(KEY, 0, new DealDraft("Roses", null, new BigDecimal("1500.5"), null, 3L)));

        assertThat(deals.history(house.project, id, 0, 10))
                .extracting(Deal.Event::kind, Deal.Event::from, Deal.Event::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("opened", 0L, stage(0)),
                        org.assertj.core.groups.Tuple.tuple("moved", stage(0), stage(1)),
                        org.assertj.core.groups.Tuple.tuple("moved", stage(1), stage(2)),
                        org.assertj.core.groups.Tuple.tuple("changed", 0L, 0L));
        assertThat(deal(id).name()).isEqualTo("Roses");
        assertThat(deal(id).budget()).isEqualByComparingTo("1500.50");
        assertThat(deal(id).responsibleId()).isEqualTo(3);
    }

    @Test
    void a_deal_of_another_client_and_a_stage_that_is_none_are_refused() {
        long id = open("Bouquet");
        var boris = House.keyOf(house.person("boris").writes("hello"));

        assertThat(house.does(boris, new Act.DealMoved(KEY, id, stage(1))))
                .isInstanceOfSatisfying(
                        Result.Declined.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.NO_SUCH_DEAL));
        assertThat(house.does(key, new Act.DealMoved(KEY, id, 1)))
                .isInstanceOfSatisfying(
                        Result.Declined.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.NO_SUCH_STAGE));
    }

    @Test
    void the_same_key_opens_one_deal() {
        var first = house.does(key, new Act.DealOpened(KEY, "k1", DealDraft.EMPTY, false));
        var again = house.does(key, new Act.DealOpened(KEY, "k1", DealDraft.EMPTY, false));

        assertThat(again).isEqualTo(new Result.Repeated(key, ((Result.Taken) first).seq()));
        assertThat(deals.ofClient(house.project, key.id(), 10)).hasSize(1);
    }

    @Test
    void each_change_of_a_deal_stands_in_the_log_under_the_deals_number() {
        long id = open("Bouquet");

        assertThat(house.followed.getLast().kind()).isEqualTo(LogKind.DEAL);
        assertThat(house.followed.getLast().ref()).isEqualTo(id);
    }

    @Test
    void variables_live_where_they_were_set() {
        anna.writes("client phone 79160000000");
        anna.writes("project discount 5");
        anna.writes("tell discount");

        assertThat(house.variables(key, Scope.CLIENT)).containsOnly(Map.entry("phone", "79160000000"));
        assertThat(house.projectVariables.all(house.project)).containsOnly(Map.entry("discount", "5"));
        assertThat(house.texts(key)).contains("discount=5");
        assertThat(found(Scope.CLIENT, "phone", "79160000000")).containsExactly(key.id());
    }

    @Test
    void a_removed_variable_is_found_no_more() {
        house.does(key, new Act.VariablesSet(KEY, Scope.CLIENT, Map.of("city", "Kazan")));
        assertThat(found(Scope.CLIENT, "city", "Kazan")).containsExactly(key.id());

        var removed = new java.util.HashMap<String, String>();
        removed.put("city", null);
        house.does(key, new Act.VariablesSet(KEY, Scope.CLIENT, removed));

        assertThat(found(Scope.CLIENT, "city", "Kazan")).isEmpty();
        assertThat(house.variables(key, Scope.CLIENT)).isEmpty();
    }
}
