package io.besedka.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Committed;
import io.besedka.conversation.Profile;
import io.besedka.platform.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
    private static final String SOCKET = "/v1/projects/1/socket";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    private Workplace place;
    private Browser anna;

    @BeforeEach
    void open() throws Exception {
        place = new Workplace(database.get(), folder);
        anna = place.browser(11);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    @Test
    void a_message_reaches_every_operator_of_its_project_and_no_other() {
        try (var mine = anna.listen(SOCKET);
                var colleague = place.browser(12).listen(SOCKET);
                var stranger = place.browser(21).listen("/v1/projects/2/socket")) {
            mine.next("ready");
            colleague.next("ready");
            stranger.next("ready");
            var key = place.writes(1, "Live", "Is anybody there?");
            place.writes(2, "Theirs", "Another shop");

            var heard = mine.next("conversation");
            assertThat(heard.at("/messages/0/content/text").asString()).isEqualTo("Is anybody there?");
            assertThat(heard.at("/conversation/id").asLong()).isEqualTo(key.id());
            assertThat(colleague.next("conversation").toString()).isEqualTo(heard.toString());
            assertThat(stranger.next("conversation")
                            .at("/messages/0/content/text")
                            .asString())
                    .isEqualTo("Another shop");
        }
    }

    @Test
    void a_deal_is_told_of_by_its_number_live_and_to_whoever_comes_later() {
        var key = place.writes(1, "Deal", "Fifteen roses");
        try (var live = anna.listen(SOCKET)) {
            long before = live.next("ready").get("cursor").asLong();
            long deal = place.opensDeal(key);

            var heard = live.next("deal");
            assertThat(heard.get("dealId").asLong()).isEqualTo(deal);
            assertThat(heard.get("conversationId").asLong()).isEqualTo(key.id());
            try (var later = anna.listen(SOCKET + "?after=" + before)) {
                assertThat(later.next("deal").toString()).isEqualTo(heard.toString());
            }
        }
    }

    @Test
    void a_picture_that_comes_later_is_told_of_at_once_and_to_whoever_comes_later() {
        var key = place.writes(1, Profile.named("Pictured").withAvatar("pic"), "Hello");
        var path = "/v1/projects/1/conversations";
        try (var live = anna.listen(SOCKET)) {
            long before = live.next("ready").get("cursor").asLong();
            place.writes(1, "Pictured", "How do I look?");
            assertThat(live.next("conversation").at("/conversation/client").has("avatarUrl"))
                    .isFalse();
            long picture = place.pictures(key);

            var heard = live.next("conversation");
            assertThat(heard.at("/conversation/client/avatarUrl").asString())
                    .isEqualTo("/v1/projects/1/pictures/" + picture);
            assertThat(heard.get("messages")).isEmpty();
            assertThat(anna.get(path + "/" + key.id()).json().at("/conversation/client/avatarUrl"))
                    .isEqualTo(heard.at("/conversation/client/avatarUrl"));
            try (var later = anna.listen(SOCKET + "?after=" + before)) {
                later.next("conversation");
                assertThat(later.next("conversation").toString()).isEqualTo(heard.toString());
            }
        }
    }

    @Test
    void whom_contacts_join_or_part_is_told_of_live_and_to_whoever_comes_later() {
        var telegram = place.writes(1, "Joined one", "Is anybody there?");
        var site = place.writes(1, "Joined two", "Me again");
        long person = place.contacts.ofClient(1, telegram.id()).orElseThrow().id();
        long other = place.contacts.ofClient(1, site.id()).orElseThrow().id();
        try (var live = anna.listen(SOCKET)) {
            long before = live.next("ready").get("cursor").asLong();
            place.contacts.merge(1, person, other);

            var first = live.next("contact");
            assertThat(List.of(
                            first.get("conversationId").asLong(),
                            live.next("contact").get("conversationId").asLong()))
                    .containsExactlyInAnyOrder(telegram.id(), site.id());
            place.contacts.split(1, person, site.id());
            assertThat(live.next("contact").get("cursor").asLong()).isEqualTo(before + 3);
            try (var later = anna.listen(SOCKET + "?after=" + before)) {
                assertThat(later.next("contact").toString()).isEqualTo(first.toString());
            }
        }
    }

    @Test
    void that_a_client_was_erased_is_told_of_live_and_to_whoever_comes_later() {
        var key = place.writes(1, "Forgotten", "Please forget me");
        try (var live = anna.listen(SOCKET);
                var theirs = place.browser(21).listen("/v1/projects/2/socket")) {
            theirs.next("ready");
            long before = live.next("ready").get("cursor").asLong();
            place.erasure.erase(1, List.of(key.id()));

            var heard = live.next("erased");
            assertThat(heard.get("conversationId").asLong()).isEqualTo(key.id());
            assertThat(heard.get("cursor").asLong()).isEqualTo(before + 1);
            try (var later = anna.listen(SOCKET + "?after=" + (before - 1))) {
                assertThat(later.next("erased").toString()).isEqualTo(heard.toString());
                assertThat(later.next("ready").get("cursor").asLong()).isEqualTo(before + 1);
            }
            place.writes(1, "After the forgotten", "What happened?");
            assertThat(live.next("conversation").get("cursor").asLong()).isEqualTo(before + 2);
            place.writes(2, "Not told", "Another shop");
            assertThat(theirs.next("conversation")
                            .at("/messages/0/content/text")
                            .asString())
                    .isEqualTo("Another shop");
        }
    }

    @Test
    void a_changed_message_comes_as_it_is_now() {
        var key = place.writes(1, "Changed", "hello?");
        var path = "/v1/projects/1/conversations/" + key.id() + "/messages";
        anna.post(path, "{\"key\":\"a\",\"content\":{\"text\":\"Helo\"}}");
        try (var live = anna.listen(SOCKET)) {
            live.next("ready");
            anna.send("PATCH", path + "/2", "{\"content\":{\"text\":\"Hello\"}}");
            assertThat(live.next("conversation").at("/messages/0/content/text").asString())
                    .isEqualTo("Hello");
        }
    }

    @Test
    void whoever_comes_and_goes_misses_nothing_and_hears_nothing_twice() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long start =
                anna.get("/v1/projects/1/conversations").json().path("cursor").asLong();
        var allowed = new Semaphore(30);
        var writers = List.of(writer(allowed, 1), writer(allowed, 2), writer(allowed, 3));
        var heard = new ArrayList<Long>();
        long cursor = start;
        for (int round = 0; round < 50; round++) {
            int events = random.nextInt(40);
            allowed.release(events);
            cursor = hear(cursor, events, random, heard);
        }
        for (var writer : writers) {
            writer.interrupt();
            writer.join();
        }
        long end =
                anna.get("/v1/projects/1/conversations").json().path("cursor").asLong();
        hear(cursor, (int) (end - cursor), random, heard);
        assertThat(heard)
                .as("seed " + seed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(start + 1, end).boxed().toList());
        assertThat(heard).hasSizeGreaterThan(500);
    }

    /** Writes a message for each permit, until it is interrupted while it waits for one. */
    private Thread writer(Semaphore allowed, int number) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; ; i++) {
                    allowed.acquire();
                    place.writes(1, "visitor " + number, "message " + i);
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Listens until so many events came, then breaks off; what came is noted by its cursor. */
    private long hear(long cursor, int events, Random random, List<Long> heard) {
        var live = anna.listen(SOCKET + "?after=" + cursor);
        if (events == 0) {
            live.next("ready");
        }
        for (int i = 0; i < events; i++) {
            var frame = live.next("conversation");
            heard.add(frame.path("cursor").asLong());
        }
        if (random.nextBoolean()) {
            live.breaks();
        } else {
            live.close();
        }
        return heard.isEmpty() ? cursor : Math.max(cursor, heard.getLast());
    }

    @Test
    void what_the_feed_was_not_told_of_comes_with_the_next_event() {
        try (var live = anna.listen(SOCKET)) {
            live.next("ready");
            place.untold(() -> {
                place.writes(1, "Untold", "one");
                place.writes(1, "Untold", "two");
            });
            place.writes(1, "Untold", "three");
            for (var text : List.of("one", "two", "three")) {
                assertThat(live.next("conversation")
                                .at("/messages/0/content/text")
                                .asString())
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void what_nobody_was_told_of_comes_by_itself_soon() {
        try (var live = anna.listen(SOCKET)) {
            live.next("ready");
            place.untold(() -> place.writes(1, "Untold alone", "lonely"));
            assertThat(live.next("conversation").at("/messages/0/content/text").asString())
                    .isEqualTo("lonely");
        }
    }

    @Test
    void a_cursor_too_old_or_from_nowhere_means_reading_anew() {
        place.writes(1, "Reset", "hello");
        try (var live = anna.listen(SOCKET + "?after=99999999")) {
            live.next("reset");
            live.next("ready");
            place.writes(1, "Reset", "after the reset");
            assertThat(live.next("conversation").at("/messages/0/content/text").asString())
                    .isEqualTo("after the reset");
        }
        database.get()
                .jdbi()
                .useHandle(handle -> handle.execute("update project_logs set seq = seq + 20000 where project_id = 1"));
        try (var live = anna.listen(SOCKET + "?after=1")) {
            live.next("reset");
        }
    }

    @Test
    void typing_and_presence_are_seen_by_colleagues() {
        try (var mine = anna.listen(SOCKET);
                var colleague = place.browser(12).listen(SOCKET)) {
            mine.next("ready");
            colleague.next("ready");
            mine.say("{\"type\":\"ping\"}");
            mine.next("pong");
            mine.say("{\"type\":\"typing\",\"conversationId\":77}");
            var typing = colleague.next("typing");
            assertThat(typing.at("/author/name").asString()).isEqualTo("User 11");
            assertThat(place.typed).containsExactly("77 11");
            mine.say("{\"type\":\"viewing\",\"conversationId\":77}");
            var presence = colleague.next("presence");
            while (presence.at("/viewing/77").isMissingNode()) {
                presence = colleague.next("presence");
            }
            assertThat(presence.toString()).contains("\"online\":[11,12]").contains("\"viewing\":{\"77\":[11]}");
            place.feed.clientTyping(new io.besedka.conversation.ConversationKey(1, 78));
            assertThat(mine.next("typing").at("/author/kind").asString()).isEqualTo("client");
        }
    }

    @Test
    void a_page_of_another_origin_is_turned_away() {
        assertThatThrownBy(() -> anna.listen(SOCKET, "http://evil.example"))
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
        assertThat(anna.get(SOCKET).error()).isEqualTo("bad_origin");
    }

    @Test
    void one_who_may_no_longer_listen_is_cut_off_and_others_stay() {
        try (var live = anna.listen(SOCKET);
                var colleague = place.browser(12).listen(SOCKET)) {
            live.next("ready");
            colleague.next("ready");
            place.gone.add(11L);
            place.feed.recheck(11);
            place.feed.recheck(12);
            assertThat(live.ended.join()).isEqualTo(4403);
            place.writes(1, "Cut off", "Still there?");
            assertThat(colleague
                            .next("conversation")
                            .at("/messages/0/content/text")
                            .asString())
                    .isEqualTo("Still there?");
        }
    }

    @Test
    void a_right_lost_between_the_request_and_the_first_word_is_noticed() {
        place.gone.add(11L);
        try (var live = anna.listen(SOCKET)) {
            assertThat(live.ended.join()).isEqualTo(4403);
            assertThat(live.poll()).isNull();
        }
    }

    @Test
    void one_who_talks_nonsense_is_cut_off() {
        try (var babbler = place.browser(12).listen(SOCKET)) {
            babbler.next("ready");
            babbler.say("nonsense");
            assertThat(babbler.ended.join()).isEqualTo(1007);
        }
    }

    @Test
    void who_follows_one_conversation_hears_of_it_alone() {
        var key = place.writes(1, "Followed", "first");
        var heard = new CopyOnWriteArrayList<String>();
        var enough = new CountDownLatch(2);
        Consumer<Committed> follower = entry -> {
            entry.messages().forEach(message -> heard.add(message.content().text()));
            enough.countDown();
        };
        place.feed.follow(key, follower);
        place.writes(1, "Not followed", "noise");
        place.writes(1, "Followed", "second");
        place.writes(1, "Followed", "third");
        await(enough);
        place.feed.unfollow(key, follower);
        assertThat(heard).containsExactly("second", "third");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
