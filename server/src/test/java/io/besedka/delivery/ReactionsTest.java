package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.Result;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our reactions on their way to the provider. The client's first message is known there as "first". */
class ReactionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(database.get(), 100);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private java.util.List<String> asked() {
        return scene.adapter.calls().stream().map(Scripted.Asked::what).toList();
    }

    @Test
    void a_reaction_is_set_changed_and_taken_back() {
        var anna = scene.client("anna");
        scene.reacts(anna, "👍");
        scene.settle();
        assertThat(scene.reacts(anna, "👍")).isInstanceOf(Result.Repeated.class);
        scene.reacts(anna, "🔥");
        scene.settle();
        scene.reacts(anna, "");
        scene.settle();

        assertThat(asked()).containsExactly("react first 👍", "react first 🔥", "react first ");
        assertThat(scene.delivery(anna, 1).amend()).isZero();
        assertThat(scene.delivery(anna, 1).message().ourReaction()).isNull();
    }

    @Test
    void reactions_wait_their_turn_as_everything_for_the_client_does() {
        scene.adapter.script = call ->
                call.what().equals("react first 👍") && scene.adapter.calls().size() == 1
                        ? new SendResult.TryLater(Duration.ofSeconds(10), Scope.CHAT, "busy")
                        : null;
        var anna = scene.client("anna");
        scene.reacts(anna, "👍");
        scene.says(anna, "Here you are");
        scene.passes(Duration.ofSeconds(15), SECOND);

        assertThat(asked()).containsExactly("react first 👍", "react first 👍", "send");
    }

    @Test
    void a_lost_answer_means_again() {
        scene.adapter.script = call -> scene.adapter.calls().size() == 1 ? new SendResult.Unknown("no answer") : null;
        var anna = scene.client("anna");
        scene.reacts(anna, "👍");
        scene.passes(Duration.ofMinutes(1), SECOND);

        assertThat(asked()).containsExactly("react first 👍", "react first 👍");
        assertThat(scene.delivery(anna, 1).message().delivery().error()).isNull();
    }

    @Test
    void a_refusal_is_told_and_the_same_reaction_may_be_tried_again() {
        scene.adapter.script =
                call -> scene.adapter.calls().size() == 1 ? new SendResult.Refused("REACTION_INVALID") : null;
        var anna = scene.client("anna");
        scene.reacts(anna, "🪴");
        scene.settle();
        assertThat(scene.delivery(anna, 1).message().delivery().error()).isEqualTo("REACTION_INVALID");

        assertThat(scene.reacts(anna, "🪴")).isInstanceOf(Result.Taken.class);
        scene.settle();

        assertThat(asked()).containsExactly("react first 🪴", "react first 🪴");
        assertThat(scene.delivery(anna, 1).message().delivery().error()).isNull();
    }

    @Test
    void what_a_crash_left_is_carried_after_the_next_start() {
        var anna = scene.client("anna");
        scene.paused = true;
        scene.reacts(anna, "👍");
        scene.settle();
        scene.crash();
        scene.paused = false;
        scene.start();
        scene.passes(Duration.ofSeconds(10), SECOND);

        assertThat(asked()).containsExactly("react first 👍");
        assertThat(scene.delivery(anna, 1).amend()).isZero();
    }
}
