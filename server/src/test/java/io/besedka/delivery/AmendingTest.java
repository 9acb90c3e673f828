package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of what was sent, when the provider does not go along; and what else happens rarely on the way out. */
class AmendingTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene(database.get(), 2000);
    private ConversationKey anna;
    private long one;

    @BeforeEach
    void say_something() {
        anna = scene.client("anna");
        one = scene.says(anna, "one");
        scene.settle();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void an_edit_the_provider_is_too_busy_for_is_made_later_and_the_chat_waits_for_it() {
        scene.adapter.script = call -> call.what().equals("edit x1") && count("edit x1") == 1
                ? new SendResult.TryLater(Duration.ofSeconds(10), Scope.CHAT, "busy")
                : null;
        scene.edits(anna, one, "first");
        scene.settle();
        scene.passes(Duration.ofSeconds(9), SECOND);
        assertThat(count("edit x1")).isEqualTo(1);

        scene.passes(Duration.ofSeconds(2), SECOND);

        assertThat(count("edit x1")).isEqualTo(2);
        assertThat(scene.delivery(anna, one).amend()).isZero();
        assertThat(error()).isNull();
    }

    @Test
    void an_edit_made_while_another_is_carried_outlives_a_crash_right_after_that() {
        scene.adapter.script = call -> {
            if (call.text().equals("second")) {
                scene.edits(anna, one, "third");
                scene.adapter.cutOff = true;
            }
            return null;
        };
        scene.edits(anna, one, "second");
        scene.settle();
        scene.crash();
        scene.start();
        scene.passes(Duration.ofSeconds(10), SECOND);

        assertThat(scene.adapter.texts()).containsExactly("third");
        assertThat(scene.delivery(anna, one).amend()).isZero();
    }

    @Test
    void an_edit_made_while_another_is_carried_goes_after_it_and_once() {
        scene.adapter.script = call -> {
            if (call.text().equals("second")) {
                scene.edits(anna, one, "third");
            }
            return null;
        };
        scene.edits(anna, one, "second");
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "second", "third");
    }

    @Test
    void an_edit_found_in_the_database_before_it_was_handed_over_is_carried_once() {
        scene.adapter.script = call -> {
            if (call.text().equals("second")) {
                scene.lanes.of(scene.connectionId).changed(new Place(anna, one));
            }
            return null;
        };
        scene.edits(anna, one, "second");
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "second");
    }

    @Test
    void a_refused_edit_leaves_its_reason_and_the_message_sent() {
        scene.adapter.script = call -> call.what().startsWith("edit") ? new SendResult.Refused("too old") : null;
        scene.edits(anna, one, "first");
        scene.settle();
        scene.says(anna, "two");
        scene.settle();

        assertThat(error()).isEqualTo("too old");
        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.SENT);
        assertThat(scene.adapter.texts()).containsExactly("one", "first", "two");
    }

    @Test
    void an_edit_that_is_never_answered_is_given_up_at_last() {
        scene.adapter.script = call -> call.what().startsWith("edit") ? new SendResult.Unknown("timeout") : null;
        scene.edits(anna, one, "first");
        scene.settle();
        scene.passes(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(count("edit x1")).isEqualTo(12);
        assertThat(error()).isEqualTo("given up after 12 attempts: timeout");
        assertThat(scene.status(anna, one)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void a_channel_that_cannot_change_what_was_sent_says_so() {
        scene.adapter.changeable = false;
        scene.edits(anna, one, "first");
        scene.settle();
        assertThat(error()).contains("cannot edit");

        scene.withdraws(anna, one);
        scene.settle();

        assertThat(error()).contains("cannot delete");
        assertThat(scene.adapter.texts()).containsExactly("one");
    }

    @Test
    void an_edit_made_while_an_edit_is_on_its_way_comes_after_it() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        scene.adapter.script = call -> {
            if (call.text().equals("first")) {
                begun.countDown();
                awaitQuietly(answer);
            }
            return null;
        };
        scene.edits(anna, one, "first");
        begun.await();
        scene.edits(anna, one, "very first");
        answer.countDown();
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "first", "very first");
        assertThat(scene.delivery(anna, one).amend()).isZero();
    }

    @Test
    void an_edit_into_fewer_pieces_deletes_the_others() {
        long two = scene.says(anna, "a|b|c");
        scene.settle();

        scene.edits(anna, two, "d");
        scene.settle();

        assertThat(scene.adapter.calls()).extracting(Scripted.Asked::what).endsWith("edit x2", "delete x3,x4");
    }

    @Test
    void an_edit_of_a_broken_connection_waits_until_it_is_mended() {
        scene.adapter.script = call -> new SendResult.Broken("revoked");
        scene.edits(anna, one, "first");
        scene.settle();
        assertThat(scene.broken).containsExactly("revoked");

        scene.adapter.script = call -> null;
        scene.lanes.resume(scene.connectionId);
        scene.settle();

        assertThat(scene.adapter.texts()).containsExactly("one", "first", "first");
        assertThat(scene.delivery(anna, one).amend()).isZero();
    }

    @Test
    void an_adapter_with_a_bug_leaves_the_message_in_doubt_and_stops_nobody() {
        scene.adapter.script = call -> {
            if (call.text().equals("two")) {
                throw new IllegalStateException("a bug");
            }
            return null;
        };
        long two = scene.says(anna, "two");
        scene.says(anna, "three");
        scene.settle();

        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(scene.adapter.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void a_message_whose_next_part_must_wait_long_is_not_in_doubt_meanwhile() {
        scene.adapter.rates = new Rates(null, new Rate(1, Duration.ofSeconds(20), 1), 10);
        scene.passes(Duration.ofSeconds(30), SECOND);
        long two = scene.says(anna, "a|b");
        scene.settle();
        assertThat(scene.adapter.texts()).containsExactly("one", "a");
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.QUEUED);

        scene.crash();
        scene.start();
        scene.passes(Duration.ofSeconds(40), SECOND);

        assertThat(scene.adapter.texts()).containsExactly("b");
        assertThat(scene.status(anna, two)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void typing_is_shown_unless_the_connection_rests_and_its_failure_harms_nobody() {
        scene.paused = true;
        scene.lanes.typing(scene.connectionId, anna);
        scene.paused = false;
        scene.adapter.script = call -> {
            if (call.what().equals("typing")) {
                throw new IllegalStateException("a bug");
            }
            return null;
        };
        for (int i = 1; i <= 20; i++) {
            int shown = i;
            scene.lanes.typing(scene.connectionId, anna);
            Scene.await(() -> count("typing") == shown);
        }
        scene.says(anna, "two");
        scene.settle();

        assertThat(scene.adapter.texts()).endsWith("two");
    }

    private long count(String what) {
        return scene.adapter.calls().stream()
                .filter(call -> call.what().equals(what))
                .count();
    }

    private String error() {
        return scene.delivery(anna, one).message().delivery().error();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
