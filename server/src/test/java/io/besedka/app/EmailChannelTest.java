package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.email.EmailSimulator;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Mail over real sockets: IMAP with IDLE, SMTP, the server's own turn and lanes. */
class EmailChannelTest {
    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "hello", "kind": "start", "condition": {"mode": "exact", "text": "hello"},
               "message": {"text": "**Welcome!**", "buttons": {"lines": [[{"id": "roses", "label": "Roses"}, {"id": "tulips", "label": "Tulips"}]]}},
               "arrows": [{"id": "a1", "kind": "button", "button": "roses", "to": "roses"}]},
              {"id": "roses", "kind": "state", "message": {"text": "Roses are 3500."}}
            ]}
            """;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private EmailSimulator mail;
    private Account box;
    private Person anna;
    private Shop shop;
    private long connection;

    @BeforeEach
    void open() throws Exception {
        mail = EmailSimulator.start(0);
        box = mail.mailbox("shop@flowers.example", "secret", "Flower shop");
        anna = box.person("Anna");
        shop = new Shop(database.address(), data, true);
        connection = shop.connect("email", settings(), Map.of("password", "secret"))
                .get("id")
                .asLong();
    }

    @AfterEach
    void close() {
        shop.close();
        mail.close();
    }

    private Map<String, String> settings() {
        return Map.of(
                "address", "shop@flowers.example",
                "name", "Flower shop",
                "imap_host", "127.0.0.1",
                "imap_port", "" + mail.imapPort(),
                "imap_tls", "none",
                "smtp_host", "127.0.0.1",
                "smtp_port", "" + mail.smtpPort(),
                "smtp_tls", "none");
    }

    private JsonNode awaitsMessages(int count) throws Exception {
        return shop.until(
                () -> shop.conversation() == null ? null : shop.messages(), messages -> messages.size() >= count);
    }

    private JsonNode awaitsDelivery(int index, String status) throws Exception {
        return shop.until(
                shop::messages,
                messages -> messages.size() > index
                        && status.equals(messages.get(index)
                                .path("delivery")
                                .path("status")
                                .asString("")));
    }

    private void says(String subject, String text) {
        anna.says(Content.text(text).withSubject(subject), "");
    }

    @Test
    void a_mail_is_answered_in_its_thread_and_the_answer_to_that_loses_its_quote() throws Exception {
        says("Delivery", "Is it free?");
        assertThat(awaitsMessages(1).get(0).get("content").get("text").asString())
                .isEqualTo("Delivery\n\nIs it free?");
        assertThat(shop.conversation().get("client").get("email").asString()).isEqualTo("anna@mail.example");

        shop.reply("k1", Map.of("text", "From 3000 roubles, yes."));
        anna.awaitsText("From 3000 roubles, yes.");
        var answer = anna.lastSeen();
        assertThat(answer.content().subject()).isEqualTo("Re: Delivery");
        assertThat(answer.replyTo()).isEqualTo(anna.messages().getFirst().id());
        assertThat(answer.extra().path("automatic").asString("")).isEmpty();
        awaitsDelivery(1, "sent");

        anna.repliesTo(answer, "Thank you!");
        var third = awaitsMessages(3).get(2);
        assertThat(third.get("content").get("text").asString()).isEqualTo("Thank you!");
        assertThat(third.get("replyTo").asLong()).isEqualTo(2);
        assertThat(third.get("content").path("parts")).isEmpty();
    }

    @Test
    void the_bot_offers_numbers_takes_one_and_says_that_it_is_a_program() throws Exception {
        shop.publish(FLOW);
        says("", "hello");
        anna.awaits(person -> person.sees().stream().anyMatch(text -> text.startsWith("Welcome!")));
        assertThat(anna.lastSeen().text()).contains("1. Roses").contains("2. Tulips");
        assertThat(anna.lastSeen().extra().path("automatic").asString("")).isEqualTo("auto-replied");

        anna.writes("1");
        anna.awaitsText("Roses are 3500.");
    }

    @Test
    void files_travel_both_ways() throws Exception {
        var pdf = "%PDF-1.4 made up".getBytes(StandardCharsets.UTF_8);
        anna.sends("See the picture", Media.photo(png()), Media.file("счёт.pdf", pdf));
        var parts = awaitsMessages(1).get(0).get("content").get("parts");
        assertThat(parts.valueStream().map(part -> part.get("media").asString()))
                .containsExactly("PHOTO", "FILE");
        assertThat(parts.get(1).get("name").asString()).isEqualTo("счёт.pdf");
        assertThat(downloaded(parts.get(0))).isEqualTo(png());
        assertThat(downloaded(parts.get(1))).isEqualTo(pdf);

        var uploaded = Json.MAPPER.readTree(
                shop.upload(shop.inProject("/files"), png(), "bouquet.png").body());
        var file = Map.of(
                "type",
                "attachment",
                "media",
                "PHOTO",
                "fileId",
                uploaded.get("fileId").asLong());
        shop.reply("k1", Map.of("text", "Like this?", "parts", List.of(file)));
        anna.awaitsText("Like this?");
        assertThat(anna.lastSeen().content().attachments().getFirst().name()).isEqualTo("bouquet.png");
        assertThat(anna.lastSeen().content().attachments().getFirst().size()).isEqualTo(png().length);
    }

    private byte[] downloaded(JsonNode part) throws Exception {
        var path = shop.inProject("/files/" + part.get("fileId").asLong());
        shop.until(() -> Json.MAPPER.valueToTree(shop.download(path).statusCode()), status -> status.asInt() == 200);
        return shop.download(path).body();
    }

    @Test
    void a_mail_that_comes_twice_is_taken_once_also_when_the_mailbox_is_numbered_anew() throws Exception {
        mail.switchboard().next(1, new Misfortune.Duplicated());
        says("", "One");
        says("", "Two");
        awaitsMessages(2);
        mail.renumber(box);
        says("", "Three");

        awaitsMessages(3);
        assertThat(shop.texts()).containsExactly("One", "Two", "Three");
    }

    @Test
    void newsletters_and_answering_machines_are_skipped() throws Exception {
        mail.switchboard().next(1, new Misfortune.UnknownKind());
        mail.comes(
                box,
                ("From: Boris <boris@mail.example>\r\nTo: shop@flowers.example\r\nSubject: Out of office\r\n"
                                + "Auto-Submitted: auto-replied\r\nMessage-ID: <ooo@mail.example>\r\n\r\nI am away.\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        says("", "Hi");

        awaitsMessages(1);
        assertThat(shop.get(shop.inProject("/conversations?view=all")).get("conversations"))
                .hasSize(1);
        assertThat(shop.texts()).containsExactly("Hi");
    }

    @Test
    void a_mail_that_comes_back_is_marked_as_failed_with_the_reason() throws Exception {
        says("", "Hi");
        awaitsMessages(1);
        mail.returnsLater(anna, true);
        shop.reply("k1", Map.of("text", "Hello"));

        var failed = awaitsDelivery(1, "failed").get(1);
        assertThat(failed.get("delivery").get("error").asString()).contains("The mailbox does not exist");
    }

    @Test
    void a_closed_mailbox_makes_the_client_unreachable() throws Exception {
        says("", "Hi");
        awaitsMessages(1);
        anna.blocks();
        shop.reply("k1", Map.of("text", "Hello"));

        awaitsDelivery(1, "failed");
        shop.until(
                shop::conversation,
                conversation -> conversation.get("client").get("blocked").asBoolean());
    }

    @Test
    void a_busy_server_is_tried_again_and_a_lost_answer_is_left_to_the_operator() throws Exception {
        says("", "Hi");
        awaitsMessages(1);
        mail.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(1)));
        shop.reply("k1", Map.of("text", "One"));
        anna.awaitsText("One");
        mail.switchboard().next(1, Misfortune.tooMany(Duration.ZERO));
        shop.reply("k2", Map.of("text", "Two"));
        anna.awaitsText("Two");
        mail.switchboard().next(1, new Misfortune.CallDropped());
        shop.reply("k3", Map.of("text", "Three"));
        anna.awaitsText("Three");

        mail.switchboard().next(1, new Misfortune.AnswerDropped());
        shop.reply("k4", Map.of("text", "Four"));
        awaitsDelivery(4, "unknown");
        assertThat(mail.ledger().count()).isEqualTo(4);
    }

    @Test
    void a_wrong_password_breaks_the_connection_and_nothing_is_lost() throws Exception {
        says("", "Hi");
        awaitsMessages(1);
        mail.password(box, "other");
        shop.reply("k1", Map.of("text", "Hello"));
        var checked = shop.post(shop.inProject("/connections/" + connection + "/check"), Map.of());
        assertThat(checked.get("ok").asBoolean()).isFalse();
        assertThat(checked.get("reason").asString()).isEqualTo("broken");
        assertThat(checked.get("why").asString()).contains("password");

        shop.call(
                "PATCH", shop.inProject("/connections/" + connection), Map.of("secrets", Map.of("password", "other")));
        anna.awaitsText("Hello");
        says("", "And now?");
        awaitsMessages(3);
    }

    @Test
    void a_server_on_a_private_address_is_refused_unless_allowed() throws Exception {
        var settings = new java.util.HashMap<>(settings());
        settings.put("imap_host", "10.0.0.7");
        long other = shop.connect("email", settings, Map.of("password", "secret"))
                .get("id")
                .asLong();

        var checked = shop.post(shop.inProject("/connections/" + other + "/check"), Map.of());
        assertThat(checked.get("why").asString())
                .isEqualTo("receiving: the mail server's address is not on the public internet");
    }

    private static byte[] png() {
        return Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }
}
