package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final MovableClock clock = MovableClock.at("2026-05-04T12:00:00Z");
    private final AtomicInteger asked = new AtomicInteger();
    private House house;
    private Jdbi jdbi;
    private ConversationKey anna;
    private Timers timers;

    @BeforeEach
    void open() {
        house = new House(database.get(), Bot.NONE);
        anna = House.keyOf(house.person("anna").writes("hello"));
        jdbi = Jdbi.create(() -> database.get().raw(Map.of())).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                asked.incrementAndGet();
            }
        });
        timers = new Timers(jdbi, house.turns, clock);
    }

    @AfterEach
    void close() {
        timers.close();
        house.close();
    }

    @Test
    void what_was_set_before_the_start_rings_and_what_is_set_later_too() throws Exception {
        schedule("early", Duration.ofSeconds(5));
        timers.start();
        clock.awaitWaiting(1);
        schedule("late", Duration.ofSeconds(20));
        schedule("soon", Duration.ofSeconds(10));
        pass(4);
        assertThat(sent()).isEmpty();
        pass(1);
        assertThat(sent()).containsExactly("early");
        pass(5);
        assertThat(sent()).containsExactly("early", "soon");
        pass(10);
        assertThat(sent()).containsExactly("early", "soon", "late");
    }

    @Test
    void what_is_due_already_rings_at_once() throws Exception {
        timers.start();
        clock.awaitWaiting(1);
        schedule("overdue", Duration.ZERO);
        pass(0);
        assertThat(sent()).containsExactly("overdue");
    }

    @Test
    void the_database_is_left_in_peace_until_something_is_due() throws Exception {
        timers.start();
        clock.awaitWaiting(1);
        schedule("later", Duration.ofSeconds(25));
        int before = asked.get();
        for (int second = 0; second < 24; second++) {
            pass(1);
        }
        assertThat(asked.get()).isEqualTo(before);
        pass(1);
        assertThat(sent()).containsExactly("later");
    }

    @Test
    void what_another_process_set_is_found_within_half_a_minute() throws Exception {
        timers.start();
        clock.awaitWaiting(1);
        try (var other = new House(database.get(), Bot.NONE)) {
            other.turns.take(new Address.OfConversation(anna), scheduled("theirs", Duration.ofSeconds(1)));
        }
        pass(30);
        assertThat(sent()).containsExactly("theirs");
    }

    private void schedule(String text, Duration ahead) {
        house.does(anna, scheduled(text, ahead));
    }

    private Act scheduled(String text, Duration ahead) {
        return new Act.Scheduled(
                Author.operator(1), text, Content.text(text), clock.now().plus(ahead));
    }

    /** Moves the clock and waits until the worker waits again. */
    private void pass(int seconds) throws InterruptedException {
        clock.advance(Duration.ofSeconds(seconds));
        clock.awaitWaiting(1);
    }

    private List<String> sent() {
        return house.history(anna).stream()
                .filter(message -> message.author().kind() == Author.Kind.OPERATOR)
                .map(message -> message.content().text())
                .toList();
    }
}
