package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.broadcast.BroadcastsTest.Killed;
import io.besedka.conversation.Act;
import io.besedka.conversation.Author;
import io.besedka.conversation.Owner;
import io.besedka.platform.database.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broadcast that is a block: each recipient's bot takes the step once, whoever dies between. */
class BlockBroadcastTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    /** {@code tick} counts its own runs, says nothing and leaves the client where he is. */
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "/start"}},
              {"id": "sale", "kind": "state", "message": {"text": "Sale!"},
               "actions": [{"kind": "set", "variable": "client.runs", "value": "#{client.runs}+"}],
               "arrows": [{"id": "a", "kind": "any", "to": "thanks"}]},
              {"id": "thanks", "kind": "state", "message": {"text": "Thanks"}},
              {"id": "tick", "kind": "aside", "actions": [{"kind": "set", "variable": "client.runs", "value": "#{client.runs}+"}]}
            ]}""";

    private Town town;
    private Map<String, Long> blocks;
    private List<Long> clients;

    @BeforeEach
    void open() {
        town = new Town(database.get());
        clients = LongStream.range(0, 20).map(i -> town.client("c" + i)).boxed().toList();
        blocks = town.publish(FLOW);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private long broadcastOf(String block) {
        return town.broadcasts.start(town.to(new Audience.OfClients(clients), new Saying.Block(blocks.get(block))));
    }

    private long entered(long client) {
        return town.count(
                "select coalesce(length(variables::json ->> 'runs'), 0) from conversations where project_id = "
                        + town.project() + " and id = " + client);
    }

    private long said(long client, String text) {
        return town.count("select count(*) from messages where project_id = " + town.project()
                + " and conversation_id = " + client + " and text = '" + text + "'");
    }

    private void everybodyEnteredOnce(long broadcast) {
        assertThat(clients).allMatch(client -> entered(client) == 1);
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
        assertThat(town.broadcasts.get(town.project(), broadcast).counts())
                .isEqualTo(new Broadcast.Counts(20, 0, 20, 0));
    }

    @Test
    void each_client_s_bot_enters_the_block_once_and_the_dialogue_goes_on_from_there() {
        long broadcast = broadcastOf("sale");
        town.work();

        everybodyEnteredOnce(broadcast);
        assertThat(clients).allMatch(client -> said(client, "Sale!") == 1);
        town.client("c0", "Oh!");
        assertThat(said(clients.getFirst(), "Thanks")).isEqualTo(1);
    }

    @Test
    void a_worker_killed_after_the_step_repeats_nothing_when_it_starts_again() {
        diesMidWay(broadcastOf("sale"));
        assertThat(clients).allMatch(client -> said(client, "Sale!") == 1);
    }

    @Test
    void nor_where_the_block_says_nothing() {
        diesMidWay(broadcastOf("tick"));
    }

    /** The first batch is handed over and never written down; another process takes it over when the lease has ended. */
    private void diesMidWay(long broadcast) {
        town.broadcasts.planDue();
        town.misfortune = results -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> town.dispatcher.dispatch()).isInstanceOf(Killed.class);
        assertThat(clients).as("entered, though nobody wrote it down").allMatch(client -> entered(client) == 1);
        assertThat(town.broadcasts.get(town.project(), broadcast).counts().handed())
                .isZero();

        town.misfortune = results -> results;
        town.clock().advance(Dispatcher.LEASE);
        var restarted = town.dispatcher();
        while (restarted.dispatch()) {
            // goes on
        }
        everybodyEnteredOnce(broadcast);
    }

    @Test
    void a_block_does_not_speak_over_a_person_and_is_tried_again_when_the_person_has_left() {
        long taken = clients.getFirst();
        town.does(taken, new Act.Assigned(Author.operator(1), Owner.operator(1)));
        long broadcast = broadcastOf("sale");
        town.work();

        assertThat(town.stateOf(taken, broadcast)).isEqualTo(RecipientState.DECLINED);
        assertThat(entered(taken)).isZero();
        town.does(taken, new Act.Assigned(Author.operator(1), Owner.NOBODY));
        assertThat(town.broadcasts.retry(town.project(), broadcast)).isEqualTo(new Broadcasts.Retried(1, 0));
        town.work();
        everybodyEnteredOnce(broadcast);
    }

    @Test
    void a_block_that_the_flow_does_not_have_is_declined_for_each_with_the_reason() {
        long broadcast = town.broadcasts.start(town.to(new Audience.OfClients(clients), new Saying.Block(999_999)));
        town.work();

        assertThat(town.results.counts(town.project(), broadcast)).isEqualTo(Map.of(RecipientState.DECLINED, 20L));
        assertThat(town.results
                        .page(town.project(), broadcast, List.of(), null, 1)
                        .recipients()
                        .getFirst()
                        .error())
                .contains("999999");
    }
}
