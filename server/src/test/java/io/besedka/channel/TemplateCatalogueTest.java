package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.platform.clock.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateCatalogueTest {
    private final MovableClock clock = MovableClock.at("2026-05-04T09:00:00Z");
    private final TemplateCatalogue catalogue = new TemplateCatalogue(clock);
    private final List<Connection> asked = new ArrayList<>();
    private boolean away;

    @Test
    void the_provider_is_asked_once_in_five_minutes() throws IOException {
        catalogue.of(connected("one"));
        clock.advance(Duration.ofMinutes(4));
        assertThat(catalogue.of(connected("one"))).hasSize(1);
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        catalogue.of(connected("one"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void another_account_is_asked_at_once() throws IOException {
        catalogue.of(connected("one"));
        catalogue.of(connected("other"));
        assertThat(asked).hasSize(2);

        catalogue.forget(7);
        catalogue.of(connected("other"));
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_was_told_holds_while_the_provider_is_away() throws IOException {
        away = true;
        assertThatThrownBy(() -> catalogue.of(connected("one")))
                .isInstanceOf(IOException.class)
                .hasMessage("away");
        away = false;
        catalogue.of(connected("one"));
        away = true;
        clock.advance(Duration.ofHours(1));

        assertThat(catalogue.of(connected("one"))).hasSize(1);
    }

    @Test
    void a_message_says_what_its_template_says() {
        var known = Content.of("whatever", new Part.Template("ready", "ru", List.of("7")));
        var foreign = Content.of("as told", new Part.Template("ready", "en", List.of("7")));

        assertThat(catalogue.worded(connected("one"), known).text()).isEqualTo("Order 7");
        assertThat(catalogue.worded(connected("one"), known).parts()).isEqualTo(known.parts());
        assertThat(catalogue.worded(connected("one"), foreign)).isEqualTo(foreign);
        assertThat(catalogue.worded(connected("one"), Content.text("plain"))).isEqualTo(Content.text("plain"));
    }

    @Test
    void without_an_answer_the_message_stays_as_it_is() {
        away = true;
        var content = Content.of("", new Part.Template("ready", "ru", List.of("7")));

        assertThat(catalogue.worded(connected("one"), content)).isEqualTo(content);
    }

    @Test
    void words_that_no_message_could_hold_are_left_out() {
        var content = Content.of("as told", new Part.Template("ready", "ru", List.of("7".repeat(Content.TEXT_LIMIT))));

        assertThat(catalogue.worded(connected("one"), content)).isEqualTo(content);
    }

    @Test
    void many_messages_do_not_each_wait_for_a_provider_who_is_silent() throws IOException {
        away = true;
        var content = Content.of("", new Part.Template("ready", "ru", List.of("7")));
        for (int i = 0; i < 10; i++) {
            assertThat(catalogue.worded(connected("one"), content)).isEqualTo(content);
        }
        assertThat(asked).hasSize(1);

        away = false;
        assertThat(catalogue.of(connected("one")))
                .as("who wants the list is told")
                .hasSize(1);
        assertThat(catalogue.worded(connected("one"), content).text()).isEqualTo("Order 7");
        away = true;
        clock.advance(Duration.ofMinutes(6));
        for (int i = 0; i < 10; i++) {
            assertThat(catalogue.worded(connected("one"), content).text()).isEqualTo("Order 7");
        }
        assertThat(asked).hasSize(3);
        away = false;
        clock.advance(Duration.ofSeconds(30));
        catalogue.worded(connected("one"), content);
        assertThat(asked).hasSize(4);
    }

    private Connected connected(String account) {
        var connection = new Connection(1, 7, "letters", "Letters", false, Map.of("account", account), Map.of());
        return new Connected(connection, new Letters(), "hook");
    }

    /** A channel of nothing but one template. */
    private final class Letters implements ChannelAdapter {
        @Override
        public String channel() {
            return "letters";
        }

        @Override
        public Capabilities capabilities() {
            return Channels.RICH.withTemplates();
        }

        @Override
        public Intake receive(Connection connection, WebhookRequest request) {
            return new Intake.Rejected(404, "none");
        }

        @Override
        public SendResult send(Connection connection, Recipient to, Outbound message) {
            return new SendResult.Refused("never");
        }

        @Override
        public Optional<Templated> templated() {
            return Optional.of(connection -> {
                asked.add(connection);
                if (away) {
                    throw new IOException("away");
                }
                return List.of(new ApprovedTemplate(
                        "ready", "ru", "utility", null, "Order {{1}}", 1, List.of(), "", List.of(), true));
            });
        }
    }
}
