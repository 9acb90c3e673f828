package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is rare in turns: several changes of one thing in a batch, limits, a database that hangs up. */
class HardTurnsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author OLGA = Author.operator(3);

    private static final Bot BOT = (situation, stimulus) -> switch (stimulus) {
        case Stimulus.Said(var content, var tag, var first) ->
            switch (content.text()) {
                case "later" -> taken(new Effect.WakeAt("nudge", situation.now().plusSeconds(60)));
                case "forget it" -> taken(new Effect.Forget(List.of()));
                case "too much" -> taken(new Effect.Set("novel", "x".repeat(Variables.VALUE_LIMIT + 1)));
                default -> taken(new Effect.Say(Content.text("You said " + content.text())));
            };
        default -> Step.IGNORED;
    };

    private final House house = new House(database.get(), BOT);
    private final House.Person anna = house.person("anna");

    private static Step taken(Effect effect) {
        return new Step(true, null, List.of(effect));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void changes_of_one_message_that_meet_in_a_batch_all_count_and_the_last_wins() {
        var key = House.keyOf(anna.writes("Helo"));

        var results = house.turns.take(List.of(
                anna.input(new Act.Edited("m1", Content.text("Hallo"), house.clock.now())),
                anna.input(new Act.Reacted("m1", "👍")),
                anna.input(new Act.Edited("m1", Content.text("Hello"), house.clock.now())),
                anna.input(new Act.Reacted("m1", "🌹"))));

        assertThat(results).allMatch(result -> result instanceof Result.Taken);
        var message = house.history(key).getFirst();
        assertThat(message.content().text()).isEqualTo("Hello");
        assertThat(message.reaction()).isEqualTo("🌹");
        assertThat(message.editedAt()).isEqualTo(house.clock.now());
    }

    @Test
    void outcomes_of_one_delivery_that_meet_in_a_batch_keep_every_id() {
        var key = House.keyOf(anna.writes("Hello"));
        house.execute("update deliveries set status = 1, attempts = 1 where project_id = " + house.project);
        var to = new Address.OfConversation(key);

        house.turns.take(List.of(
                new Input(to, new Act.Attempted(2, DeliveryStatus.SENDING, 1, List.of("t1"), null, null, false)),
                new Input(to, new Act.Attempted(2, DeliveryStatus.SENT, 2, List.of("t2"), null, null, false))));

        var delivery = new DeliveryStore(database.get().jdbi())
                .at(new DeliveryStore.Place(key, 2))
                .orElseThrow();
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery.parts()).isEqualTo(2);
        assertThat(delivery.externalIds()).containsExactly("t1", "t2");
    }

    @Test
    void a_timer_set_and_forgotten_in_one_batch_never_rings() {
        anna.writes("Hello");

        says("later", "forget it");
        assertThat(timers()).isZero();

        says("forget it", "later");
        assertThat(timers()).isEqualTo(1);

        says("forget it");
        assertThat(timers()).isZero();
    }

    private void says(String... texts) {
        house.clock.advance(Duration.ofSeconds(1));
        var now = house.clock.now();
        house.turns.take(IntStream.range(0, texts.length)
                .mapToObj(i -> anna.input(new Act.Wrote(now + " " + i, Content.text(texts[i]), null, null, now)))
                .toList());
    }

    private long timers() {
        return house.count("select count(*) from timers where project_id = :project");
    }

    @Test
    void a_bot_that_goes_beyond_a_limit_loses_no_message_and_calls_people() {
        var boris = house.person("boris");

        var results = house.turns.take(List.of(
                anna.input(new Act.Wrote("m1", Content.text("too much"), null, null, house.clock.now())),
                boris.input(new Act.Wrote("m1", Content.text("Hello"), null, null, house.clock.now()))));

        assertThat(house.texts(House.keyOf(results.getFirst()))).containsExactly("too much", "system.bot_trouble");
        assertThat(house.conversation(House.keyOf(results.getFirst())).owner().kind())
                .isEqualTo(Owner.Kind.TEAM);
        assertThat(house.variables(House.keyOf(results.getFirst()), Variables.Scope.DEAL))
                .isEmpty();
        assertThat(house.texts(House.keyOf(results.get(1)))).containsExactly("Hello", "You said Hello");
    }

    @Test
    void a_database_that_hangs_up_loses_doubles_and_misorders_nothing() {
        var answers = new ArrayList<CompletableFuture<Result>>();
        for (int i = 0; i < 600; i++) {
            var wrote = new Act.Wrote("x" + i, Content.text("Word " + i), null, null, house.clock.now());
            answers.add(house.turns.submit(house.person("p" + i % 20).input(wrote)));
            if (i % 100 == 50) {
                answers.get(i / 2).join();
                house.cutOffTheDatabase();
            }
        }

        // After a lost answer to a commit the batch is repeated, and says so.
        assertThat(answers).allMatch(answer -> !(answer.join() instanceof Result.Declined));
        for (int person = 0; person < 20; person++) {
            int number = person;
            var expected = IntStream.range(0, 30)
                    .mapToObj(i -> "Word " + (i * 20 + number))
                    .flatMap(word -> List.of(word, "You said " + word).stream())
                    .toList();
            assertThat(house.texts(House.keyOf(answers.get(person).join()))).isEqualTo(expected);
        }
        assertThat(house.count("select max(seq) - count(*) from log where project_id = :project"))
                .isZero();
    }

    @Test
    void what_was_committed_is_not_done_again_when_the_answer_was_lost_though_nothing_names_it() {
        var key = House.keyOf(anna.writes("Hello"));
        house.loseTheNextAnswer();

        var result = house.does(key, new Act.Replied(Author.api(5), null, Content.text("Your order is ready"), 0));

        assertThat(result).isInstanceOf(Result.Taken.class);
        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello", "Your order is ready");
    }

    @Test
    void the_next_turns_go_on_as_ever_after_an_answer_was_lost() {
        var key = House.keyOf(anna.writes("Hello"));
        house.loseTheNextAnswer();

        house.person("boris").writes("I am new");
        house.does(key, new Act.Replied(Author.api(5), null, Content.text("One"), 0));
        var boris = house.person("boris")
                .does(new Act.Wrote("m2", Content.text("Still here"), null, null, house.clock.now()));

        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello", "One");
        assertThat(house.texts(House.keyOf(boris)))
                .containsExactly("I am new", "You said I am new", "Still here", "You said Still here");
        assertThat(house.count("select max(seq) - count(*) from log where project_id = :project"))
                .isZero();
    }

    @Test
    void a_follower_that_fails_undoes_and_repeats_nothing() {
        var key = House.keyOf(anna.writes("Hello"));
        house.deafen();
        var words = List.of("One", "Two", "Three");

        var results = house.turns.take(words.stream()
                .map(word -> new Input(
                        new Address.OfConversation(key), new Act.Replied(Author.api(5), null, Content.text(word), 0)))
                .toList());

        assertThat(results).allMatch(result -> result instanceof Result.Taken);
        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello", "One", "Two", "Three");
    }

    @Test
    void every_album_finds_numbers_for_all_its_files() {
        var photo = Part.Attachment.remote(Part.Media.PHOTO, "photo", "rose.jpg", "image/jpeg", 1000);
        var album = new Content("", false, Collections.nCopies(7, photo));

        for (int i = 0; i < 150; i++) {
            assertThat(anna.does(new Act.Wrote("album" + i, album, null, null, house.clock.now())))
                    .isInstanceOf(Result.Taken.class);
        }

        assertThat(house.count("select count(*) from files where project_id = :project"))
                .isEqualTo(1050);
    }

    @Test
    void messages_of_several_projects_are_read_back_together_and_never_mixed() {
        try (var other = new House(database.get(), BOT)) {
            var ours = House.keyOf(anna.writes("ours"));
            var theirs = House.keyOf(other.person("anna").writes("theirs"));

            var found = house.messages.at(List.of(
                    new MessageStore.Place(theirs, 1, 2),
                    new MessageStore.Place(ours, 2, 2),
                    new MessageStore.Place(new ConversationKey(ours.projectId(), theirs.id()), 1, 2)));

            assertThat(found.get(theirs))
                    .extracting(message -> message.content().text())
                    .containsExactly("theirs", "You said theirs");
            assertThat(found.get(ours))
                    .extracting(message -> message.content().text())
                    .containsExactly("You said ours");
            assertThat(found).hasSize(2);
        }
    }

    @Test
    void flushers_take_their_marks_with_them() {
        anna.writes("Hello");
        house.close();

        assertThat(house.count("select count(*) from turn_marks where :project > 0"))
                .isZero();
    }

    @Test
    void what_names_nothing_is_declined_by_name_and_leaves_no_trace() {
        var key = House.keyOf(anna.writes("Hello"));
        long before = log();

        assertDeclined(
                anna.does(new Act.Edited("m77", Content.text("Hi"), house.clock.now())), Refusal.NO_SUCH_MESSAGE);
        assertDeclined(anna.does(new Act.Deleted(List.of("m77"), house.clock.now())), Refusal.NO_SUCH_MESSAGE);
        assertDeclined(anna.does(new Act.Reacted("m77", "👍")), Refusal.NO_SUCH_MESSAGE);
        assertDeclined(
                house.does(key, new Act.Attempted(77, DeliveryStatus.SENT, 1, List.of(), null, null, false)),
                Refusal.NO_SUCH_DELIVERY);
        assertDeclined(house.does(key, new Act.Amended(77, 1, null)), Refusal.NO_SUCH_DELIVERY);
        assertDeclined(house.does(key, new Act.Resolved(3, 77, true)), Refusal.NO_SUCH_DELIVERY);
        assertDeclined(house.does(key, new Act.Cancelled(OLGA, 77)), Refusal.NO_SUCH_TIMER);
        assertDeclined(house.does(key, new Act.Changed(OLGA, 77, Content.text("Hi"))), Refusal.NO_SUCH_MESSAGE);

        assertThat(log()).isEqualTo(before);
    }

    @Test
    void what_is_so_already_is_not_told_again() {
        var key = House.keyOf(anna.writes("Hello"));
        anna.does(new Act.Blocked(true));
        house.does(key, new Act.Assigned(OLGA, Owner.operator(3)));
        house.does(key, new Act.Tagged(OLGA, List.of("rose"), List.of()));
        long before = log();

        assertThat(anna.does(new Act.Blocked(true))).isInstanceOf(Result.Repeated.class);
        assertThat(house.does(key, new Act.Assigned(OLGA, Owner.operator(3)))).isInstanceOf(Result.Repeated.class);
        assertThat(house.does(key, new Act.Tagged(OLGA, List.of("rose"), List.of("tulip"))))
                .isInstanceOf(Result.Repeated.class);
        assertThat(house.does(key, new Act.Reopened(OLGA))).isInstanceOf(Result.Repeated.class);

        assertThat(log()).isEqualTo(before);
    }

    @Test
    void empty_words_and_too_many_tags_are_refused() {
        var key = House.keyOf(anna.writes("Hello"));
        var tags = IntStream.rangeClosed(0, MemberActs.TAG_LIMIT)
                .mapToObj(i -> "tag " + i)
                .toList();

        assertDeclined(anna.does(new Act.Wrote("m2", Content.text(""), null, null, house.clock.now())), Refusal.EMPTY);
        assertDeclined(house.does(key, new Act.Noted(Author.operator(3), "n1", "  ")), Refusal.EMPTY);
        assertDeclined(house.does(key, new Act.Changed(OLGA, 2, Content.text(""))), Refusal.EMPTY);
        assertDeclined(
                house.does(key, new Act.Scheduled(OLGA, "s1", Content.text(""), house.clock.now())), Refusal.EMPTY);
        assertDeclined(house.does(key, new Act.Tagged(OLGA, tags, List.of())), Refusal.TOO_LONG);

        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello");
    }

    @Test
    void a_withdrawn_message_cannot_be_changed_any_more() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(key, new Act.Withdrew(OLGA, 2));

        assertDeclined(house.does(key, new Act.Changed(OLGA, 2, Content.text("Hi"))), Refusal.NO_SUCH_MESSAGE);
        assertDeclined(house.does(key, new Act.Withdrew(OLGA, 2)), Refusal.NO_SUCH_MESSAGE);
    }

    @Test
    void an_edit_of_the_last_message_is_seen_in_the_list() {
        try (var quiet = new House(database.get(), Bot.NONE)) {
            var boris = quiet.person("boris");
            var key = House.keyOf(boris.writes("Helo"));

            boris.does(new Act.Edited("m1", Content.text("Hello"), quiet.clock.now()));

            assertThat(quiet.conversation(key).preview()).isEqualTo("Hello");
        }
    }

    private long log() {
        return house.count("select seq from project_logs where project_id = :project");
    }

    private static void assertDeclined(Result result, Refusal refusal) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.refusal()).isEqualTo(refusal));
    }
}
