package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Stages.Ending;
import io.besedka.conversation.Variables.Scope;
import io.besedka.deal.DealFilter;
import io.besedka.deal.DealLists;
import io.besedka.deal.DealStore;
import io.besedka.deal.Pipeline;
import io.besedka.platform.database.TestDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random acts on the deals of a few clients, beside a model that says in a page what must come of them. */
class DealModelTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author OLGA = Author.operator(3);
    private static final List<String> NAMES = List.of("size", "color", "count");

    private final House house = new House(database.get(), Bot.NONE).registered();
    private final List<Pipeline.Stage> stages =
            house.pipelines.of(house.project).getFirst().stages();

    /** One deal as it must be. */
    private static final class Wanted {
        int stage;
        String name;
        BigDecimal budget;
        Map<String, String> variables = new TreeMap<>();
        final List<Integer> went = new ArrayList<>();
    }

    /** One client as they must be. */
    private final class Client {
        final ConversationKey key;
        final Map<Long, Wanted> deals = new TreeMap<>();
        Map<String, String> awaiting = new TreeMap<>();
        long current;

        Client(String name) {
            key = House.keyOf(house.person(name).writes("hello"));
        }

        boolean ends(int stage) {
            return stages.get(stage).ending() != Ending.OPEN;
        }

        void opened(long id, int stage, String name) {
            var deal = new Wanted();
            deal.stage = stage;
            deal.name = name;
            deal.went.add(stage);
            deals.put(id, deal);
            if (current == 0) {
                deal.variables = awaiting;
                awaiting = new TreeMap<>();
            }
            if (!ends(stage)) {
                current = id;
            }
        }

        void moved(long id, int stage) {
            var deal = deals.get(id);
            if (deal.stage == stage) {
                return;
            }
            deal.stage = stage;
            deal.went.add(stage);
            if (ends(stage) && current == id) {
                current = 0;
            } else if (!ends(stage) && current == 0) {
                current = id;
                awaiting.forEach(deal.variables::putIfAbsent);
                awaiting = new TreeMap<>();
            }
        }

        Map<String, String> currents() {
            return current == 0 ? awaiting : deals.get(current).variables;
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatever_happens_deals_their_variables_and_their_history_are_as_the_model_says() {
        long seed = 20261121;
        var random = new Random(seed);
        var clients = List.of(new Client("anna"), new Client("vera"), new Client("olga"));
        for (int round = 0; round < 60; round++) {
            batch(random, clients);
            for (var client : clients) {
                same(client, "seed " + seed + ", round " + round);
            }
            sameBoard(clients, "seed " + seed + ", round " + round);
        }
    }

    /** Acts that are taken in one turn, each with what it must do to the model once its number is known. */
    private void batch(Random random, List<Client> clients) {
        var inputs = new ArrayList<Input>();
        var effects = new ArrayList<java.util.function.LongConsumer>();
        for (int i = 0, n = 1 + random.nextInt(6); i < n; i++) {
            var client = clients.get(random.nextInt(clients.size()));
            int stage = random.nextInt(stages.size());
            var ids = List.copyOf(client.deals.keySet());
            long named = ids.isEmpty() ? 0 : ids.get(random.nextInt(ids.size()));
            var values = values(random);
            add(
                    inputs,
                    effects,
                    client,
                    switch (random.nextInt(7)) {
                        case 0, 1 -> opening(client, stage, "Deal " + random.nextInt(100));
                        case 2, 3 -> named == 0 ? setting(client, values) : moving(client, named, stage);
                        case 4 -> named == 0 ? setting(client, values) : changing(client, named, random.nextInt(1000));
                        case 5 -> named == 0 ? setting(client, values) : settingOf(client, named, values);
                        default -> setting(client, values);
                    });
        }
        var results = house.turns.take(inputs);
        for (int i = 0; i < results.size(); i++) {
            effects.get(i)
                    .accept(
                            switch (results.get(i)) {
                                case Result.Taken taken -> taken.seq();
                                case Result.Repeated repeated -> repeated.seq();
                                case Result.Declined declined ->
                                    throw new AssertionError(inputs.get(i) + ": " + declined);
                            });
        }
    }

    private record Step(Act act, java.util.function.LongConsumer effect) {}

    private static void add(
            List<Input> inputs, List<java.util.function.LongConsumer> effects, Client client, Step step) {
        inputs.add(new Input(new Address.OfConversation(client.key), step.act()));
        effects.add(step.effect());
    }

    private Step opening(Client client, int stage, String name) {
        var draft = new DealDraft(name, null, null, stages.get(stage).id(), null);
        return new Step(new Act.DealOpened(OLGA, null, draft, false), id -> client.opened(id, stage, name));
    }

    private Step moving(Client client, long deal, int stage) {
        return new Step(new Act.DealMoved(OLGA, deal, stages.get(stage).id()), id -> client.moved(deal, stage));
    }

    private static Step changing(Client client, long deal, int budget) {
        var wanted = budget % 3 == 0 ? null : new BigDecimal(budget).setScale(2);
        var draft = new DealDraft(null, null, wanted == null ? DealDraft.NO_BUDGET : wanted, null, null);
        return new Step(new Act.DealChanged(OLGA, deal, draft), id -> client.deals.get(deal).budget = wanted);
    }

    private static Step settingOf(Client client, long deal, Map<String, String> values) {
        return new Step(
                new Act.DealVariablesSet(OLGA, deal, values), id -> put(client.deals.get(deal).variables, values));
    }

    private static Step setting(Client client, Map<String, String> values) {
        return new Step(new Act.VariablesSet(OLGA, Scope.DEAL, values), id -> put(client.currents(), values));
    }

    private static void put(Map<String, String> variables, Map<String, String> values) {
        values.forEach((name, value) -> {
            if (value == null) {
                variables.remove(name);
            } else {
                variables.put(name, value);
            }
        });
    }

    private static Map<String, String> values(Random random) {
        var values = new HashMap<String, String>();
        for (var name : NAMES) {
            if (random.nextBoolean()) {
                values.put(name, random.nextInt(4) == 0 ? null : "v" + random.nextInt(50));
            }
        }
        return values;
    }

    private void same(Client client, String when) {
        var store = new DealStore(database.get().jdbi());
        var lists = new DealLists(database.get().jdbi());
        var found = new TreeMap<Long, io.besedka.deal.Deal>();
        store.ofClient(house.project, client.key.id(), 1000).forEach(deal -> found.put(deal.id(), deal));
        assertThat(found.keySet()).as(when).isEqualTo(client.deals.keySet());
        client.deals.forEach((id, wanted) -> {
            var deal = found.get(id);
            assertThat(deal.stageId())
                    .as(when)
                    .isEqualTo(stages.get(wanted.stage).id());
            assertThat(deal.status())
                    .as(when)
                    .isEqualTo(stages.get(wanted.stage).ending());
            assertThat(deal.closedAt() != null).as(when).isEqualTo(client.ends(wanted.stage));
            assertThat(deal.budget()).as(when).isEqualTo(wanted.budget);
            assertThat(new TreeMap<>(deal.variables()))
                    .as(when + ", deal " + id)
                    .isEqualTo(wanted.variables);
            assertThat(searchable(client, id)).as(when + ", deal " + id).isEqualTo(keys(wanted.variables));
            var went = lists.history(house.project, id, 0, 10_000).reversed().stream()
                    .filter(event -> !event.kind().equals("changed"))
                    .map(event -> event.to())
                    .toList();
            assertThat(went)
                    .as(when)
                    .isEqualTo(
                            wanted.went.stream().map(at -> stages.get(at).id()).toList());
        });
        assertThat(store.current(house.project, client.key.id())
                        .map(io.besedka.deal.Deal::id)
                        .orElse(0L))
                .as(when)
                .isEqualTo(client.current);
        assertThat(new TreeMap<>(house.variables(client.key, Scope.DEAL)))
                .as(when)
                .isEqualTo(client.currents());
        if (client.current == 0) {
            assertThat(searchable(client, 0)).as(when).isEqualTo(keys(client.awaiting));
        } else {
            assertThat(searchable(client, 0)).as(when).isEmpty();
        }
    }

    private static Map<String, String> keys(Map<String, String> variables) {
        var keys = new TreeMap<String, String>();
        variables.forEach((name, value) -> keys.put(name, VariableKey.of(value).key()));
        return keys;
    }

    /** No constraint of the database says that a variable is found in one place only. */
    private Map<String, String> searchable(Client client, long deal) {
        var values = new TreeMap<String, String>();
        database.get()
                .jdbi()
                .useHandle(handle -> handle.createQuery("""
                        select name, key from variable_values
                        where project_id = :project and conversation_id = :client and scope = 1 and deal_id = :deal""")
                        .bind("project", house.project)
                        .bind("client", client.key.id())
                        .bind("deal", deal)
                        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                        .forEach(found -> assertThat(values.put(found.getKey(), found.getValue()))
                                .as("%s twice", found.getKey())
                                .isNull()));
        return values;
    }

    private void sameBoard(List<Client> clients, String when) {
        var board = new DealLists(database.get().jdbi())
                .board(house.project, house.pipelines.of(house.project).getFirst(), DealFilter.ALL, 1000);
        for (int at = 0; at < stages.size(); at++) {
            int stage = at;
            var here = clients.stream()
                    .flatMap(client -> client.deals.values().stream())
                    .filter(deal -> deal.stage == stage)
                    .toList();
            var sum = here.stream()
                    .map(deal -> deal.budget == null ? BigDecimal.ZERO : deal.budget)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(board.get(at).total().count()).as(when).isEqualTo(here.size());
            assertThat(board.get(at).cards()).as(when).hasSize(here.size());
            assertThat(board.get(at).total().sum()).as(when).isEqualByComparingTo(sum);
        }
    }
}
