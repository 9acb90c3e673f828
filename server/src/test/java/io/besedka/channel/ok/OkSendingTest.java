package io.besedka.channel.ok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Sent;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.conversation.Act;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.secret.Secret;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.ok.OkSimulator;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter alone against the pretend Odnoklassniki. */
class OkSendingTest {
    private static final String TOKEN = "tkn1:secret+/=";
    private static final Files FILES = (project, id) -> switch ((int) id) {
        case 1 -> stored("vase.png", "image/png");
        case 2 -> stored("walk.mp4", "video/mp4");
        case 3 -> stored("word.ogg", "audio/ogg");
        case 4 -> stored("price \"new\".pdf", "application/pdf");
        case 5 -> stored("vase.webp", "image/webp");
        default -> throw new FileNotFoundException();
    };

    private final OkSimulator ok = OkSimulator.start(0);
    private final Account group = ok.group(TOKEN, "57000001", "Flower shop");
    private final Person anna = group.person("Anna");
    private final OkAdapter adapter = new OkAdapter(ok.url(), FILES, Clock.system());
    private final Connection connection = connection(Map.of());

    private static Files.Stored stored(String name, String mime) {
        return new Files.Stored(name, mime, 5, new ByteArrayInputStream(new byte[5]));
    }

    private static Connection connection(Map<String, String> settings) {
        return new Connection(3, 8, "ok", "Shop", false, settings, Map.of("token", new Secret(TOKEN)));
    }

    @BeforeEach
    void annaHasWritten() {
        ok.processing(Duration.ZERO);
        anna.writes("hello");
    }

    @AfterEach
    void close() {
        ok.close();
    }

    @Test
    void a_text_names_its_id_and_answers_the_message_meant() {
        var asked = anna.lastSaid();
        var sent = (Sent) send(new Outbound(1, "Yes", false, List.of(), null, null, null, null, null, asked.id()));

        assertThat(sent.externalIds()).containsExactly(anna.lastSeen().id());
        assertThat(anna.lastSeen().replyTo()).isEqualTo(asked.id());
    }

    @Test
    void a_user_whose_chat_we_do_not_know_is_written_to_by_the_users_own_id() {
        var to = new Recipient(new ConversationKey(3, 1), anna.id());

        assertThat(adapter.send(connection, to, text("Hello"))).isInstanceOf(Sent.class);
        anna.awaitsText("Hello");
        assertThat(adapter.send(connection, new Recipient(new ConversationKey(3, 2), "user:5799"), text("Hello")))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void every_kind_of_file_is_uploaded_as_what_it_is() {
        var sent = send(media(
                file(Media.PHOTO, 1, "image/png"),
                file(Media.VIDEO, 2, "video/mp4"),
                file(Media.VOICE, 3, "audio/ogg"),
                file(Media.FILE, 4, "application/pdf"),
                file(Media.PHOTO, 5, "image/webp")));

        assertThat(sent).isInstanceOf(Sent.class);
        assertThat(anna.lastSeen().content().attachments())
                .extracting(seen -> seen.kind())
                .containsExactly(Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.FILE, Kind.FILE);
        assertThat(anna.lastSeen().content().attachments().get(3).name()).isEqualTo("price %22new%22.pdf");
    }

    @Test
    void a_file_that_is_soon_ready_goes_within_its_attempt() {
        ok.processing(Duration.ofMillis(400));

        assertThat(send(media(file(Media.PHOTO, 1, "image/png")))).isInstanceOf(Sent.class);
        assertThat(anna.sees()).containsExactly("[photo]");
    }

    @Test
    void a_file_that_is_not_ready_is_tried_later_and_not_uploaded_twice() {
        ok.processing(Duration.ofMinutes(5));
        var photo = media(file(Media.PHOTO, 1, "image/png"));
        assertThat(send(photo)).isInstanceOf(TryLater.class);
        assertThat(anna.sees()).isEmpty();

        ok.time().advance(Duration.ofMinutes(6));
        long calls = calls();

        assertThat(send(photo)).isInstanceOf(Sent.class);
        assertThat(calls()).isEqualTo(calls + 1);
        assertThat(anna.sees()).containsExactly("[photo]");
        // Its token has served: the next message has a file of its own.
        ok.processing(Duration.ZERO);
        assertThat(send(photo)).isInstanceOf(Sent.class);
        assertThat(calls()).isEqualTo(calls + 4);
    }

    private long calls() {
        return ok.switchboard().counters().getOrDefault("calls", 0L);
    }

    @Test
    void a_file_that_is_gone_is_refused_and_nothing_is_sent() {
        assertThat(send(media(file(Media.PHOTO, 9, "image/png")))).isInstanceOf(Refused.class);
        assertThat(anna.sees()).isEmpty();
    }

    @Test
    void buttons_stand_under_a_text_and_under_a_file_alone() {
        var buttons = Part.Buttons.inline(List.of(
                List.of(new Button("Yes", ButtonKind.TEXT, "b1.0", "positive")),
                List.of(new Button("Site", ButtonKind.URL, "https://shop.example", null))));
        send(new Outbound(1, "Well?", false, List.of(), buttons, null, null, null, null, null));

        assertThat(Person.labels(anna.lastSeen().content().buttons())).containsExactly(List.of("Yes"), List.of("Site"));
        assertThat(anna.presses("Yes").update().json().path("payload").asString(""))
                .isEqualTo("b1.0");
        var video = List.of(file(Media.VIDEO, 2, "video/mp4"));
        assertThat(send(new Outbound(2, "", false, video, buttons, null, null, null, null, null)))
                .isInstanceOf(Sent.class);
    }

    @Test
    void who_types_has_read() {
        adapter.typing(connection, to());

        assertThat(anna.seesTyping()).isTrue();
        assertThat(anna.lastSaid().status()).isEqualTo(Bubble.Status.READ);
    }

    @Test
    void a_nameless_client_is_found_among_the_latest_chats() {
        var profile = adapter.lookUp(connection, List.of(anna.id())).get(anna.id());

        assertThat(profile.name()).isEqualTo("Anna");
        assertThat(profile.avatar()).startsWith(ok.url().toString());
        assertThat(adapter.lookUp(connection, List.of("user:1"))).isEmpty();
    }

    @Test
    void files_are_fetched_from_named_hosts_and_from_nowhere_else() throws Exception {
        var avatar =
                adapter.lookUp(connection, List.of(anna.id())).get(anna.id()).avatar();
        try (var bytes = adapter.fetch(connection, avatar)) {
            assertThat(bytes.readAllBytes()).isNotEmpty();
        }
        for (var url : List.of(
                "http://10.0.0.1/x",
                "https://10.0.0.1/x",
                "https://localhost/x",
                "file:///etc/passwd",
                "https://a@ok.example/",
                "no url",
                ok.url() + "/files/none/x")) {
            assertThatThrownBy(() -> adapter.fetch(connection, url)).as(url).isInstanceOf(Gone.class);
        }
    }

    @Test
    void a_new_address_replaces_ours_and_leaves_the_others() {
        var first = register(connection, "http://127.0.0.1:1/first");
        register(connection, "http://127.0.0.1:1/of-another");

        assertThat(adapter.inspect(connection(first), Optional.of("http://127.0.0.1:1/second")))
                .isInstanceOf(Registration.Missing.class);
        var second = register(connection(first), "http://127.0.0.1:1/second");
        assertThat(hooks()).containsExactly("/of-another", "/second");
        assertThat(adapter.inspect(connection(second), Optional.of("http://127.0.0.1:1/second")))
                .isInstanceOf(Registration.Registered.class);
        assertThat(adapter.inspect(connection(second), Optional.empty())).isInstanceOf(Registration.Missing.class);
        adapter.register(connection(second), Optional.empty());
        assertThat(hooks()).containsExactly("/of-another");
        ok.revoke(group);
        assertThat(adapter.inspect(connection, Optional.empty())).isInstanceOf(Registration.Broken.class);
    }

    @Test
    void an_address_that_ok_refuses_leaves_the_connection_working() {
        assertThat(adapter.register(connection, Optional.of("ftp://shop.example/hook")))
                .isInstanceOf(Registration.Missing.class);
        assertThat(hooks()).isEmpty();
        assertThat(send(text("Hello"))).isInstanceOf(Sent.class);
    }

    private Map<String, String> register(Connection with, String url) {
        return ((Registration.Registered) adapter.register(with, Optional.of(url))).learned();
    }

    private List<String> hooks() {
        return group.updates().hooks().stream()
                .map(hook -> hook.url().getPath())
                .toList();
    }

    @Test
    void polling_subscribes_by_itself_and_again_when_it_was_forgotten() throws Exception {
        var polling = adapter.polling().orElseThrow();
        // What was written before nobody was told of.
        var first = polledOnceSubscribed(polling, null, "one");
        assertThat(words(first)).containsExactly("one");
        anna.writes("two");
        var second = polling.poll(connection, first.cursor());
        assertThat(words(second)).containsExactly("two");

        ok.forgetPolling(group);
        assertThat(words(polledOnceSubscribed(polling, second.cursor(), "three")))
                .containsExactly("three");
    }

    /** The word is written while the poll waits: after it was refused, subscribed and asked again. */
    private Polled polledOnceSubscribed(Polling polling, String cursor, String word) throws Exception {
        long before = calls();
        var polled = new FutureTask<>(() -> polling.poll(connection, cursor));
        Thread.startVirtualThread(polled);
        while (calls() < before + 3 && !polled.isDone()) {
            Thread.onSpinWait();
        }
        anna.writes(word);
        return polled.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_poll_with_a_dead_token_is_a_fault() {
        ok.revoke(group);

        assertThatThrownBy(() -> adapter.polling().orElseThrow().poll(connection, null))
                .hasMessageContaining("102");
    }

    private static List<String> words(Polled polled) {
        return polled.intakes().stream()
                .map(intake -> ((Act.Wrote)
                                ((Intake.Taken) intake).inputs().getFirst().act())
                        .content()
                        .text())
                .toList();
    }

    private SendResult send(Outbound message) {
        return adapter.send(connection, to(), message);
    }

    private Recipient to() {
        return new Recipient(new ConversationKey(3, 1), anna.id(), anna.chat().id());
    }

    private static Outbound text(String text) {
        return new Outbound(1, text, false, List.of(), null, null, null, null, null, null);
    }

    private static Outbound media(Attachment... files) {
        return new Outbound(1, "", false, List.of(files), null, null, null, null, null, null);
    }

    private static Attachment file(Media media, long id, String mime) {
        return Attachment.stored(media, id, null, mime, 5);
    }
}
