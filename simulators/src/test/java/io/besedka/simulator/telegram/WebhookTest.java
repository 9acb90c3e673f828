package io.besedka.simulator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Misfortune;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private final TelegramSimulator simulator = TelegramSimulator.start(0);
    private final Bot bot = simulator.bot("7001:secret", "flower_shop_bot", "Flower shop");
    private final Person anna = bot.person("Anna");
    private final BotClient client = new BotClient(simulator, bot);
    private final Hook hook = new Hook();

    @BeforeEach
    void registers() throws Exception {
        client.call("setWebhook", "{\"url\":\"%s\",\"secret_token\":\"s3cret\"}".formatted(hook.url()));
    }

    @AfterEach
    void stops() {
        simulator.close();
        hook.close();
    }

    @Test
    void updates_of_a_chat_arrive_in_order_with_the_secret() throws Exception {
        for (int i = 0; i < 20; i++) anna.writes("line " + i);

        var posts = hook.awaits(20);

        assertThat(posts).extracting(Hook.Post::secret).containsOnly("s3cret");
        assertThat(posts)
                .extracting(Hook.Post::text)
                .startsWith("line 0", "line 1")
                .endsWith("line 19");
        assertThat(posts).isSortedAccordingTo((a, b) -> Long.compare(id(a), id(b)));
    }

    @Test
    void a_refused_update_blocks_its_chat_but_no_other_until_time_brings_the_retry() throws Exception {
        var boris = bot.person("Boris");
        hook.refuses(post -> post.text().equals("poison"), 500, "");

        anna.writes("poison");
        hook.awaits(2);
        anna.writes("after the poison");
        boris.writes("unconcerned");
        var blocked = hook.awaits(3);
        assertThat(blocked).extracting(Hook.Post::text).containsExactly("poison", "poison", "unconcerned");

        hook.refuses(post -> false, 200, "");
        simulator.time().advance(Duration.ofSeconds(2));
        assertThat(hook.awaits(5)).extracting(Hook.Post::text).endsWith("poison", "after the poison");
    }

    @Test
    void retry_after_puts_the_next_attempt_off() throws Exception {
        hook.refuses(post -> true, 503, "100");
        anna.writes("hello");
        hook.awaits(1);
        hook.refuses(post -> false, 200, "");

        simulator.time().advance(Duration.ofSeconds(50));
        bot.person("Boris").writes("in between");
        hook.awaits(2);
        simulator.time().advance(Duration.ofSeconds(51));

        assertThat(hook.awaits(3)).extracting(Hook.Post::text).containsExactly("hello", "in between", "hello");
    }

    @Test
    void a_press_expires_after_150_seconds_and_a_message_after_a_day() throws Exception {
        anna.starts();
        hook.awaits(1);
        client.call("sendMessage", keyboardTo(anna));
        hook.refuses(post -> true, 500, "200");
        anna.presses("Yes");
        anna.writes("still here");
        hook.awaits(3);
        hook.refuses(post -> false, 200, "");

        simulator.time().advance(Duration.ofSeconds(201));

        assertThat(hook.awaits(4).getLast().text()).isEqualTo("still here");
        bot.awaitsDelivery();
        assertThat(simulator.switchboard().counters()).containsEntry("updates_expired", 1L);
    }

    @Test
    void a_method_in_the_answer_is_executed() throws Exception {
        hook.answers("{\"method\":\"sendMessage\",\"chat_id\":%d,\"text\":\"at once\"}".formatted(anna.id()));

        anna.writes("hello");

        anna.awaitsText("at once");
    }

    @Test
    void what_failed_can_be_repeated_at_once_by_hand() throws Exception {
        hook.refuses(post -> true, 503, "3600");
        anna.writes("hello");
        hook.awaits(1);
        hook.refuses(post -> false, 200, "");
        assertThat(bot.updates.await(
                        () -> lastError().equals("Wrong response from the webhook: 503"), Duration.ofSeconds(10)))
                .isTrue();

        bot.retryNow();

        assertThat(hook.awaits(2)).extracting(Hook.Post::text).containsExactly("hello", "hello");
    }

    @Test
    void misfortune_strikes_updates() throws Exception {
        simulator.switchboard().next(1, new Misfortune.Duplicated());
        anna.writes("twice");
        var twice = hook.awaits(2);
        assertThat(twice.get(0).update()).isEqualTo(twice.get(1).update());

        simulator.switchboard().next(1, new Misfortune.Reordered());
        anna.writes("first");
        anna.writes("second");
        assertThat(hook.awaits(4)).extracting(Hook.Post::text).endsWith("second", "first");

        simulator.switchboard().next(1, new Misfortune.UnknownKind());
        anna.writes("strange");
        assertThat(hook.awaits(6)).anyMatch(post -> post.update().has("telepathy_received"));

        simulator.switchboard().next(1, new Misfortune.Malformed());
        anna.writes("broken");
        assertThat(hook.awaits(8)).anyMatch(post -> post.update().isMissingNode());
    }

    @Test
    void an_update_is_redelivered_with_its_own_id() throws Exception {
        var update = anna.writes("again");
        hook.awaits(1);

        simulator.redeliver(update);

        assertThat(hook.awaits(2))
                .extracting(WebhookTest::id)
                .containsOnly(update.path("update_id").asLong(0));
    }

    @Test
    void real_refusals_of_setWebhook() throws Exception {
        assertThat(client.refusal("setWebhook", "{\"url\":\"http://shop.example/hook\"}"))
                .isEqualTo("400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        assertThat(client.refusal("setWebhook", "{\"url\":\"https://shop.example:8080/hook\"}"))
                .isEqualTo("400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        assertThat(client.refusal("setWebhook", "{\"url\":\"https://shop.example/\",\"secret_token\":\"no spaces\"}"))
                .isEqualTo("400 Bad Request: secret token contains unallowed characters");
        simulator.rules().loopbackWebhooks(false);
        assertThat(client.refusal("setWebhook", "{\"url\":\"%s\"}".formatted(hook.url())))
                .startsWith("400 Bad Request: bad webhook");
    }

    @Test
    void a_registered_origin_can_be_led_to_loopback() throws Exception {
        simulator.rules().deliver("https://shop.example", URI.create(hook.url()));
        client.call("setWebhook", "{\"url\":\"https://shop.example/telegram?x=1\",\"secret_token\":\"other\"}");

        anna.writes("hello");

        assertThat(hook.awaits(1).getFirst().secret()).isEqualTo("other");
    }

    private String lastError() {
        var sender = bot.updates.webhook();
        return sender.lastError() == null ? "" : sender.lastError();
    }

    static String keyboardTo(Person person) {
        return """
                {"chat_id":%d,"text":"Choose","reply_markup":{"inline_keyboard":
                 [[{"text":"Yes","callback_data":"y"},{"text":"Site","url":"https://shop.example"}]]}}""".formatted(person.chatId());
    }

    private static long id(Hook.Post post) {
        return post.update().path("update_id").asLong(0);
    }
}
