package io.besedka.simulator.max;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MaxHookTest {
    private static final String SECRET = "X-Max-Bot-Api-Secret";

    private final MaxSimulator max = MaxSimulator.start(0);
    private final Account bot = max.bot("t0ken", "flower_shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna Petrova");
    private final Receiver server = new Receiver(SECRET);
    private final Caller caller = new Caller(max.url(), "Authorization", "t0ken");

    @AfterEach
    void stops() {
        max.close();
        server.close();
    }

    @Test
    void everything_a_person_does_is_posted_with_the_secret() {
        subscribes("");
        anna.starts("site42");
        var written = anna.writes("Привет 👋").bubble();
        anna.edits(written, "Привет!");
        anna.sends("look", Media.photo(new byte[] {1, 2}));
        anna.sends(Media.voice(new byte[3]));
        anna.sendsLocation(55.5, 37.5);
        anna.deletes(written);
        anna.blocks();

        var posts = server.awaits(9);
        assertThat(posts).extracting(post -> post.header(SECRET)).containsOnly("s3cret_");
        assertThat(posts)
                .extracting(post -> post.text("/update_type"))
                .containsExactly(
                        "bot_started",
                        "message_created",
                        "message_edited",
                        "message_created",
                        "message_created",
                        "message_created",
                        "message_removed",
                        "bot_stopped",
                        "dialog_removed");
        assertThat(posts.getFirst().text("/payload")).isEqualTo("site42");
        assertThat(posts.get(1).text("/message/body/text")).isEqualTo("Привет 👋");
        assertThat(posts.get(2).text("/message/body/mid"))
                .isEqualTo(posts.get(1).text("/message/body/mid"));
        assertThat(posts.get(4).text("/message/body/attachments/0/type")).isEqualTo("audio");
        assertThat(caller.send("GET", posts.get(3).text("/message/body/attachments/0/payload/url"), "")
                        .body())
                .containsExactly(1, 2);
        assertThat(posts.get(6).text("/message_id")).isEqualTo(written.id());
    }

    @Test
    void ones_own_number_comes_with_its_owner_and_a_hash_and_anothers_without() {
        subscribes("");
        anna.writes("hello");
        anna.sharesPhone();
        anna.sendsContact("Oleg", "+79161234567");

        var posts = server.awaits(3);
        assertThat(posts.get(1).text("/message/body/attachments/0/payload/vcf_info"))
                .contains("TEL;TYPE=cell:7");
        assertThat(posts.get(1).text("/message/body/attachments/0/payload/max_info/user_id"))
                .isEqualTo(anna.id());
        assertThat(posts.get(1).text("/message/body/attachments/0/payload/hash"))
                .hasSize(64);
        assertThat(posts.get(2).json().at("/message/body/attachments/0/payload").has("hash"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.example/x", "https://shop.example:8443/x", "no address at all", ""})
    void only_https_on_443_is_subscribed(String url) {
        var answer = caller.post("/subscriptions", Json.object().put("url", url).toString());

        assertThat(answer.path("success").asBoolean(true)).isFalse();
        assertThat(bot.updates().hooks()).isEmpty();
    }

    @Test
    void a_subscription_is_checked_listed_and_taken_away() {
        max.rules().deliver("https://shop.example", server.url());
        assertThat(caller.post("/subscriptions", "{\"url\":\"https://shop.example/in\",\"secret\":\"a b\"}")
                        .path("code")
                        .asString())
                .isEqualTo("proto.payload");
        assertThat(caller.post("/subscriptions", "{\"url\":\"https://shop.example/in\",\"update_types\":[\"thought\"]}")
                        .path("code")
                        .asString())
                .isEqualTo("proto.payload");
        caller.post("/subscriptions", "{\"url\":\"https://shop.example/in\",\"update_types\":[\"bot_started\"]}");

        var listed = caller.get("/subscriptions").path("subscriptions");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.at("/0/update_types").valueStream().map(JsonNode::asString))
                .containsExactly("bot_started");
        anna.writes("not wanted");
        anna.starts();
        assertThat(server.awaits(1).getFirst().text("/update_type")).isEqualTo("bot_started");

        caller.send("DELETE", "/subscriptions?url=https%3A%2F%2Fshop.example%2Fin", "");
        assertThat(bot.updates().hooks()).isEmpty();
    }

    @Test
    void polling_goes_on_by_markers_and_is_silent_while_updates_are_posted() {
        anna.writes("one");
        anna.writes("two");
        var newest = caller.get("/updates?timeout=0");
        assertThat(texts(newest)).containsExactly("two");
        anna.writes("three");
        var next =
                caller.get("/updates?timeout=0&marker=" + newest.path("marker").asLong());
        assertThat(texts(next)).containsExactly("three");
        assertThat(texts(caller.get("/updates?timeout=0&types=bot_started&marker="
                        + newest.path("marker").asLong())))
                .isEmpty();

        subscribes("");
        anna.writes("posted");
        server.awaits(1);
        assertThat(texts(caller.get(
                        "/updates?timeout=0&marker=" + next.path("marker").asLong())))
                .isEmpty();
    }

    @Test
    void a_refused_update_is_repeated_after_a_minute_and_lets_others_pass() {
        subscribes("");
        server.replies(
                post -> new Receiver.Reply(post.text("/message/body/text").equals("poison") ? 500 : 200, ""));
        anna.writes("poison");
        bot.updates().awaitsFailure();
        anna.writes("next");
        assertThat(server.awaits(2).getLast().text("/message/body/text")).isEqualTo("next");

        server.replies(200, "");
        max.time().advance(Duration.ofSeconds(60));

        assertThat(server.awaits(3).getLast().text("/message/body/text")).isEqualTo("poison");
        bot.updates().awaitsDelivery();
    }

    @Test
    void subscribing_again_loses_nothing_that_is_on_its_way() {
        subscribes("");
        server.replies(500, "");
        anna.writes("waits");
        bot.updates().awaitsFailure();

        subscribes("");
        server.replies(200, "");
        bot.updates().retryNow();

        assertThat(server.awaits(2).getLast().text("/message/body/text")).isEqualTo("waits");
        assertThat(bot.updates().hooks()).hasSize(1);
    }

    @Test
    void who_takes_nothing_for_eight_hours_is_unsubscribed() {
        subscribes("");
        server.replies(500, "");
        anna.writes("lost");
        bot.updates().awaitsFailure();
        assertThat(bot.updates().hooks()).hasSize(1);
        max.time().advance(Duration.ofHours(9));
        server.awaits(2);

        bot.updates().awaitsDelivery();
        assertThat(bot.updates().hooks()).isEmpty();
    }

    @Test
    void misfortune_strikes_updates() {
        subscribes("");
        max.switchboard().next(1, new Misfortune.Duplicated());
        anna.writes("twice");
        var twice = server.awaits(2);
        assertThat(twice.get(0).json()).isEqualTo(twice.get(1).json());

        max.switchboard().next(1, new Misfortune.Reordered());
        anna.writes("first");
        anna.writes("second");
        assertThat(server.awaits(4).subList(2, 4))
                .extracting(post -> post.text("/message/body/text"))
                .containsExactly("second", "first");

        max.switchboard().next(1, new Misfortune.UnknownKind());
        anna.writes("strange");
        assertThat(server.awaits(6).subList(4, 6))
                .extracting(post -> post.text("/update_type"))
                .containsExactly("thought_transferred", "message_created");

        max.switchboard().next(1, new Misfortune.Malformed());
        anna.writes("broken");
        // Garbage holds nobody up, so it may come after what it was sent before.
        assertThat(server.awaits(8).subList(6, 8))
                .filteredOn(post -> !new String(post.body()).contains("update_type"))
                .hasSize(1);
        assertThat(server.posts()).extracting(post -> post.header(SECRET)).containsOnly("s3cret_");
    }

    private static List<String> texts(JsonNode polled) {
        return polled.path("updates")
                .valueStream()
                .map(update -> update.at("/message/body/text").asString())
                .toList();
    }

    private void subscribes(String more) {
        max.rules().deliver("https://shop.example", URI.create(server.url().toString()));
        var answer = caller.post(
                "/subscriptions", "{\"url\":\"https://shop.example/in\",\"secret\":\"s3cret_\"%s}".formatted(more));
        assertThat(answer.path("success").asBoolean()).isTrue();
    }
}
