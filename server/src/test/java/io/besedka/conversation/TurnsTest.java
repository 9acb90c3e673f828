package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TurnsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Author OLGA = Author.operator(3);

    /** Echoes what is said; knows a few words that try each effect. */
    private static final Bot ECHO = (situation, stimulus) -> switch (stimulus) {
        case Stimulus.Said(var content, var tag, var first) ->
            switch (content.text()) {
                case "silence" -> Step.IGNORED;
                case "operator" ->
                    new Step(true, null, List.of(new Effect.Say(Content.text("One moment")), new Effect.HandOver(0)));
                case "remember" -> new Step(true, "{\"block\":1}", List.of(new Effect.Set("flower", "rose")));
                case "later" ->
                    new Step(
                            true,
                            null,
                            List.of(new Effect.WakeAt("nudge", situation.now().plusSeconds(60))));
                case "menu" ->
                    new Step(
                            true,
                            null,
                            List.of(new Effect.Say(Content.of(
                                    "Which?",
                                    Part.Buttons.inline(List.of(List.of(
                                            new Part.Button("Rose", Part.ButtonKind.TEXT, "r1", null),
                                            Part.Button.text("Tulip"))))))));
                case "break" -> new Step(true, null, List.of(new Effect.Trouble("loop")));
                default -> new Step(true, null, List.of(new Effect.Say(Content.text("You said " + content.text()))));
            };
        case Stimulus.Called(var text) ->
            new Step(true, null, List.of(new Effect.Say(Content.text("Called: " + text))));
        case Stimulus.Entered entered -> Step.IGNORED;
        case Stimulus.Pressed(var label, var value) ->
            new Step(true, null, List.of(new Effect.Say(Content.text("You pressed " + label + " " + value))));
        case Stimulus.Rang(var timer) -> new Step(true, null, List.of(new Effect.Say(Content.text("Ring " + timer))));
        case Stimulus.HandedBack() -> new Step(true, null, List.of(new Effect.Say(Content.text("I am back"))));
    };

    private final House house = new House(database.get(), ECHO);
    private final House.Person anna = house.person("anna");

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_stranger_becomes_a_client_and_the_bot_answers() {
        var key = House.keyOf(anna.writes("Hello"));

        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello");
        assertThat(house.conversation(key).owner()).isEqualTo(Owner.BOT);
        assertThat(house.conversation(key).unread()).isZero();
        assertThat(house.conversation(key).clientName()).isEqualTo("Client anna");
        assertThat(house.count("select count(*) from deliveries where project_id = :project"))
                .isEqualTo(1);
    }

    @Test
    void a_repeated_message_is_stored_once() {
        var wrote = new Act.Wrote("m1", Content.text("Hello"), null, null, house.clock.now());
        var key = House.keyOf(anna.does(wrote));

        assertThat(anna.does(wrote)).isEqualTo(new Result.Repeated(key, 1));
        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello");
    }

    @Test
    void a_message_repeated_within_one_batch_is_stored_once() {
        var inputs = new ArrayList<Input>();
        for (int i = 0; i < 200; i++) {
            inputs.add(anna.input(
                    new Act.Wrote("m" + i / 4, Content.text("Word " + i / 4), null, null, house.clock.now())));
        }

        var key = House.keyOf(house.turns.take(inputs).getFirst());

        assertThat(house.history(key)).hasSize(100);
        assertThat(house.texts(key)).startsWith("Word 0", "You said Word 0", "Word 1", "You said Word 1");
    }

    @Test
    void what_the_bot_leaves_waits_for_people() {
        var key = House.keyOf(anna.writes("silence"));

        assertThat(house.conversation(key).owner()).isEqualTo(Owner.NOBODY);
        assertThat(house.conversation(key).unread()).isEqualTo(1);
    }

    @Test
    void a_bot_never_speaks_over_a_person() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(key, new Act.Replied(OLGA, "k1", Content.text("I am Olga"), 0));

        anna.writes("Hello again");

        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello", "I am Olga", "Hello again");
        assertThat(house.conversation(key).owner()).isEqualTo(Owner.operator(3));
        assertThat(house.conversation(key).unread()).isEqualTo(1);
    }

    @Test
    void a_reply_with_the_same_key_is_sent_once() {
        var key = House.keyOf(anna.writes("Hello"));
        var reply = new Act.Replied(OLGA, "k1", Content.text("I am Olga"), 0);

        var first = house.does(key, reply);
        var second = house.does(key, reply);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Result.Taken.class, taken -> assertThat(taken.seq()).isEqualTo(3));
        assertThat(second).isEqualTo(new Result.Repeated(key, 3));
    }

    @Test
    void the_bot_hands_over_and_gets_the_conversation_back() {
        var key = House.keyOf(anna.writes("operator"));
        assertThat(house.conversation(key).owner().kind()).isEqualTo(Owner.Kind.TEAM);
        assertThat(house.conversation(key).unread()).isEqualTo(1);

        house.does(key, new Act.Assigned(OLGA, Owner.operator(3)));
        house.does(key, new Act.Assigned(OLGA, Owner.BOT));

        assertThat(house.texts(key))
                .containsExactly(
                        "operator",
                        "One moment",
                        "system.handed_over",
                        "system.taken",
                        "system.handed_back",
                        "I am back");
        assertThat(house.conversation(key).owner()).isEqualTo(Owner.BOT);
    }

    @Test
    void a_press_names_its_button_by_a_short_key() {
        var key = House.keyOf(anna.writes("menu"));

        anna.does(new Act.Pressed("cb1", new PressKey(2, 0).payload(), "x", house.clock.now()));

        assertThat(house.texts(key)).containsExactly("menu", "Which?", "Rose", "You pressed Rose r1");
        assertThat(house.history(key).get(2).content().first(Part.Press.class)).contains(new Part.Press(2, 0, "r1"));
    }

    @Test
    void a_press_of_no_button_of_ours_is_declined() {
        anna.writes("menu");

        for (var payload : List.of("b2.7", "b99.0", "nonsense", "", "b2", "b-1.0", "b2.99999999999")) {
            assertThat(anna.does(new Act.Pressed("cb-" + payload, payload, "x", house.clock.now())))
                    .isInstanceOfSatisfying(
                            Result.Declined.class,
                            declined -> assertThat(declined.refusal()).isEqualTo(Refusal.NO_SUCH_MESSAGE));
        }
    }

    @Test
    void where_a_channel_has_no_buttons_their_number_is_an_answer() {
        try (var plain = new House(database.get(), ECHO, new House.Channel(false, false))) {
            var boris = plain.person("boris");
            var key = House.keyOf(boris.writes("menu"));

            boris.writes(" 2 ");
            boris.writes("2");

            assertThat(plain.texts(key))
                    .containsExactly("menu", "Which?", "Tulip", "You pressed Tulip null", "2", "You said 2");
        }
    }

    @Test
    void variables_and_session_are_kept() {
        var key = House.keyOf(anna.writes("remember"));

        house.does(key, new Act.VariablesSet(OLGA, Variables.Scope.CLIENT, Map.of("paper", "kraft")));

        assertThat(house.variables(key, Variables.Scope.DEAL)).containsOnly(Map.entry("flower", "rose"));
        assertThat(house.variables(key, Variables.Scope.CLIENT)).containsOnly(Map.entry("paper", "kraft"));
    }

    @Test
    void a_timer_rings_once() {
        var key = House.keyOf(anna.writes("later"));
        long timer = house.count("select id from timers where project_id = :project");
        house.clock.advance(Duration.ofMinutes(1));

        assertThat(house.does(key, new Act.Rang(timer))).isInstanceOf(Result.Taken.class);
        assertThat(house.does(key, new Act.Rang(timer))).isInstanceOf(Result.Repeated.class);

        assertThat(house.texts(key)).containsExactly("later", "Ring nudge");
    }

    @Test
    void a_timer_of_the_same_name_is_replaced() {
        anna.writes("later");
        anna.writes("later");

        assertThat(house.count("select count(*) from timers where project_id = :project"))
                .isEqualTo(1);
    }

    @Test
    void a_bot_in_trouble_calls_people() {
        var key = House.keyOf(anna.writes("break"));

        assertThat(house.texts(key)).containsExactly("break", "system.bot_trouble");
        assertThat(house.conversation(key).owner().kind()).isEqualTo(Owner.Kind.TEAM);
        assertThat(house.conversation(key).unread()).isEqualTo(1);
    }

    @Test
    void a_scheduled_message_is_sent_when_its_time_comes() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(
                key,
                new Act.Scheduled(
                        OLGA,
                        "s1",
                        Content.text("Your flowers are ready"),
                        house.clock.now().plusSeconds(60)));
        long timer = house.count("select id from timers where project_id = :project");

        house.does(key, new Act.Rang(timer));
        house.does(key, new Act.Rang(timer));

        assertThat(house.texts(key)).containsExactly("Hello", "You said Hello", "Your flowers are ready");
    }

    @Test
    void a_cancelled_message_is_never_sent() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(
                key,
                new Act.Scheduled(
                        OLGA, "s1", Content.text("Too early"), house.clock.now().plusSeconds(60)));
        long timer = house.count("select id from timers where project_id = :project");

        assertThat(house.does(key, new Act.Cancelled(OLGA, timer))).isInstanceOf(Result.Taken.class);
        assertThat(house.does(key, new Act.Rang(timer))).isInstanceOf(Result.Repeated.class);
        assertThat(house.texts(key)).hasSize(2);
    }

    @Test
    void a_delivery_never_goes_back() {
        var key = House.keyOf(anna.writes("Hello"));
        house.execute("update deliveries set status = 1, attempts = 1");
        house.does(key, new Act.Attempted(2, DeliveryStatus.SENT, 1, List.of("t55"), null, null, false));

        anna.does(new Act.Reported("t55", DeliveryStatus.READ, null));
        anna.does(new Act.Reported("t55", DeliveryStatus.DELIVERED, null));
        house.does(key, new Act.Attempted(2, DeliveryStatus.UNKNOWN, 1, List.of(), "late", null, false));

        assertThat(house.history(key).get(1).delivery().status()).isEqualTo(DeliveryStatus.READ);
    }

    @Test
    void an_attempt_to_be_repeated_counts_only_while_it_runs() {
        var key = House.keyOf(anna.writes("Hello"));
        var later = new Act.Attempted(
                2,
                DeliveryStatus.QUEUED,
                0,
                List.of(),
                "busy",
                house.clock.now().plusSeconds(5),
                false);

        assertThat(house.does(key, later)).isInstanceOf(Result.Repeated.class);
        house.execute("update deliveries set status = 1");
        assertThat(house.does(key, later)).isInstanceOf(Result.Taken.class);

        assertThat(house.history(key).get(1).delivery()).isEqualTo(new Message.Progress(DeliveryStatus.QUEUED, "busy"));
    }

    /** Whoever found it may have read just before its end was stored. */
    @Test
    void an_abandoned_attempt_is_ended_unless_it_has_ended() {
        var key = House.keyOf(anna.writes("Hello"));
        house.execute("update deliveries set status = 1, attempts = 2");

        assertThat(house.does(key, new Act.Abandoned(2, 1, false, "lost")))
                .as("the attempt before")
                .isInstanceOf(Result.Repeated.class);
        house.does(key, new Act.Attempted(2, DeliveryStatus.QUEUED, 0, List.of(), "busy", house.clock.now(), false));
        assertThat(house.does(key, new Act.Abandoned(2, 2, false, "lost")))
                .as("it waits again")
                .isInstanceOf(Result.Repeated.class);
        assertThat(house.history(key).get(1).delivery().status()).isEqualTo(DeliveryStatus.QUEUED);

        house.execute("update deliveries set status = 1, attempts = 3");
        house.does(key, new Act.Abandoned(2, 3, true, "lost"));
        assertThat(house.history(key).get(1).delivery()).isEqualTo(new Message.Progress(DeliveryStatus.QUEUED, "lost"));

        house.execute("update deliveries set status = 1, attempts = 4");
        house.does(key, new Act.Abandoned(2, 4, false, "lost"));
        assertThat(house.history(key).get(1).delivery())
                .isEqualTo(new Message.Progress(DeliveryStatus.UNKNOWN, "lost"));
        assertThat(house.does(key, new Act.Abandoned(77, 1, false, "lost"))).isInstanceOf(Result.Declined.class);
    }

    @Test
    void an_operator_replays_a_dead_letter() {
        var key = House.keyOf(anna.writes("Hello"));
        house.execute("update deliveries set status = 1");
        house.does(key, new Act.Attempted(2, DeliveryStatus.FAILED, 0, List.of(), "refused", null, false));
        house.followed.clear();

        house.does(key, new Act.Resolved(3, 2, true));

        assertThat(house.followed)
                .singleElement()
                .satisfies(entry -> assertThat(entry.outgoing())
                        .singleElement()
                        .satisfies(
                                outgoing -> assertThat(outgoing.message().seq()).isEqualTo(2)));
        assertThat(house.history(key).get(1).delivery().status()).isEqualTo(DeliveryStatus.QUEUED);
    }

    @Test
    void edits_deletions_and_reactions_change_the_message_they_name() {
        var key = House.keyOf(anna.writes("Hello"));
        anna.does(new Act.Edited("m1", Content.text("Hello!"), house.clock.now()));
        anna.does(new Act.Reacted("m1", "👍"));

        var message = house.history(key).getFirst();
        assertThat(message.content().text()).isEqualTo("Hello!");
        assertThat(message.editedAt()).isEqualTo(house.clock.now());
        assertThat(message.reaction()).isEqualTo("👍");

        anna.does(new Act.Reacted("m1", ""));
        anna.does(new Act.Deleted(List.of("m1", "m77"), house.clock.now()));
        assertThat(house.history(key).getFirst().reaction()).isNull();
        assertThat(house.history(key).getFirst().deletedAt()).isNotNull();
    }

    @Test
    void our_own_message_is_changed_here_and_at_the_provider() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(key, new Act.Replied(OLGA, "k1", Content.text("Helo"), 0));
        house.execute("update deliveries set status = " + DeliveryStatus.SENT.ordinal());

        house.does(key, new Act.Changed(OLGA, 3, Content.text("Hello")));

        assertThat(house.texts(key)).endsWith("Hello");
        assertThat(house.count("select amend from deliveries where project_id = :project and seq = 3"))
                .isEqualTo(1);
        assertThat(house.does(key, new Act.Changed(OLGA, 1, Content.text("not mine"))))
                .isInstanceOf(Result.Declined.class);
    }

    @Test
    void a_withdrawn_message_that_was_not_sent_never_is() {
        var key = House.keyOf(anna.writes("Hello"));

        house.does(key, new Act.Withdrew(OLGA, 2));

        assertThat(house.history(key).get(1).delivery().status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(house.count("select amend from deliveries where project_id = :project"))
                .isZero();
    }

    @Test
    void a_closed_conversation_opens_when_the_client_writes() {
        var key = House.keyOf(anna.writes("Hello"));
        house.does(key, new Act.Closed(OLGA));
        assertThat(house.conversation(key).closed()).isTrue();
        assertThat(house.does(key, new Act.Closed(OLGA))).isInstanceOf(Result.Repeated.class);

        anna.writes("One more thing");

        assertThat(house.conversation(key).closed()).isFalse();
        assertThat(house.texts(key)).endsWith("system.closed", "One more thing", "You said One more thing");
    }

    @Test
    void a_client_who_blocked_us_is_not_written_to() {
        var key = House.keyOf(anna.writes("Hello"));
        anna.does(new Act.Blocked(true));

        assertThat(house.does(key, new Act.Replied(OLGA, "k1", Content.text("Hello?"), 0)))
                .isInstanceOfSatisfying(
                        Result.Declined.class,
                        declined -> assertThat(declined.refusal()).isEqualTo(Refusal.CLIENT_UNREACHABLE));
        anna.writes("I am back");
        assertThat(house.conversation(key).blocked()).isFalse();
    }

    @Test
    void notes_reads_and_tags_are_for_operators() {
        var key = House.keyOf(anna.writes("silence"));
        house.does(key, new Act.Noted(Author.operator(3), "n1", "Likes roses"));
        house.does(key, new Act.Noted(Author.operator(3), "n1", "Likes roses"));
        house.does(key, new Act.Tagged(OLGA, List.of("vip", "roses"), List.of()));
        house.does(key, new Act.Tagged(OLGA, List.of(), List.of("roses")));
        house.does(key, new Act.Read(3, 99));

        assertThat(house.texts(key)).containsExactly("silence", "Likes roses");
        assertThat(house.conversation(key).tags()).containsExactly("vip");
        assertThat(house.conversation(key).unread()).isZero();
        assertThat(house.conversation(key).preview()).isEqualTo("silence");
        assertThat(house.does(key, new Act.Read(3, 2))).isInstanceOf(Result.Repeated.class);
    }

    @Test
    void files_still_at_the_provider_get_a_number_of_ours() {
        var photo = Part.Attachment.remote(Part.Media.PHOTO, "AgAC-1", null, "image/jpeg", 1000);
        var key = House.keyOf(anna.does(new Act.Wrote("p1", Content.of("Look", photo), null, null, house.clock.now())));

        var stored = house.history(key).getFirst().content().attachments().getFirst();
        assertThat(stored.remote()).isNull();
        assertThat(house.count("select id from files where project_id = :project and state = 0 and remote = 'AgAC-1'"))
                .isEqualTo(stored.fileId());
    }

    @Test
    void a_reply_names_the_message_it_answers() {
        var key = House.keyOf(anna.writes("Hello"));
        anna.does(new Act.Wrote("m2", Content.text("I mean this"), "m1", "ads", house.clock.now()));

        assertThat(house.history(key).get(2).replyTo()).isEqualTo(1);
        assertThat(house.count("select count(*) from clients where project_id = :project and tag = 'ads'"))
                .isEqualTo(1);
    }

    @Test
    void a_new_name_is_kept() {
        var key = House.keyOf(anna.writes("Hello"));
        var renamed = new Address.OfClient(house.project, House.SHOP, "anna", Profile.named("Anna K"));
        house.turns.take(renamed, new Act.Wrote("m2", Content.text("It is me"), null, null, house.clock.now()));

        assertThat(house.conversation(key).clientName()).isEqualTo("Anna K");
        assertThat(house.count("select count(*) from clients where project_id = :project and name = 'Anna K'"))
                .isEqualTo(1);
    }

    @Test
    void a_poisonous_input_is_refused_alone() {
        var answers = new ArrayList<CompletableFuture<Result>>();
        for (int i = 0; i < 60; i++) {
            var text = i % 20 == 7 ? "bad \u0000 text" : "Word " + i;
            answers.add(house.turns.submit(house.person("p" + i)
                    .input(new Act.Wrote("m1", Content.text(text), null, null, house.clock.now()))));
        }

        var results = answers.stream().map(CompletableFuture::join).toList();

        for (int i = 0; i < 60; i++) {
            assertThat(results.get(i)).isInstanceOf(i % 20 == 7 ? Result.Declined.class : Result.Taken.class);
        }
        assertThat(house.count("select count(*) from messages where project_id = :project"))
                .isEqualTo(57 * 2);
        assertLogHasNoGap();
    }

    @Test
    void the_log_has_no_gap_and_followers_hear_it_in_order() {
        var answers = new ArrayList<CompletableFuture<Result>>();
        for (int i = 0; i < 500; i++) {
            var person = house.person("p" + i % 40);
            answers.add(house.turns.submit(
                    person.input(new Act.Wrote("x" + i, Content.text("Word " + i), null, null, house.clock.now()))));
        }
        answers.forEach(CompletableFuture::join);

        assertLogHasNoGap();
        var cursors = house.followed.stream().map(Committed::cursor).toList();
        assertThat(cursors).isSorted().doesNotHaveDuplicates().hasSize(500);
    }

    private void assertLogHasNoGap() {
        assertThat(house.count("select max(seq) - count(*) from log where project_id = :project"))
                .isZero();
        assertThat(
                        house.count(
                                "select l.seq - (select max(seq) from log where project_id = :project) from project_logs l where project_id = :project"))
                .isZero();
    }

    @Test
    void an_act_for_nobody_is_declined() {
        assertThat(house.does(new ConversationKey(house.project, 999_999), new Act.Closed(OLGA)))
                .isEqualTo(new Result.Declined(Refusal.NO_SUCH_CONVERSATION, "no such conversation"));
        assertThat(house.person("stranger").does(new Act.Blocked(true))).isInstanceOf(Result.Declined.class);
        assertThat(house.person("stranger").does(new Act.Reported("x", DeliveryStatus.READ, null)))
                .isInstanceOf(Result.Declined.class);
    }

    @Test
    void what_an_api_key_does_is_not_told_as_the_user_of_the_same_number() {
        var key = House.keyOf(house.person("keyed").writes("hello"));
        house.does(key, new Act.Assigned(Author.api(7), Owner.operator(7)));
        house.does(key, new Act.Closed(Author.api(7)));
        house.does(key, new Act.Reopened(Author.operator(7)));

        var lines = house.history(key).stream()
                .filter(message -> message.author().kind() == Author.Kind.SYSTEM)
                .toList();
        assertThat(lines)
                .extracting(message -> message.content().text())
                .containsExactly("system.assigned", "system.closed", "system.reopened");
        assertThat(lines).extracting(message -> message.author().id()).containsExactly(0L, 0L, 7L);
    }

    @Test
    void a_pulled_channel_has_no_deliveries_but_watermarks() {
        try (var widget = new House(database.get(), ECHO, new House.Channel(true, true))) {
            var visitor = widget.person("v1");
            var key = House.keyOf(visitor.writes("Hello"));

            visitor.does(new Act.Saw(99, false));
            visitor.does(new Act.Saw(1, true));

            assertThat(widget.count("select count(*) from deliveries where project_id = :project"))
                    .isZero();
            assertThat(widget.conversation(key).clientSeq()).isEqualTo(2);
            assertThat(widget.conversation(key).clientReadSeq()).isEqualTo(1);
            assertThat(visitor.does(new Act.Saw(1, true))).isInstanceOf(Result.Repeated.class);
        }
    }

    @Test
    void a_reaction_of_ours_stands_with_the_clients_message_and_is_told() {
        var anna = house.person("anna");
        var key = House.keyOf(anna.writes("hello"));

        house.does(key, new Act.ReactedBack(OLGA, 1, "👍"));

        assertThat(house.history(key).getFirst().ourReaction()).isEqualTo("👍");
        assertThat(house.followed.getLast().kind()).isEqualTo(LogKind.CHANGED);
        assertThat(house.followed.getLast().ref()).isEqualTo(1);
        house.does(key, new Act.ReactedBack(OLGA, 1, ""));
        assertThat(house.history(key).getFirst().ourReaction()).isNull();
    }

    @Test
    void reactions_of_one_batch_end_with_the_last() {
        var anna = house.person("anna");
        var key = House.keyOf(anna.writes("hello"));
        var address = new Address.OfConversation(key);

        house.turns.take(java.util.stream.Stream.of("👍", "", "👍", "🔥", "")
                .map(emoji -> new Input(address, new Act.ReactedBack(OLGA, 1, emoji)))
                .toList());

        assertThat(house.history(key).getFirst().ourReaction()).isNull();
        assertThat(house.count("select amend from deliveries where project_id = :project and seq = 1"))
                .isPositive();
    }

    @Test
    void only_what_the_client_wrote_is_reacted_to_and_only_where_the_channel_can() {
        var anna = house.person("anna");
        var key = House.keyOf(anna.writes("hello"));
        house.does(key, new Act.Replied(OLGA, "r1", Content.text("Good day"), 0));
        long ours = house.history(key).getLast().seq();

        assertThat(refusal(house.does(key, new Act.ReactedBack(OLGA, ours, "👍"))))
                .isEqualTo(Refusal.NOT_YOURS);
        assertThat(refusal(house.does(key, new Act.ReactedBack(OLGA, 99, "👍"))))
                .isEqualTo(Refusal.NO_SUCH_MESSAGE);
        anna.does(new Act.Blocked(true));
        assertThat(refusal(house.does(key, new Act.ReactedBack(OLGA, 1, "👍")))).isEqualTo(Refusal.CLIENT_UNREACHABLE);
        try (var plain = new House(database.get(), ECHO, new House.Channel(false, false))) {
            var theirs = House.keyOf(plain.person("boris").writes("hello"));
            assertThat(refusal(plain.does(theirs, new Act.ReactedBack(OLGA, 1, "👍"))))
                    .isEqualTo(Refusal.CHANNEL_CANNOT);
        }
    }

    private static Refusal refusal(Result result) {
        return ((Result.Declined) result).refusal();
    }
}
