package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the provider tells of our side: echoes, watermarks, statuses that come early, windows. */
class OutsideTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author OLGA = Author.operator(3);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Bot POLITE =
            (situation, stimulus) -> new Step(true, null, List.of(new Effect.Say(Content.text("Good day"))));

    private static final Outlets WITH_WINDOW = new Outlets() {
        @Override
        public boolean isPulled(long connectionId) {
            return false;
        }

        @Override
        public boolean hasButtons(long connectionId) {
            return true;
        }

        @Override
        public Duration window(long connectionId) {
            return DAY;
        }

        @Override
        public void check(long connectionId, Content content) {}
    };

    private final House house = new House(database.get(), POLITE, WITH_WINDOW);
    private final House.Person anna = house.person("anna");
    private final ConversationKey key = House.keyOf(anna.writes("Hello"));

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_bot_steps_back_when_somebody_wrote_outside() {
        anna.does(new Act.Echoed("p9", Content.text("I am Vera, from my phone"), now()));
        anna.writes("Hello, Vera");

        assertThat(house.texts(key)).containsExactly("Hello", "Good day", "I am Vera, from my phone", "Hello, Vera");
        assertThat(house.history(key).get(2).author()).isEqualTo(Author.OUTSIDE);
        assertThat(house.conversation(key).owner()).isEqualTo(BotSteps.EVERYBODY);
    }

    @Test
    void an_echo_of_what_we_sent_is_no_new_message() {
        sent(2, "p2");

        assertThat(anna.does(new Act.Echoed("p2", Content.text("Good day"), now())))
                .isEqualTo(new Result.Repeated(key, 2));
        assertThat(house.texts(key)).containsExactly("Hello", "Good day");
    }

    @Test
    void an_echo_that_overtakes_the_answer_names_the_message() {
        house.execute("update deliveries set status = 1 where project_id = " + house.project);
        anna.does(new Act.Echoed("p2", Content.text("Good day"), now()));
        sent(2, "p2");
        anna.does(new Act.Reported("p2", DeliveryStatus.READ, null));

        assertThat(house.texts(key)).containsExactly("Hello", "Good day");
        assertThat(status(2)).isEqualTo(DeliveryStatus.READ);
    }

    @Test
    void an_echo_resolves_a_send_whose_answer_was_lost() {
        attempted(2, DeliveryStatus.UNKNOWN, List.of());
        anna.does(new Act.Echoed("p2", Content.text("Good  day!"), now()));

        assertThat(house.texts(key)).containsExactly("Hello", "Good day");
        assertThat(status(2)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void an_echo_that_begins_with_the_operators_name_is_still_what_we_sent() {
        attempted(2, DeliveryStatus.UNKNOWN, List.of());
        anna.does(new Act.Echoed("p2", Content.text("Olga:\nGood day"), now()));

        assertThat(house.texts(key)).containsExactly("Hello", "Good day");
        assertThat(status(2)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void other_words_under_a_name_are_somebody_elses() {
        attempted(2, DeliveryStatus.UNKNOWN, List.of());
        anna.does(new Act.Echoed("p9", Content.text("Olga:\nGood night"), now()));

        assertThat(house.texts(key)).containsExactly("Hello", "Good day", "Olga:\nGood night");
        assertThat(status(2)).isEqualTo(DeliveryStatus.UNKNOWN);
    }

    @Test
    void a_watermark_moves_all_that_was_sent_before_it_and_nothing_after() {
        sent(2, "p2");
        var before = now();
        house.clock.advance(Duration.ofMinutes(1));
        house.does(key, new Act.Replied(OLGA, "k1", Content.text("Yes?"), 0));
        sent(3, "p3");

        anna.does(new Act.ReportedUpTo(before, null, DeliveryStatus.READ));

        assertThat(status(2)).isEqualTo(DeliveryStatus.READ);
        assertThat(status(3)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void a_watermark_by_a_message_means_all_up_to_it() {
        house.does(key, new Act.Replied(OLGA, "k1", Content.text("Yes?"), 0));
        house.does(key, new Act.Replied(OLGA, "k2", Content.text("Or no?"), 0));
        sent(2, "p2");
        sent(3, "p3");
        sent(4, "p4");

        anna.does(new Act.ReportedUpTo(null, "p3", DeliveryStatus.DELIVERED));

        assertThat(List.of(status(2), status(3), status(4)))
                .containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED, DeliveryStatus.SENT);
    }

    @Test
    void a_watermark_of_an_unknown_message_moves_nothing() {
        sent(2, "p2");

        assertThat(anna.does(new Act.ReportedUpTo(null, "never seen", DeliveryStatus.READ)))
                .isInstanceOf(Result.Repeated.class);
        assertThat(status(2)).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void a_watermark_does_not_move_what_was_never_sent() {
        attempted(2, DeliveryStatus.FAILED, List.of());

        anna.does(new Act.ReportedUpTo(now(), null, DeliveryStatus.READ));

        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void a_status_that_overtakes_the_answer_to_its_send_is_not_lost() {
        anna.does(new Act.Reported("p2", DeliveryStatus.DELIVERED, null));
        assertThat(status(2)).isEqualTo(DeliveryStatus.QUEUED);

        sent(2, "p2");

        assertThat(status(2)).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void what_was_taken_can_fail_afterwards_unless_it_arrived() {
        sent(2, "p2");
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "no such picture"));
        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);

        anna.does(new Act.Reported("p2", DeliveryStatus.DELIVERED, null));
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "late"));
        assertThat(status(2)).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_failure_that_overtakes_the_answer_to_its_send_is_not_lost() {
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "no such picture"));

        sent(2, "p2");

        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(error(2)).isEqualTo("no such picture");
    }

    @Test
    void an_early_failure_without_words_gets_ours() {
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, null));

        sent(2, "p2");

        assertThat(error(2)).isEqualTo("the provider could not deliver it");
    }

    @Test
    void the_reason_of_a_piece_is_the_messages() {
        anna.does(new Act.Reported("p22", DeliveryStatus.FAILED, "no such picture"));

        attempted(2, DeliveryStatus.SENT, List.of("p21", "p22"));

        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(error(2)).isEqualTo("no such picture");
    }

    @Test
    void who_cannot_be_reached_is_told_by_a_status_early_or_late() {
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "undeliverable", now()));
        assertThat(house.conversation(key).blocked())
                .as("before the answer to the send")
                .isTrue();
        assertThat(refusal("k1")).isEqualTo(Refusal.CLIENT_UNREACHABLE);

        anna.writes("Here I am");
        assertThat(house.conversation(key).blocked()).isFalse();
        sent(4, "p4");
        house.clock.advance(Duration.ofMinutes(1));
        anna.does(new Act.Reported("p4", DeliveryStatus.FAILED, "undeliverable", now()));
        assertThat(house.conversation(key).blocked())
                .as("after the answer to the send")
                .isTrue();
    }

    @Test
    void a_failure_from_before_the_clients_latest_words_says_nothing_of_them_now() {
        sent(2, "p2");
        var failedAt = now();
        house.clock.advance(Duration.ofMinutes(1));
        anna.writes("Here I am");

        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "undeliverable", failedAt));

        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);
        assertThat(house.conversation(key).blocked()).isFalse();
    }

    @Test
    void what_says_no_more_than_the_answer_will_does_not_hide_what_follows() {
        anna.does(new Act.Reported("p2", DeliveryStatus.SENT, null));
        anna.does(new Act.Reported("p2", DeliveryStatus.FAILED, "the window is closed"));

        sent(2, "p2");

        assertThat(status(2)).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void outside_the_window_only_a_template_is_taken() {
        house.clock.advance(DAY);

        assertThat(house.does(key, new Act.Replied(OLGA, "k1", Content.text("Still there?"), 0)))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.refusal()).isEqualTo(Refusal.WINDOW_CLOSED));
        assertThat(house.does(
                        key,
                        new Act.Replied(OLGA, "k2", Content.of("", new Part.Template("hello", "ru", List.of())), 0)))
                .isInstanceOf(Result.Taken.class);

        anna.writes("I am");
        assertThat(house.does(key, new Act.Replied(OLGA, "k3", Content.text("Good"), 0)))
                .isInstanceOf(Result.Taken.class);
    }

    @Test
    void what_was_learned_about_a_client_changes_the_profile_alone() {
        var address = new Address.OfClient(
                house.project, House.SHOP, "anna", new Profile("Anna Ivanova", null, null, null, null, "pic", "path"));

        house.turns.take(address, new Act.Met());
        house.does(key, new Act.Noted(Author.operator(3), "n1", "seen"));

        assertThat(house.conversation(key).clientName()).isEqualTo("Anna Ivanova");
        assertThat(
                        house.count(
                                "select count(*) from clients where project_id = :project and avatar = 'pic' and reply_path = 'path'"))
                .isEqualTo(1);
        assertThat(house.texts(key)).containsExactly("Hello", "Good day", "seen");
    }

    private Instant now() {
        return house.clock.now();
    }

    private void sent(long seq, String externalId) {
        attempted(seq, DeliveryStatus.SENT, List.of(externalId));
    }

    private void attempted(long seq, DeliveryStatus status, List<String> ids) {
        house.does(key, new Act.Attempted(seq, status, 1, ids, null, null, false));
    }

    private Refusal refusal(String key) {
        return ((Result.Declined) house.does(this.key, new Act.Replied(OLGA, key, Content.text("Are you there?"), 0)))
                .refusal();
    }

    private String error(long seq) {
        return house.history(key).stream()
                .filter(message -> message.seq() == seq)
                .map(message -> message.delivery().error())
                .findFirst()
                .orElseThrow();
    }

    private DeliveryStatus status(long seq) {
        return DeliveryStatus.at(
                (int) house.count("select status from deliveries where project_id = :project and seq = " + seq));
    }
}
