package io.besedka.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Erasure;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.webhook.GatherStore.NewDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However gathering, posting and an erasure meet, no words of the erased are left. */
class GatheringTest {
    private static final long PROJECT = 1;
    private static final Instant NOW = Instant.parse("2026-05-04T09:00:00Z");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private Jdbi jdbi;
    private GatherStore store;
    private Erasure erasure;

    @BeforeEach
    void open() {
        jdbi = database.get().jdbi();
        store = new GatherStore(jdbi);
        erasure = new Erasure(
                jdbi, MovableClock.at(NOW.toString()), List.of(), List.of(Webhooks::erase), Erasure.Told.NOBODY);
        jdbi.useHandle(handle -> {
            handle.execute(
                    "insert into projects (id, name, time_zone, locale, created_at) overriding system value values (1, 'p', 'UTC', 'en', now())");
            handle.execute("insert into webhooks (project_id, name, url, kinds, secrets, cursor, created_at) values"
                    + " (1, 'n', 'http://x', '{message.received,client.erased}', '', 0, now())");
            for (int id = 101; id <= 102; id++) {
                handle.execute("insert into contacts (project_id, id, created_at) values (1, ?, now())", id);
                handle.execute(
                        "insert into clients (project_id, id, connection_id, external_id, contact_id, created_at) values (1, ?, 5, ?, ?, now())",
                        id,
                        "" + id,
                        id);
                handle.execute(
                        "insert into conversations (project_id, id, connection_id, created_at) values (1, ?, 5, now())",
                        id);
            }
        });
    }

    private static NewDelivery said(long client, String words) {
        return new NewDelivery("evt_1_" + client + "_0", EventKind.MESSAGE_RECEIVED.word(), client, words);
    }

    private List<String> bodies() {
        return jdbi.withHandle(handle -> handle.createQuery("select body from webhook_deliveries order by id")
                .mapTo(String.class)
                .list());
    }

    private GatherStore.Place place() {
        return store.active().getFirst();
    }

    @Test
    void who_was_erased_since_the_log_was_read_is_left_out() {
        var read = place();
        erasure.erase(PROJECT, List.of(101L));

        var erased = new NewDelivery("evt_1_9_0", EventKind.CLIENT_ERASED.word(), 101, "gone");
        assertThat(store.advance(read, 9, List.of(said(101, "secret"), said(102, "hello"), erased), NOW))
                .isTrue();

        assertThat(bodies()).containsExactly("hello", "gone");
        assertThat(place().cursor()).isEqualTo(9);
    }

    @Test
    void an_erasure_waits_for_what_is_being_gathered_and_empties_it() throws Exception {
        CompletableFuture<List<Long>> erasing;
        try (var gathering = jdbi.open()) {
            gathering.begin();
            assertThat(ConversationStore.held(gathering, PROJECT, List.of(101L, 102L, 103L)))
                    .containsExactlyInAnyOrder(101L, 102L);
            erasing = CompletableFuture.supplyAsync(() -> erasure.erase(PROJECT, List.of(101L)));
            awaitBlocked();
            GatherStore.insert(
                    gathering, PROJECT, place().id(), 0, List.of(said(101, "secret"), said(102, "hello")), NOW);
            gathering.commit();
        }

        assertThat(erasing.get(60, TimeUnit.SECONDS)).containsExactly(101L);
        assertThat(bodies()).containsExactly("", "hello");
    }

    private void awaitBlocked() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isBlocked() && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(isBlocked()).as("the erasure waits").isTrue();
    }

    private boolean isBlocked() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select from pg_locks where not granted and pid in"
                                + " (select pid from pg_stat_activity where datname = current_database()))")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Test
    void the_answer_to_a_call_that_the_erasure_overtook_is_not_kept() {
        store.advance(place(), 9, List.of(said(101, "secret")), NOW);
        var sending = new SendStore(jdbi);
        var claimed = sending.claim(sending.endpoints(NOW).getFirst(), 4, NOW, NOW.plus(Postman.LEASE))
                .getFirst();
        erasure.erase(PROJECT, List.of(101L));

        var how = new SendStore.Ended(WebhookDelivery.State.DONE, 200, null, "thank you for the secret", 5, null);
        boolean kept = jdbi.inTransaction(tx -> SendStore.ended(tx, claimed, how));

        assertThat(kept).isFalse();
        var left = new DeliveryLog(jdbi)
                .find(PROJECT, claimed.webhookId(), claimed.id())
                .orElseThrow();
        assertThat(left.state()).isEqualTo(WebhookDelivery.State.SKIPPED);
        assertThat(left.erased()).isTrue();
        assertThat(left.body()).isNull();
        assertThat(left.answer()).isNull();
        assertThat(sending.claim(sending.endpoints(NOW).getFirst(), 4, NOW, NOW.plus(Postman.LEASE)))
                .isEmpty();
    }

    @Test
    void turns_are_not_held_up_by_what_is_being_gathered() {
        jdbi.useTransaction(gathering -> {
            ConversationStore.held(gathering, PROJECT, List.of(101L));
            var free = jdbi.withHandle(turn -> turn.createQuery(
                            "select id from conversations where project_id = 1 for no key update nowait")
                    .mapTo(Long.class)
                    .list());
            assertThat(free).hasSize(2);
        });
    }
}
