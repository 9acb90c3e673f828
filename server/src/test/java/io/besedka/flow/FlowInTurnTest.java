package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.House;
import io.besedka.conversation.Profile;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A flow in the real turn: session, variables and timers go through the database between steps. */
class FlowInTurnTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void an_order_is_taken_through_the_database_and_a_reminder_rings() {
        var bot = new AtomicReference<FlowBot>();
        try (var house =
                new House(database.get(), (situation, stimulus) -> bot.get().step(situation, stimulus))) {
            database.get().jdbi().useHandle(handle -> handle.execute("""
                    insert into projects (id, name, time_zone, locale, created_at)
                    overriding system value values (?, 'p', 'UTC', 'en', now())""", house.project));
            var flows = new Flows(database.get().jdbi(), house.clock, id -> ZoneId.of("Europe/Moscow"));
            bot.set(new FlowBot(flows));
            var flow = flows.create(house.project, "Shop", Optional.empty());
            flows.publish(house.project, flow.id(), FlowerShopTest.definition(), 1);

            for (var text : List.of("каталог", "розы", "Анна", "89161234567", "3", "не нужен")) {
                says(house, text);
            }
            assertThat(said(house)).last().isEqualTo("Адрес доставки?");
            says(house, "Садовая, 5");
            assertThat(said(house))
                    .last()
                    .isEqualTo("Заказ принят 04.05.2026 в 12:00: розы, 3 шт., Анна, +79161234567, Садовая, 5.");
            assertThat(timers(house)).hasSize(1);

            house.clock.advance(Duration.ofDays(1));
            house.turns.take(client(house), new Act.Rang(timers(house).getFirst()));
            assertThat(said(house)).last().isEqualTo("Понравился ли букет?");
            says(house, "Да");
            assertThat(said(house)).contains("Спасибо!");
            assertThat(timers(house)).isEmpty();
        }
    }

    private static Address client(House house) {
        return new Address.OfClient(house.project, 5, "anna", Profile.named("Анна Петрова"));
    }

    private static void says(House house, String text) {
        var act = new Act.Wrote("m" + text, Content.text(text), null, null, house.clock.now());
        house.turns.take(client(house), act);
    }

    private static List<String> said(House house) {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select text from messages where project_id = :project and author_kind = 1 order by seq")
                        .bind("project", house.project)
                        .mapTo(String.class)
                        .list());
    }

    private static List<Long> timers(House house) {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from timers where project_id = :project order by due_at")
                        .bind("project", house.project)
                        .mapTo(Long.class)
                        .list());
    }
}
