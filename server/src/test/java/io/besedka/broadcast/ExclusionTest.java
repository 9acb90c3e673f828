package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom a channel does not let us write to now: the dry run names them, and the run leaves out the same. */
class ExclusionTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final Saying TEXT = new Saying.Message(Content.text("News!"));
    private static final Saying TEMPLATE =
            new Saying.Message(Content.of("", new Part.Template("news", "en", List.of())));

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(database.get());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private long connect(String channel) {
        return town.connections
                .add(town.project(), channel, channel, Map.of(), Map.of())
                .connection()
                .id();
    }

    /** The dry run's exclusions, which are the run's too. */
    private Map<String, List<Long>> leftOut(Saying saying, Long... clients) {
        var wanted = town.to(new Audience.OfClients(List.of(clients)), saying);
        var dry = town.broadcasts.dryRun(wanted);
        var said = dry.excluded().stream()
                .collect(Collectors.toMap(
                        one -> one.why().name().toLowerCase(),
                        one -> one.clients().stream()
                                .map(DryRun.Named::client)
                                .sorted()
                                .toList()));
        long broadcast = town.broadcasts.start(wanted);
        town.work();

        var excluded = town.results
                .page(town.project(), broadcast, RecipientState.named("excluded"), null, 100)
                .recipients();
        assertThat(excluded.stream()
                        .collect(Collectors.groupingBy(
                                one -> one.state().word(),
                                Collectors.mapping(Results.Recipient::client, Collectors.toList()))))
                .as("the run leaves out whom the dry run named")
                .isEqualTo(said);
        var counts = town.broadcasts.get(town.project(), broadcast).counts();
        assertThat(counts).isEqualTo(new Broadcast.Counts(clients.length, excluded.size(), dry.recipients(), 0));
        assertThat(excluded).allMatch(one -> town.got(one.client(), broadcast) == 0);
        return said;
    }

    @Test
    void who_has_never_written_cannot_be_written_to_first_where_the_channel_lets_us_only_answer() {
        long site = town.connection.connection().id();
        long anna = town.client("Anna");
        long stranger = town.stranger(site, "Stranger");
        long byMail = town.stranger(connect("email"), "new@shop.example");

        assertThat(leftOut(TEXT, anna, stranger, byMail)).isEqualTo(Map.of("cannot_write_first", List.of(stranger)));
        town.client("Stranger");
        assertThat(leftOut(TEXT, anna, stranger, byMail)).isEmpty();
    }

    @Test
    void a_block_is_not_said_first_either() {
        var blocks = town.publish(
                "{\"format\": 1, \"blocks\": [{\"id\": \"sale\", \"kind\": \"start\", \"message\": {\"text\": \"Sale!\"}}]}");
        long anna = town.client("Anna");
        long stranger = town.stranger(town.connection.connection().id(), "Stranger");

        assertThat(leftOut(new Saying.Block(blocks.get("sale")), anna, stranger))
                .isEqualTo(Map.of("cannot_write_first", List.of(stranger)));
    }

    @Test
    void who_was_silent_for_longer_than_the_window_is_left_out_unless_it_is_an_approved_template() {
        long whatsapp = connect("whatsapp");
        long early = town.client(whatsapp, "79990000001");
        town.clock().advance(Duration.ofHours(1));
        long late = town.client(whatsapp, "79990000002");
        town.clock().advance(Duration.ofHours(23).minusSeconds(1));
        assertThat(leftOut(TEXT, early, late))
                .as("a second before the day is over")
                .isEmpty();

        town.clock().advance(Duration.ofSeconds(1));

        assertThat(leftOut(TEXT, early, late)).isEqualTo(Map.of("window_closed", List.of(early)));
        assertThat(leftOut(TEMPLATE, early, late)).isEmpty();
        town.clock().advance(Duration.ofDays(2));
        assertThat(leftOut(TEXT, early, late)).isEqualTo(Map.of("window_closed", List.of(early, late)));
    }

    @Test
    void a_template_goes_to_nobody_whose_channel_has_none() {
        long anna = town.client("Anna");
        long byMail = town.stranger(connect("email"), "new@shop.example");
        long client = town.client(connect("whatsapp"), "79990000001");

        assertThat(leftOut(TEMPLATE, anna, byMail, client)).isEqualTo(Map.of("no_templates", List.of(anna, byMail)));
        assertThat(leftOut(TEXT, anna, byMail, client)).isEmpty();
    }

    @Test
    void the_dry_run_of_a_later_broadcast_counts_the_silence_until_then() {
        long client = town.client(connect("whatsapp"), "79990000001");
        var now = town.to(new Audience.OfClients(List.of(client)), TEXT);
        var tomorrow = new NewBroadcast(
                now.projectId(),
                now.name(),
                now.author(),
                now.audience(),
                TEXT,
                now.shift(),
                town.clock().now().plus(Duration.ofDays(1)),
                null,
                false,
                false);

        assertThat(town.broadcasts.dryRun(now).excluded()).isEmpty();
        assertThat(town.broadcasts.dryRun(tomorrow).excluded())
                .extracting(DryRun.Excluded::why)
                .containsExactly(RecipientState.WINDOW_CLOSED);
    }

    @Test
    void a_window_that_nobody_has_opened_yet_is_closed() {
        long stranger = town.stranger(connect("whatsapp"), "79990000001");

        assertThat(leftOut(TEXT, stranger)).isEqualTo(Map.of("window_closed", List.of(stranger)));
        assertThat(leftOut(TEMPLATE, stranger)).isEmpty();
    }

    @Test
    void where_both_hold_the_reason_is_that_nobody_may_write_first() {
        long stranger = town.stranger(connect("messenger"), "1001");

        assertThat(leftOut(TEXT, stranger)).isEqualTo(Map.of("cannot_write_first", List.of(stranger)));
    }
}
