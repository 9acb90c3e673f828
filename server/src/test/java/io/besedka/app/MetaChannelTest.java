package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.meta.MetaSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Messenger and Instagram have and the channel contract does not ask for: the real adapters against their pretend networks. */
class MetaChannelTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String TOKEN = "EAATestTokenOfThePage0123456789";
    private static final String SECRET = "test-app-secret";
    private static final String APP = "600100200300";

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.now());
    private final MetaSimulator messenger = MetaSimulator.messenger(0);
    private final MetaSimulator instagram = MetaSimulator.instagram(0);
    private final Account page = messenger.page(TOKEN, APP, SECRET, "100055500001", "Flower shop");
    private final Account account = instagram.page(TOKEN, APP, SECRET, "17841400000001", "Flower shop");
    private final Person anna = page.person("Anna Orlova");
    private final Person oleg = account.person("Oleg");
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(
                database.address(),
                data,
                true,
                Map.of("messenger", messenger.url(), "instagram", instagram.url()),
                clock);
    }

    @AfterEach
    void close() {
        shop.close();
        messenger.close();
        instagram.close();
    }

    /** Its path. */
    private String connect(String channel, String humanAgent) throws Exception {
        var added = shop.connect(
                channel,
                Map.of("app_id", APP, "human_agent", humanAgent),
                Map.of("token", TOKEN, "app_secret", SECRET));
        var path = shop.inProject("/connections/" + added.get("id").asLong());
        var checked = shop.post(path + "/check", Map.of());
        assertThat(checked.get("ok").asBoolean()).as(checked.toString()).isTrue();
        return path;
    }

    private JsonNode untilMessages(int count) throws Exception {
        return shop.until(
                () -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() == count);
    }

    private void untilStatus(int message, String status) throws Exception {
        shop.until(
                () -> {
                    clock.advance(Duration.ofMillis(100));
                    return shop.messages();
                },
                messages -> status.equals(
                        messages.path(message).path("delivery").path("status").asString("")));
    }

    private static Map<String, Object> buttons(String text, boolean inline, List<?>... lines) {
        return Map.of(
                "text",
                text,
                "parts",
                List.of(Map.of("type", "buttons", "inline", inline, "oneTime", true, "lines", List.of(lines))));
    }

    @Test
    void a_second_connection_of_one_application_takes_nothing_away() throws Exception {
        connect("messenger", "no");
        messenger.page("EAATestTokenOfTheSecondPage01234", APP, SECRET, "100055500002", "Second shop");
        var second = shop.connect(
                "messenger",
                Map.of("app_id", APP),
                Map.of("token", "EAATestTokenOfTheSecondPage01234", "app_secret", SECRET));
        var checked =
                shop.post(shop.inProject("/connections/" + second.get("id").asLong() + "/check"), Map.of());
        assertThat(checked.get("ok").asBoolean()).isFalse();
        assertThat(checked.toString()).contains("an app of its own");
        anna.writes("Hello");
        untilMessages(1);
    }

    @Test
    void a_removed_connection_takes_its_own_webhook_away_and_no_others() throws Exception {
        shop.call("DELETE", connect("messenger", "no"), null);
        shop.until(
                () -> Json.MAPPER.valueToTree(page.extra("callback_url")),
                left -> left.asString().isEmpty());

        var again = connect("messenger", "no");
        page.extra().put("callback_url", "https://elsewhere.example/hook");
        shop.call("DELETE", again, null);
        shop.until(
                () -> Json.MAPPER.valueToTree(page.extra().has("subscribed_fields")), follows -> !follows.asBoolean());
        assertThat(page.extra("callback_url")).isEqualTo("https://elsewhere.example/hook");
    }

    @Test
    void get_started_by_a_link_names_the_client_and_the_mark() throws Exception {
        connect("messenger", "no");
        anna.starts("site42");
        assertThat(untilMessages(1).get(0).get("content").get("text").asString())
                .isEqualTo("/start site42");
        shop.until(
                shop::conversation,
                seen -> seen.path("client").path("name").asString("").equals("Anna Orlova"));
    }

    @Test
    void who_the_client_is_and_looks_like_is_asked_once() throws Exception {
        connect("messenger", "no");
        anna.writes("Hello");

        var client = shop.until(shop::conversation, seen -> seen.path("client").has("avatarUrl"))
                .get("client");

        assertThat(client.get("name").asString()).isEqualTo("Anna Orlova");
        assertThat(shop.download(client.get("avatarUrl").asString()).headers().firstValue("Content-Type"))
                .hasValue("image/png");
    }

    @Test
    void buttons_are_a_template_and_reply_buttons_are_quick_replies() throws Exception {
        connect("messenger", "no");
        anna.writes("Hello");
        untilMessages(1);
        var site = Map.of("label", "Site", "kind", "URL", "value", "https://flowers.example/");
        shop.reply("k1", buttons("Which ones?", true, List.of(Map.of("label", "Roses", "kind", "TEXT"), site)));
        anna.awaitsText("Which ones?");
        assertThat(Person.labels(anna.lastSeen().content().buttons()))
                .containsExactly(List.of("Roses"), List.of("Site"));
        anna.presses("Roses");
        assertThat(untilMessages(3).get(2).get("content").get("text").asString())
                .isEqualTo("Roses");

        shop.reply("k2", buttons("Your number?", false, List.of(Map.of("label", "My phone", "kind", "PHONE"))));
        anna.awaitsText("Your number?");
        anna.presses("Your phone number");
        var card = untilMessages(5).get(4).get("content").get("parts").get(0);
        assertThat(card.get("phone").asString()).isEqualTo(anna.phone());
        assertThat(card.get("own").asBoolean()).isTrue();
    }

    @Test
    void a_long_text_keeps_its_inline_buttons_as_quick_replies_and_lines() throws Exception {
        connect("messenger", "no");
        anna.writes("Hello");
        untilMessages(1);
        var site = Map.of("label", "Site", "kind", "URL", "value", "https://flowers.example/");
        shop.reply("k1", buttons("word ".repeat(150), true, List.of(Map.of("label", "Roses", "kind", "TEXT"), site)));
        anna.awaits(person -> person.keyboard().equals(List.of(List.of("Roses"))));
        assertThat(anna.lastSeen().text()).endsWith("Site: https://flowers.example/");
    }

    @Test
    void what_is_written_in_metas_inbox_is_seen_here_and_our_own_words_are_not_doubled() throws Exception {
        connect("messenger", "no");
        anna.writes("Hello");
        untilMessages(1);
        shop.reply("k1", Map.of("text", "From us"));
        anna.awaitsText("From us");
        untilStatus(1, "delivered");
        anna.hearsFromOutside("From the inbox");
        untilMessages(3);
        page.updates().awaitsDelivery();
        assertThat(shop.texts()).containsExactly("Hello", "From us", "From the inbox");
    }

    @Test
    void our_own_words_on_instagram_are_known_without_a_mark() throws Exception {
        connect("instagram", "no");
        oleg.writes("Hello");
        untilMessages(1);
        shop.reply("k1", Map.of("text", "From us"));
        oleg.awaitsText("From us");
        untilStatus(1, "sent");
        oleg.hearsFromOutside("From the inbox");
        untilMessages(3);
        account.updates().awaitsDelivery();
        assertThat(shop.texts()).containsExactly("Hello", "From us", "From the inbox");
    }

    @Test
    void an_echo_tells_what_became_of_a_send_whose_answer_was_lost() throws Exception {
        connect("messenger", "no");
        anna.writes("Hello");
        untilMessages(1);
        messenger.switchboard().add(new Misfortune.AnswerDropped(), Switchboard.SENDS, 1, Instant.MAX, 1);
        shop.reply("k1", Map.of("text", "One"));
        anna.awaitsText("One");
        page.updates().awaitsDelivery();
        shop.until(
                shop::messages,
                seen -> List.of("sent", "delivered")
                        .contains(seen.path(1).path("delivery").path("status").asString("")));
        assertThat(shop.texts()).containsExactly("Hello", "One");
    }

    @Test
    void a_person_may_answer_for_seven_days_where_meta_allows_it() throws Exception {
        messenger.allowHumanAgent(page);
        connect("messenger", "yes");
        anna.writes("Hello");
        untilMessages(1);
        messenger.time().advance(Duration.ofDays(3));
        clock.advance(Duration.ofDays(3));
        shop.reply("k1", Map.of("text", "Sorry for the wait"));
        anna.awaitsText("Sorry for the wait");
        assertThat(MetaSimulator.sentAs(anna.lastSeen())).isEqualTo("HUMAN_AGENT");
    }

    @Test
    void an_edit_and_a_reaction_come_in() throws Exception {
        connect("messenger", "no");
        var said = anna.writes("Helo").bubble();
        untilMessages(1);
        anna.edits(said, "Hello");
        shop.until(
                shop::messages,
                seen -> seen.get(0).get("content").get("text").asString().equals("Hello"));
        shop.reply("k1", Map.of("text", "Good day"));
        anna.awaitsText("Good day");
        untilStatus(1, "delivered");
        anna.reacts(anna.lastSeen(), "❤");
        shop.until(shop::messages, seen -> seen.get(1).toString().contains("❤"));
    }

    @Test
    void instagrams_stories_unsent_messages_and_seen_come_in() throws Exception {
        connect("instagram", "no");
        instagram.repliesToStory(oleg, account.messenger().avatar(oleg.chat().person()), "Lovely!");
        untilMessages(1);
        instagram.mentions(oleg, account.messenger().avatar(oleg.chat().person()));
        assertThat(untilMessages(2)
                        .get(1)
                        .get("content")
                        .get("parts")
                        .get(0)
                        .get("type")
                        .asString())
                .isEqualTo("attachment");
        oleg.deletes(oleg.writes("Oops").bubble());
        shop.until(
                shop::messages,
                seen -> seen.size() == 3 && !seen.get(2).path("deletedAt").isMissingNode());

        shop.reply("k1", Map.of("text", "Thank you"));
        oleg.awaitsText("Thank you");
        untilStatus(3, "sent");
        oleg.reads();
        untilStatus(3, "read");
    }

    @Test
    void instagram_gets_its_files_from_here_and_what_it_does_not_take_as_links() throws Exception {
        var talk = new Talk(shop, clock);
        connect("instagram", "no");
        oleg.writes("Hello");
        talk.awaitMessages(1);
        talk.sayFile("", "PHOTO", Phone.PICTURE, "roses.png");
        talk.sayFile("", "FILE", "Roses 3500".getBytes(), "prices.txt");
        talk.awaitAll(1, Set.of("sent", "read"));
        var seen = oleg.messages().stream().filter(Bubble::ours).toList();
        assertThat(seen.getFirst().content().attachments().getFirst().size()).isEqualTo(Phone.PICTURE.length);
        assertThat(seen.getLast().text()).startsWith("prices.txt\n" + shop.url() + "/files/");
    }

    @Test
    void a_comment_is_answered_in_private_and_the_chat_goes_on_there() throws Exception {
        connect("instagram", "no");
        oleg.comments("post7", "How much?");
        untilMessages(1);
        shop.reply("k1", Map.of("text", "Let us talk here"));
        oleg.awaitsText("Let us talk here");
        shop.reply("k2", Map.of("text", "Are you there?"));
        untilStatus(2, "failed");
        oleg.writes("Yes");
        untilMessages(4);
        shop.reply("k3", Map.of("text", "3500"));
        oleg.awaitsText("3500");
    }
}
