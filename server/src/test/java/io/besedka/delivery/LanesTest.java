package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.Act;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LanesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene(database.get(), 2000);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_committed_message_is_sent_and_known_by_the_providers_id() {
        var anna = scene.client("anna");

        long seq = scene.says(anna, "Good morning");
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("Good morning");
        assertThat(scene.adapter.calls().getFirst().to().externalId()).isEqualTo("anna");
        assertThat(scene.delivery(anna, seq).externalIds()).containsExactly("x1");
        assertThat(scene.status(anna, seq)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.lanes.waiting()).isZero();
    }

    @Test
    void a_message_waits_for_the_one_before_it_through_its_retries() {
        var failures = new AtomicInteger(3);
        scene.adapter.script = call -> call.text().equals("one") && failures.getAndDecrement() > 0
                ? new SendResult.TryLater(null, Scope.CHAT, "busy")
                : null;
        var anna = scene.client("anna");
        scene.says(anna, "one");
        scene.says(anna, "two");
        scene.settle();
        assertThat(scene.adapter.texts()).containsExactly("one");

        scene.passes(Duration.ofSeconds(40), SECOND);

        assertThat(scene.adapter.texts()).containsExactly("one", "one", "one", "one", "two");
    }

    @Test
    void a_chat_that_must_wait_holds_up_nobody_else() {
        scene.adapter.script = call -> scene.adapter.asked.size() == 1
                ? new SendResult.TryLater(Duration.ofSeconds(7), Scope.CHAT, "429")
                : null;
        var anna = scene.client("anna");
        var boris = scene.client("boris");
        scene.says(anna, "one");
        scene.settle();
        scene.says(boris, "two");
        scene.settle();
        assertThat(scene.adapter.texts()).containsExactly("one", "two");

        scene.passes(Duration.ofMillis(6_900), Duration.ofMillis(100));
        assertThat(scene.adapter.texts()).hasSize(2);
        scene.passes(Duration.ofMillis(100), Duration.ofMillis(100));
        assertThat(scene.adapter.texts()).containsExactly("one", "two", "one");
    }

    @Test
    void a_connection_that_must_wait_holds_up_all_its_chats() {
        scene.adapter.script = call -> scene.adapter.asked.size() == 1
                ? new SendResult.TryLater(Duration.ofSeconds(30), Scope.CONNECTION, "429")
                : null;
        var anna = scene.client("anna");
        var boris = scene.client("boris");
        scene.says(anna, "one");
        scene.settle();
        scene.says(boris, "two");
        scene.settle();
        assertThat(scene.statuses()).containsOnly(DeliveryStatus.QUEUED.ordinal());

        scene.passes(Duration.ofSeconds(29), SECOND);
        assertThat(scene.adapter.texts()).containsExactly("one");
        scene.passes(SECOND, SECOND);
        assertThat(scene.adapter.texts()).containsExactlyInAnyOrder("one", "one", "two");
    }

    @Test
    void parts_go_one_by_one_and_a_restart_goes_on_after_the_last_one_done() {
        scene.adapter.script = call -> call.text().equals("c")
                        && scene.adapter.texts().stream().filter("c"::equals).count() == 1
                ? new SendResult.TryLater(Duration.ofSeconds(10), Scope.CHAT, "busy")
                : null;
        var anna = scene.client("anna");
        long seq = scene.says(anna, "a|b|c");
        scene.settle();
        assertThat(scene.adapter.texts()).containsExactly("a", "b", "c");
        assertThat(scene.delivery(anna, seq).parts()).isEqualTo(2);

        scene.adapter.script = call -> null;
        scene.restart();
        scene.passes(Duration.ofSeconds(15), SECOND);

        assertThat(scene.adapter.texts()).containsExactly("c");
        assertThat(scene.status(anna, seq)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.delivery(anna, seq).externalIds()).hasSize(3);
    }

    @Test
    void what_is_refused_fails_with_its_reason_and_the_next_goes_on() {
        scene.adapter.script = call -> call.text().equals("one") ? new SendResult.Refused("too rude") : null;
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        scene.says(anna, "two");
        scene.settle();

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(scene.delivery(anna, one).message().delivery().error()).isEqualTo("too rude");
        assertThat(scene.adapter.texts()).containsExactly("one", "two");
        assertThat(scene.failures).containsExactly("too rude");
    }

    @Test
    void a_dead_letter_is_replayed() {
        scene.adapter.script = call -> new SendResult.Unreachable("blocked");
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        scene.settle();
        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.FAILED);

        scene.adapter.script = call -> null;
        scene.does(anna, new Act.Resolved(3, one, true));
        scene.settle();

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.adapter.texts()).containsExactly("one", "one");
    }

    @Test
    void a_lost_answer_waits_for_an_operator() {
        scene.adapter.script = call -> call.text().equals("one") ? new SendResult.Unknown("timeout") : null;
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        scene.says(anna, "two");
        scene.passes(Duration.ofMinutes(10), Duration.ofMinutes(1));

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(scene.adapter.texts()).containsExactly("one", "two");
    }

    @Test
    void a_lost_answer_is_sent_again_where_the_connection_says_so() {
        scene.unknown = "again";
        scene.adapter.script = call -> scene.adapter.asked.size() == 1 ? new SendResult.Unknown("timeout") : null;
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        scene.says(anna, "two");
        scene.passes(Duration.ofSeconds(10), SECOND);

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.adapter.texts()).containsExactly("one", "one", "two");
    }

    @Test
    void an_attempt_left_by_a_crash_is_unknown_and_what_was_queued_is_sent() {
        var anna = scene.client("anna");
        scene.paused = true;
        long one = scene.says(anna, "one");
        long two = scene.says(anna, "two");
        scene.crash();
        scene.execute("update deliveries set status = 1 where project_id = :p and seq = " + one);
        scene.paused = false;

        scene.start();
        scene.passes(Duration.ofSeconds(20), SECOND);

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.adapter.texts()).containsExactly("two");
    }

    @Test
    void an_attempt_left_by_a_crash_goes_first_where_it_is_sent_again() {
        scene.unknown = "again";
        var anna = scene.client("anna");
        scene.paused = true;
        long one = scene.says(anna, "one");
        scene.crash();
        scene.execute("update deliveries set status = 1 where project_id = :p and seq = " + one);
        scene.paused = false;

        scene.start();
        scene.says(anna, "two");
        scene.passes(Duration.ofSeconds(20), SECOND);

        assertThat(scene.adapter.texts()).containsExactly("one", "two");
    }

    @Test
    void a_broken_connection_waits_until_it_is_mended() {
        scene.adapter.script = call -> new SendResult.Broken("token revoked");
        var anna = scene.client("anna");
        var boris = scene.client("boris");
        scene.says(anna, "one");
        scene.settle();
        scene.says(boris, "two");
        scene.passes(Duration.ofMinutes(30), Duration.ofMinutes(1));
        assertThat(scene.adapter.texts()).containsExactly("one");
        assertThat(scene.broken).containsExactly("token revoked");
        assertThat(scene.statuses()).containsOnly(DeliveryStatus.QUEUED.ordinal());

        scene.adapter.script = call -> null;
        scene.lanes.resume(scene.connectionId);
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactlyInAnyOrder("one", "one", "two");
    }

    @Test
    void a_paused_connection_sends_nothing_and_goes_on_later() {
        scene.paused = true;
        var anna = scene.client("anna");
        scene.says(anna, "one");
        scene.says(anna, "two");
        scene.passes(Duration.ofMinutes(2), Duration.ofSeconds(10));
        assertThat(scene.adapter.texts()).isEmpty();

        scene.paused = false;
        scene.lanes.resume(scene.connectionId);
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "two");
    }

    @Test
    void an_edit_before_sending_changes_what_is_sent() {
        scene.paused = true;
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        long two = scene.says(anna, "two");
        scene.says(anna, "three");
        scene.settle();
        scene.edits(anna, one, "first");
        scene.withdraws(anna, two);
        scene.paused = false;
        scene.lanes.resume(scene.connectionId);
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("first", "three");
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.CANCELLED);
    }

    @Test
    void an_edit_and_a_deletion_follow_what_was_sent() {
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        long two = scene.says(anna, "two|parts");
        scene.settle();
        scene.edits(anna, one, "first");
        scene.settle();
        scene.withdraws(anna, two);
        scene.settle();

        assertThat(scene.adapter.calls())
                .extracting(Scripted.Asked::what)
                .containsExactly("send", "send", "send", "edit x1", "delete x2,x3");
        assertThat(scene.delivery(anna, one).amend()).isZero();
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void an_edit_made_while_the_message_is_on_its_way_comes_after_it() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        scene.adapter.script = call -> {
            if (call.text().equals("one")) {
                begun.countDown();
                awaitQuietly(answer);
            }
            return null;
        };
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        begun.await();
        scene.edits(anna, one, "first");
        scene.says(anna, "two");
        answer.countDown();
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "first", "two");
        assertThat(scene.delivery(anna, one).amend()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_slow_chat_takes_nothing_from_another() throws InterruptedException {
        var answer = new CountDownLatch(1);
        scene.adapter.script = call -> {
            if (call.text().equals("slow")) {
                awaitQuietly(answer);
            }
            return null;
        };
        var anna = scene.client("anna");
        var boris = scene.client("boris");
        scene.says(anna, "slow");
        scene.says(boris, "quick");
        Scene.await(() -> scene.adapter.texts().contains("quick"));
        assertThat(scene.lanes.waiting()).isPositive();

        answer.countDown();
        scene.settle();
        assertThat(scene.statuses()).containsOnly(DeliveryStatus.SENT.ordinal());
    }

    @Test
    void a_reply_names_the_providers_id_of_what_it_answers() {
        var anna = scene.client("anna");
        long seq = scene.says(anna, "one");
        scene.settle();
        scene.says(anna, "to hers", 1);
        scene.says(anna, "to ours", seq);
        scene.settle();

        assertThat(scene.adapter.calls()).extracting(Scripted.Asked::replyTo).containsExactly(null, "first", "x1");
    }

    @Test
    void a_message_that_is_refused_for_a_day_fails() {
        scene.adapter.script = call -> new SendResult.TryLater(Duration.ofHours(2), Scope.CHAT, "busy");
        var anna = scene.client("anna");
        long seq = scene.says(anna, "one");
        scene.settle();
        scene.passes(Duration.ofHours(30), Duration.ofHours(1));

        assertThat(scene.status(anna, seq)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(scene.adapter.calls()).hasSizeBetween(10, 15);
    }

    @Test
    void a_message_whose_hand_over_was_lost_is_found_and_keeps_its_place() {
        scene.paused = true;
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        scene.settle();
        scene.execute("update deliveries set status = 7 where project_id = :p and seq = " + one);
        scene.paused = false;
        scene.lanes.resume(scene.connectionId);
        scene.settle();
        scene.execute("update deliveries set status = 0 where project_id = :p and seq = " + one);

        scene.says(anna, "two");
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "two");
    }

    @Test
    void one_external_id_given_twice_loses_no_outcome() {
        scene.adapter.script = call -> new SendResult.Sent(List.of("same"));
        var anna = scene.client("anna");
        long one = scene.says(anna, "one");
        long two = scene.says(anna, "two");
        scene.settle();

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void what_is_withdrawn_half_sent_is_taken_back() {
        scene.adapter.script = call ->
                call.text().equals("b") ? new SendResult.TryLater(Duration.ofSeconds(10), Scope.CHAT, "busy") : null;
        var anna = scene.client("anna");
        long seq = scene.says(anna, "a|b");
        scene.says(anna, "next");
        scene.settle();
        scene.withdraws(anna, seq);
        scene.passes(Duration.ofSeconds(12), SECOND);

        assertThat(scene.adapter.calls())
                .extracting(Scripted.Asked::what)
                .containsExactly("send", "send", "delete x1", "send");
        assertThat(scene.status(anna, seq)).isEqualTo(DeliveryStatus.CANCELLED);
    }

    @Test
    void an_attempt_of_another_process_holds_its_conversation_until_it_counts_as_dead() {
        var anna = scene.client("anna");
        scene.paused = true;
        long one = scene.says(anna, "one");
        scene.settle();
        scene.clock.advance(SECOND);
        scene.execute("update deliveries set status = 1, due_at = '" + scene.clock.now()
                + "' where project_id = :p and seq = " + one);
        scene.paused = false;
        scene.says(anna, "two");
        scene.passes(Duration.ofMinutes(4), Duration.ofSeconds(10));
        assertThat(scene.adapter.texts()).isEmpty();

        scene.passes(Duration.ofMinutes(3), Duration.ofSeconds(10));

        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(scene.adapter.texts()).containsExactly("two");
    }

    @Test
    void a_clean_stop_leaves_nothing_in_doubt() {
        scene.adapter.rates = new Rates(new Rate(2, SECOND, 1), null, 10);
        for (int i = 0; i < 5; i++) {
            scene.says(scene.client("c" + i), "one");
        }
        scene.settle();
        assertThat(scene.sending()).isNotEmpty();

        scene.lanes.close();

        assertThat(scene.sending()).isEmpty();
        assertThat(scene.adapter.texts()).hasSize(1);
    }

    @Test
    void a_message_whose_row_a_turn_holds_goes_as_soon_as_it_is_free_again() throws Exception {
        var anna = scene.client("anna");
        var boris = scene.client("boris");
        scene.paused = true;
        long seq = scene.says(anna, "for Anna");
        try (var holding = database.get().raw(Map.of())) {
            holding.setAutoCommit(false);
            holding.createStatement()
                    .execute("select from deliveries where conversation_id = " + anna.id() + " and seq = " + seq
                            + " for update");
            scene.says(boris, "for Boris");
            scene.paused = false;
            scene.lanes.resume(scene.connectionId);
            Scene.await(() -> scene.adapter.texts().contains("for Boris"));
            assertThat(scene.adapter.texts()).doesNotContain("for Anna");
        }
        Scene.await(() -> scene.adapter.texts().contains("for Anna"));
    }
}
