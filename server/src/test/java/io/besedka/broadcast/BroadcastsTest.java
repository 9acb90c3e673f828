package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.broadcast.BroadcastRefused.Reason;
import io.besedka.conversation.Act;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Variables;
import io.besedka.platform.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists and broadcasts on a real database and turn; the clock is moved by hand. It is 12:00 in the project. */
class BroadcastsTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(database.get());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Audience clients(Long... clients) {
        return new Audience.OfClients(List.of(clients));
    }

    @Test
    void a_list_takes_each_client_once_and_says_who_is_none() {
        long anna = town.client("Anna");
        long boris = town.client("Boris");
        long list = town.lists.create(town.project(), "Regulars", null).id();

        assertThat(town.lists.add(town.project(), list, List.of(anna, boris, anna, 999_999L)))
                .isEqualTo(new Lists.Change(2, Set.of(999_999L)));
        assertThat(town.lists.add(town.project(), list, List.of(anna)).changed())
                .isZero();
        assertThat(town.members.count(town.project(), list)).isEqualTo(2);
        assertThat(town.lists
                        .remove(town.project(), list, List.of(anna, 999_999L))
                        .changed())
                .isEqualTo(1);
        assertThat(town.members.page(town.project(), list, 0, 10).clients())
                .extracting(ClientLists.Listed::name)
                .containsExactly("Boris");
        assertThat(town.members.of(town.project(), boris))
                .extracting(ClientList::name)
                .containsExactly("Regulars");
        assertThat(town.lists.exists(town.project(), list)).isTrue();
        assertThat(town.lists.exists(town.project() + 1, list)).isFalse();
    }

    @Test
    void members_come_in_pages_that_miss_nobody() {
        var all = LongStream.range(0, 7).map(i -> town.client("c" + i)).boxed().toList();
        long list = town.list("All", all);

        var first = town.members.page(town.project(), list, 0, 4);
        var second = town.members.page(town.project(), list, first.next(), 4);

        assertThat(first.clients()).hasSize(4);
        assertThat(second.next()).isNull();
        assertThat(second.clients())
                .hasSize(3)
                .extracting(ClientLists.Listed::client)
                .doesNotContainAnyElementsOf(
                        first.clients().stream().map(ClientLists.Listed::client).toList());
    }

    @Test
    void a_segment_has_whoever_its_filter_finds_at_the_moment() {
        long anna = town.client("Anna");
        long boris = town.client("Boris");
        town.does(anna, new Act.Tagged(Author.SYSTEM, List.of("vip"), List.of()));
        town.does(
                anna,
                new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of("city", "Moscow", "spent", "10")));
        town.does(
                boris,
                new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of("city", "Kazan", "spent", "9")));

        assertThat(found(filter(List.of("vip"), List.of(), null))).containsExactly(anna);
        assertThat(found(filter(List.of(), List.of(is("city", SegmentFilter.Op.EQ, "Kazan")), null)))
                .containsExactly(boris);
        assertThat(found(filter(List.of(), List.of(is("city", SegmentFilter.Op.NE, "Kazan")), null)))
                .containsExactly(anna);
        assertThat(found(filter(List.of(), List.of(is("spent", SegmentFilter.Op.GT, "9")), null)))
                .containsExactly(anna);
        assertThat(found(filter(List.of(), List.of(is("spent", SegmentFilter.Op.EQ, "10.0")), null)))
                .containsExactly(anna);
        assertThat(found(filter(List.of(), List.of(is("city", SegmentFilter.Op.IN, "Kazan", "Moscow")), null)))
                .hasSize(2);
        assertThat(found(filter(List.of(), List.of(is("city", SegmentFilter.Op.NOT_SET)), null)))
                .isEmpty();
        town.does(anna, new Act.OptedOut(Author.SYSTEM, true));
        assertThat(found(filter(List.of(), List.of(), true))).containsExactly(anna);
        long segment = town.lists
                .create(town.project(), "Out", filter(List.of(), List.of(), true))
                .id();
        town.does(boris, new Act.OptedOut(Author.SYSTEM, true));
        assertThat(town.members.count(town.project(), segment)).isEqualTo(2);
        assertThatThrownBy(() -> town.lists.add(town.project(), segment, List.of(anna)))
                .isInstanceOfSatisfying(
                        BroadcastRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_BY_HAND));
    }

    private static SegmentFilter filter(List<String> tags, List<SegmentFilter.Condition> variables, Boolean optedOut) {
        return new SegmentFilter(null, null, tags, null, null, null, null, variables, null, optedOut, null, null, null);
    }

    private static SegmentFilter.Condition is(String name, SegmentFilter.Op op, String... values) {
        return new SegmentFilter.Condition(name, op, List.of(values));
    }

    private List<Long> found(SegmentFilter filter) {
        return town.members.page(town.project(), filter, 0, 100).clients().stream()
                .map(ClientLists.Listed::client)
                .toList();
    }

    @Test
    void everybody_in_the_list_gets_it_once_and_nobody_becomes_the_owner() {
        var all =
                LongStream.range(0, 120).map(i -> town.client("c" + i)).boxed().toList();
        long broadcast = town.broadcasts.start(town.to(new Audience.OfList(town.list("All", all))));

        town.work();
        send(all, broadcast);

        assertThat(all).allMatch(client -> town.got(client, broadcast) == 1);
        var done = town.broadcasts.get(town.project(), broadcast);
        assertThat(done.state()).isEqualTo(BroadcastState.DONE);
        assertThat(done.counts()).isEqualTo(new Broadcast.Counts(120, 0, 120, 0));
        assertThat(town.count(
                        "select count(*) from conversations where owner_kind <> 0 and project_id = " + town.project()))
                .isZero();
    }

    /** A connection has a hundred on their way at most: they are sent before more come. */
    private void send(List<Long> clients, long broadcast) {
        while (town.state(broadcast) == BroadcastState.RUNNING) {
            clients.stream()
                    .filter(client -> town.stateOf(client, broadcast) == RecipientState.QUEUED)
                    .forEach(client -> town.delivery(client, DeliveryStatus.SENT, null));
            town.clock().advance(Duration.ofSeconds(1));
            town.work();
        }
    }

    @Test
    void those_who_cannot_get_it_are_written_down_with_the_reason_and_the_dry_run_says_the_same() {
        long anna = town.client("Anna");
        long out = town.client("Out");
        long blocker = town.client("Blocker");
        var other = town.connections.add(town.project(), "widget", "Old site", Map.of(), Map.of());
        long gone = town.client(other.connection().id(), "Gone");
        town.does(out, new Act.OptedOut(Author.SYSTEM, true));
        town.does(blocker, new Act.Blocked(true));
        town.connections.remove(other);
        var wanted = town.to(clients(anna, out, blocker, gone, 77_777_777L));

        var dry = town.broadcasts.dryRun(wanted);
        long broadcast = town.broadcasts.start(wanted);
        town.work();

        assertThat(dry.recipients()).isEqualTo(1);
        assertThat(dry.first()).isEqualTo(town.clock().now());
        var why = new HashMap<RecipientState, List<DryRun.Named>>();
        dry.excluded().forEach(excluded -> why.put(excluded.why(), excluded.clients()));
        assertThat(why)
                .containsOnlyKeys(
                        RecipientState.OPTED_OUT,
                        RecipientState.BLOCKED,
                        RecipientState.CONNECTION_REMOVED,
                        RecipientState.UNKNOWN_CLIENT);
        assertThat(why.get(RecipientState.OPTED_OUT)).containsExactly(new DryRun.Named(out, "Out"));
        assertThat(town.results.counts(town.project(), broadcast))
                .isEqualTo(Map.of(
                        RecipientState.QUEUED, 1L,
                        RecipientState.OPTED_OUT, 1L,
                        RecipientState.BLOCKED, 1L,
                        RecipientState.CONNECTION_REMOVED, 1L,
                        RecipientState.UNKNOWN_CLIENT, 1L));
        assertThat(town.broadcasts.get(town.project(), broadcast).counts()).isEqualTo(new Broadcast.Counts(5, 4, 1, 0));
    }

    @Test
    void a_provider_s_names_find_their_clients_and_strangers_become_clients_where_we_may_write_first() {
        long mail = town.connections
                .add(town.project(), "email", "Mail", Map.of(), Map.of())
                .connection()
                .id();
        town.client(mail, "boris@shop.example");
        long anna = town.client("Anna");
        long connection = town.connection.connection().id();

        long broadcast = town.broadcasts.start(
                town.to(new Audience.OfPlatformIds(mail, List.of("boris@shop.example", "new@shop.example"))));
        town.work();

        assertThat(town.results.counts(town.project(), broadcast)).isEqualTo(Map.of(RecipientState.QUEUED, 2L));
        town.connections.change(connection, before -> paused(connection));
        long none = town.broadcasts.start(town.to(new Audience.OfPlatformIds(connection, List.of("Anna", "Nobody"))));
        town.work();
        assertThat(town.results
                        .page(town.project(), none, List.of(RecipientState.UNKNOWN_CLIENT), null, 5)
                        .recipients())
                .extracting(Results.Recipient::address)
                .containsExactly("Nobody");
        assertThat(town.stateOf(anna, none)).isEqualTo(RecipientState.CONNECTION_PAUSED);
        assertThat(town.state(none)).isEqualTo(BroadcastState.DONE);
    }

    private io.besedka.channel.Connection paused(long id) {
        return new io.besedka.channel.Connection(town.project(), id, "widget", "Site", true, Map.of(), Map.of());
    }

    @Test
    void it_keeps_its_pace_and_makes_up_for_no_more_than_a_second() {
        var all = LongStream.range(0, 30).map(i -> town.client("c" + i)).boxed().toList();
        long broadcast = town.broadcasts.start(
                town.to(new Audience.OfList(town.list("All", all))).with(Duration.ofMillis(200)));

        town.work();
        assertThat(handed(broadcast)).isEqualTo(1);
        town.clock().advance(Duration.ofMillis(199));
        town.work();
        assertThat(handed(broadcast)).isEqualTo(1);
        town.clock().advance(Duration.ofMillis(1));
        town.work();
        assertThat(handed(broadcast)).isEqualTo(2);
        town.clock().advance(Duration.ofHours(1));
        town.work();
        assertThat(handed(broadcast)).isBetween(7L, 8L);
    }

    private long handed(long broadcast) {
        return town.broadcasts.get(town.project(), broadcast).counts().handed();
    }

    @Test
    void a_scheduled_one_waits_for_its_moment_and_reaches_who_is_in_the_list_by_then() {
        long anna = town.client("Anna");
        long boris = town.client("Boris");
        long list = town.list("Guests", List.of(anna));
        var moment = town.clock().now().plus(Duration.ofHours(2));
        long broadcast = town.broadcasts.start(at(town.to(new Audience.OfList(list)), moment, null));

        town.work();
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.SCHEDULED);
        assertThat(town.broadcasts.next()).contains(moment);
        town.lists.add(town.project(), list, List.of(boris));
        town.clock().set(moment);
        town.work();

        assertThat(town.got(anna, broadcast) + town.got(boris, broadcast)).isEqualTo(2);
    }

    private static NewBroadcast at(NewBroadcast wanted, Instant at, QuietHours quiet) {
        return new NewBroadcast(
                wanted.projectId(),
                wanted.name(),
                wanted.author(),
                wanted.audience(),
                wanted.saying(),
                wanted.shift(),
                at,
                quiet,
                false,
                false);
    }

    @Test
    void nobody_is_disturbed_at_night_by_the_client_s_own_clock() {
        long moscow = town.client("Moscow");
        long vladivostok = town.client("Vladivostok");
        town.does(
                vladivostok,
                new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of("timezone", "Asia/Vladivostok")));
        var evening = Instant.parse("2026-05-04T13:00:00Z");
        var quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(9, 0));
        var wanted = at(town.to(clients(moscow, vladivostok)), evening, quiet);
        var dry = town.broadcasts.dryRun(wanted);
        long broadcast = town.broadcasts.start(wanted);

        town.clock().set(evening);
        town.work();
        assertThat(town.got(moscow, broadcast)).isEqualTo(1);
        assertThat(town.got(vladivostok, broadcast)).isZero();
        var morning = Instant.parse("2026-05-04T23:00:00Z");
        assertThat(town.broadcasts.next()).contains(morning);
        assertThat(dry.last()).isEqualTo(morning);
        town.clock().set(morning);
        town.work();

        assertThat(town.got(vladivostok, broadcast)).isEqualTo(1);
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
    }

    @Test
    void a_process_that_dies_between_hand_over_and_writing_it_down_repeats_nothing() {
        var all = LongStream.range(0, 20).map(i -> town.client("c" + i)).boxed().toList();
        long broadcast = town.broadcasts.start(town.to(new Audience.OfList(town.list("All", all))));
        town.broadcasts.planDue();
        town.misfortune = results -> {
            throw new Killed();
        };

        assertThatThrownBy(() -> town.dispatcher.dispatch()).isInstanceOf(Killed.class);
        assertThat(handed(broadcast)).isZero();
        assertThat(all).allMatch(client -> town.got(client, broadcast) == 1);
        town.misfortune = results -> results;
        town.work();
        assertThat(handed(broadcast)).as("while the dead one's lease holds").isZero();
        town.clock().advance(Dispatcher.LEASE);
        town.work();

        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
        assertThat(handed(broadcast)).isEqualTo(20);
        assertThat(all).allMatch(client -> town.got(client, broadcast) == 1);
    }

    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    @Test
    void what_was_declined_and_what_failed_is_tried_again_and_nothing_else() {
        long fine = town.client("Fine");
        long failing = town.client("Failing");
        long blocker = town.client("Blocker");
        long broadcast = town.broadcasts.start(town.to(clients(fine, failing, blocker)));
        town.broadcasts.planDue();
        town.does(blocker, new Act.Blocked(true));
        town.work();
        town.delivery(fine, DeliveryStatus.SENT, null);
        town.delivery(failing, DeliveryStatus.FAILED, "chat not found");

        assertThat(town.stateOf(blocker, broadcast)).isEqualTo(RecipientState.DECLINED);
        assertThat(town.stateOf(failing, broadcast)).isEqualTo(RecipientState.FAILED);
        var errors = town.results
                .page(town.project(), broadcast, RecipientState.named("errors"), null, 10)
                .recipients();
        assertThat(errors)
                .extracting(Results.Recipient::error)
                .containsExactlyInAnyOrder("chat not found", "the client has blocked this connection");
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
        town.does(blocker, new Act.Blocked(false));

        assertThat(town.broadcasts.retry(town.project(), broadcast)).isEqualTo(new Broadcasts.Retried(1, 1));
        town.work();

        assertThat(town.stateOf(blocker, broadcast)).isEqualTo(RecipientState.QUEUED);
        assertThat(town.stateOf(failing, broadcast)).isEqualTo(RecipientState.QUEUED);
        assertThat(town.stateOf(fine, broadcast)).isEqualTo(RecipientState.SENT);
        assertThat(List.of(fine, failing, blocker)).allMatch(client -> town.got(client, broadcast) == 1);
        assertThat(town.broadcasts.get(town.project(), broadcast).counts()).isEqualTo(new Broadcast.Counts(3, 0, 3, 0));
    }

    @Test
    void a_pause_and_a_cancellation_take_effect_behind_the_batch() {
        var all = LongStream.range(0, 10).map(i -> town.client("c" + i)).boxed().toList();
        long broadcast = town.broadcasts.start(
                town.to(new Audience.OfList(town.list("All", all))).with(Duration.ofSeconds(1)));
        town.work();
        town.broadcasts.pause(town.project(), broadcast);
        town.clock().advance(Duration.ofMinutes(5));
        town.work();
        assertThat(handed(broadcast)).isEqualTo(1);

        town.broadcasts.resume(town.project(), broadcast);
        town.work();
        assertThat(handed(broadcast)).isEqualTo(2);
        town.broadcasts.cancel(town.project(), broadcast);
        town.clock().advance(Duration.ofMinutes(5));
        town.work();

        assertThat(town.results.counts(town.project(), broadcast)).containsEntry(RecipientState.CANCELLED, 8L);
        refused(Reason.WRONG_STATE, () -> town.broadcasts.resume(town.project(), broadcast));
        refused(Reason.WRONG_STATE, () -> town.broadcasts.retry(town.project(), broadcast));
    }

    @Test
    void under_one_key_one_broadcast_is_made_a_day() {
        var wanted = town.to(clients(town.client("Anna")));
        var another = town.to(clients(town.client("Boris")));
        long made = town.broadcasts.start(wanted, "news");
        town.work();

        assertThat(town.broadcasts.start(wanted, "news")).isEqualTo(made);
        assertThat(town.broadcasts.draft(wanted, "other")).isNotEqualTo(made);
        refused(Reason.KEY_REUSED, () -> town.broadcasts.start(another, "news"));
        assertThat(town.broadcasts.page(town.project(), 0, 10)).hasSize(2);
        town.clock().advance(Duration.ofHours(24));
        assertThat(town.broadcasts.start(another, "news")).isNotEqualTo(made);
    }

    @Test
    void what_cannot_be_is_refused_by_its_name() {
        long anna = town.client("Anna");
        var wanted = town.to(clients(anna));

        refused(Reason.NO_SUCH_LIST, () -> town.broadcasts.start(town.to(new Audience.OfList(12345))));
        refused(
                Reason.NO_SUCH_CONNECTION,
                () -> town.broadcasts.start(town.to(new Audience.OfPlatformIds(12345, List.of("a")))));
        refused(Reason.EMPTY, () -> town.broadcasts.start(town.to(clients())));
        refused(
                Reason.OVER_LIMIT,
                () -> town.broadcasts.start(
                        town.to(new Audience.OfClients(java.util.Collections.nCopies(10_001, 1L)))));
        refused(Reason.INVALID, () -> town.broadcasts.start(wanted.with(Duration.ofSeconds(-1))));
        refused(Reason.INVALID, () -> town.broadcasts.start(wanted.with(Duration.ofSeconds(3601))));
        refused(Reason.NO_SUCH_BROADCAST, () -> town.broadcasts.pause(town.project(), 12345));
        refused(
                Reason.EMPTY,
                () -> town.broadcasts.start(new NewBroadcast(
                        town.project(), "Empty", Author.api(1), clients(anna), new Saying.Message(Content.text(" ")))));
        refused(Reason.INVALID, () -> new QuietHours(LocalTime.NOON, LocalTime.NOON));
        refused(Reason.INVALID, () -> is("spent", SegmentFilter.Op.GT, "many"));
        for (int i = 0; i < BroadcastLimits.ACTIVE; i++) {
            town.broadcasts.start(at(wanted, town.clock().now().plus(Duration.ofDays(1)), null));
        }
        refused(Reason.OVER_LIMIT, () -> town.broadcasts.start(wanted));
    }

    private static void refused(Reason reason, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        BroadcastRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void of_one_person_s_clients_only_the_one_who_wrote_last_gets_it() {
        long site = town.client("Site");
        town.clock().advance(Duration.ofMinutes(1));
        long phone = town.client("Phone");
        town.execute("update clients set contact_id = (select contact_id from clients c where c.id = " + site
                + " and c.project_id = " + town.project() + ") where id = " + phone + " and project_id = "
                + town.project());
        var wanted = town.to(clients(site, phone));

        long broadcast = town.broadcasts.start(new NewBroadcast(
                wanted.projectId(),
                "Once",
                wanted.author(),
                wanted.audience(),
                wanted.saying(),
                wanted.shift(),
                null,
                null,
                true,
                false));
        town.work();

        assertThat(town.stateOf(site, broadcast)).isEqualTo(RecipientState.SAME_PERSON);
        assertThat(town.got(phone, broadcast)).isEqualTo(1);
    }

    @Test
    void a_draft_waits_until_it_is_started() {
        long anna = town.client("Anna");
        long broadcast = town.broadcasts.draft(town.to(clients(anna)));
        town.work();
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DRAFT);

        town.broadcasts.begin(town.project(), broadcast);
        town.work();

        assertThat(town.got(anna, broadcast)).isEqualTo(1);
        refused(Reason.WRONG_STATE, () -> town.broadcasts.deleteDraft(town.project(), broadcast));
    }

    @Test
    void what_has_not_begun_can_be_made_another_and_what_has_cannot() {
        long anna = town.client("Anna");
        long boris = town.client("Boris");
        var tomorrow = town.clock().now().plus(Duration.ofDays(1));
        long draft = town.broadcasts.draft(town.to(clients(anna)));
        long scheduled = town.broadcasts.start(at(town.to(clients(anna)), tomorrow, null));
        long paused = town.broadcasts.start(at(town.to(clients(anna)), tomorrow, null));
        town.broadcasts.pause(town.project(), paused);

        for (long one : List.of(draft, scheduled, paused)) {
            var before = town.broadcasts.get(town.project(), one);
            town.broadcasts.change(town.project(), one, was -> at(town.to(clients(boris)), was.at(), null));
            var after = town.broadcasts.get(town.project(), one);
            assertThat(after.plan().audience()).isEqualTo(clients(boris));
            assertThat(after.startsAt()).isEqualTo(before.startsAt());
            assertThat(after.state()).isEqualTo(before.state());
            refused(Reason.EMPTY, () -> town.broadcasts.change(town.project(), one, was -> town.to(clients())));
            assertThat(town.broadcasts.get(town.project(), one)).isEqualTo(after);
        }
        town.clock().set(tomorrow);
        town.broadcasts.resume(town.project(), paused);
        town.broadcasts.begin(town.project(), draft);
        town.work();

        for (long one : List.of(draft, scheduled, paused)) {
            assertThat(town.got(anna, one)).isZero();
            assertThat(town.got(boris, one)).isEqualTo(1);
            refused(Reason.WRONG_STATE, () -> town.broadcasts.change(town.project(), one, was -> was));
        }
    }

    @Test
    void one_that_was_paused_on_its_way_has_begun() {
        long broadcast = town.broadcasts.start(
                town.to(clients(town.client("Anna"), town.client("Boris"))).with(Duration.ofSeconds(1)));
        town.work();
        town.broadcasts.pause(town.project(), broadcast);

        refused(Reason.WRONG_STATE, () -> town.broadcasts.change(town.project(), broadcast, was -> was));
    }
}
