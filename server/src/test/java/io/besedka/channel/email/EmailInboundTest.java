package io.besedka.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.email.Mailbox.Mail;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Part.Attachment;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.secret.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailInboundTest {
    private static final Connection CONNECTION = new Connection(
            3,
            7,
            "email",
            "Flower shop",
            false,
            Map.of(
                    "address",
                    "Shop@flowers.example",
                    "imap_host",
                    "imap.flowers.example",
                    "smtp_host",
                    "smtp.flowers.example"),
            Map.of("password", new Secret("p"), "webhook_secret", new Secret("sealing")));
    private static final EmailSettings OWN = EmailSettings.of(CONNECTION).orElseThrow();
    private static final String OURS = MessageIds.of(CONNECTION, OWN, new ConversationKey(3, 42), 5, 0);
    private static final String HEAD = """
            From: =?utf-8?B?0JDQvdC90LA=?= <Anna@Mail.Example>
            To: shop@flowers.example
            Subject: Roses
            Message-ID: <one@mail.example>
            Date: Mon, 4 May 2026 11:00:00 +0300
            MIME-Version: 1.0
            """;

    private final EmailInbound inbound = new EmailInbound(MovableClock.at("2026-05-04T09:00:00Z"));

    private Intake.Taken read(byte[] mail) {
        try {
            return inbound.read(
                    CONNECTION,
                    OWN,
                    new Mail(
                            11, new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail))),
                    9);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private Intake.Taken read(String mail) {
        return read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private Act.Wrote wrote(String mail) {
        return (Act.Wrote) read(mail).inputs().getFirst().act();
    }

    @Test
    void a_mail_tells_who_wrote_what_and_where_to_answer() {
        var input = read(HEAD + "\nAre they fresh?\n").inputs().getFirst();

        var address = (Address.OfClient) input.address();
        assertThat(address.externalId()).isEqualTo("anna@mail.example");
        assertThat(address.profile().name()).isEqualTo("Анна");
        var thread = MailThread.ofPath(address.profile().replyPath());
        assertThat(thread).isEqualTo(new MailThread("Re: Roses", List.of("one@mail.example")));
        var wrote = (Act.Wrote) input.act();
        assertThat(wrote.externalId()).isEqualTo("one@mail.example");
        assertThat(wrote.content().text()).isEqualTo("Roses\n\nAre they fresh?");
        assertThat(wrote.sentAt()).hasToString("2026-05-04T08:00:00Z");
    }

    @Test
    void an_answer_names_our_mail_and_loses_its_quote_and_its_subject() {
        var wrote = wrote(HEAD.replace("Subject: Roses", "Subject: Re: Roses") + "In-Reply-To: <" + OURS
                + ">\n\nYes, please\n\nOn Mon, 4 May 2026 Shop <s@x> wrote:\n> Red?\n");

        assertThat(wrote.replyTo()).isEqualTo(OURS);
        assertThat(wrote.content().text()).isEqualTo("Yes, please");
        assertThat(wrote.content().parts()).isEmpty();
    }

    @Test
    void what_is_folded_away_without_being_a_copy_of_ours_is_kept_whole() {
        var wrote =
                wrote(HEAD + "\nSee below\n\nFrom: Boris\nSent: Monday\nTo: Anna\nSubject: Roses\n\nThey are red.\n");

        assertThat(wrote.content().text()).isEqualTo("Roses\n\nSee below");
        assertThat(wrote.content().attachments()).extracting(Attachment::remote).containsExactly("9:11:eml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Precedence: bulk",
                "X-Autoreply: yes",
                "X-Auto-Response-Suppress: OOF, AutoReply",
                "List-Id: <news.x>",
                "List-Unsubscribe: <https://x>",
                "Return-Path: <>",
                "X-Besedka-Loop: shop@flowers.example",
                "Reply-To: no-reply@mail.example"
            })
    void mail_of_programs_is_skipped(String header) {
        var taken = read(HEAD + header + "\n\nI am away.\n");

        assertThat(taken.inputs()).isEmpty();
        assertThat(taken.skipped()).hasSize(1);
    }

    @Test
    void own_mail_and_mail_that_came_round_is_skipped() {
        assertThat(read(HEAD.replace("Anna@Mail.Example", "shop@flowers.example") + "\nx\n")
                        .skipped())
                .containsExactly("own mail");
        assertThat(read(HEAD.replace("one@mail.example", OURS) + "\nx\n").skipped())
                .containsExactly("mail loop");
    }

    @Test
    void the_newest_mail_of_ours_is_found_among_the_references() {
        var older = MessageIds.of(CONNECTION, OWN, new ConversationKey(3, 42), 4, 0);
        var references = "References: <" + older + ">\n <" + OURS + "> <two@mail.example>\n";

        assertThat(wrote(HEAD + references + "\nx\n").replyTo()).isEqualTo(OURS);
        assertThat(wrote(HEAD + references + "In-Reply-To: <two@mail.example>\n\nx\n")
                        .replyTo())
                .isEqualTo(OURS);
        assertThat(wrote(HEAD + "In-Reply-To: <two@mail.example>\n\nx\n").replyTo())
                .isEqualTo("two@mail.example");
    }

    @Test
    void subjects_and_texts_without_true_labels_are_read() {
        var mail = (HEAD.replace("Roses", "Розы для мамы")
                        + "Content-Type: text/plain; charset=iso-8859-1\n\nЗдравствуйте!\n")
                .replace("\n", "\r\n")
                .getBytes(Charset.forName("windows-1251"));
        var french = (HEAD + "Content-Type: text/plain; charset=iso-8859-1\n\nÀ bientôt, chérie\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(((Act.Wrote) read(mail).inputs().getFirst().act()).content().text())
                .isEqualTo("Розы для мамы\n\nЗдравствуйте!");
        assertThat(((Act.Wrote) read(french).inputs().getFirst().act())
                        .content()
                        .text())
                .endsWith("À bientôt, chérie");
    }

    @Test
    void a_form_of_a_site_makes_the_one_who_filled_it_in_the_client() {
        var input = read(HEAD.replace("Anna@Mail.Example", "noreply@site.example")
                        + "Reply-To: Boris <boris@mail.example>\n\nx\n")
                .inputs()
                .getFirst();

        assertThat(((Address.OfClient) input.address()).externalId()).isEqualTo("boris@mail.example");
    }

    @Test
    void a_plus_address_brings_a_tag() {
        assertThat(wrote(HEAD.replace("To: shop@", "To: Shop+site42@") + "\nx\n")
                        .tag())
                .isEqualTo("site42");
    }

    private static String report(String action, String id) {
        return HEAD + """
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example

                Final-Recipient: rfc822; anna@mail.example
                Action: %s
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1
                  no such user
                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                --b--
                """.formatted(action, id);
    }

    @Test
    void a_report_of_failure_marks_the_message_it_is_about() {
        var input = read(report("failed", OURS)).inputs().getFirst();

        assertThat(input.address()).isEqualTo(new Address.OfConversation(new ConversationKey(3, 42)));
        assertThat(input.act()).isEqualTo(new Act.Reported(OURS, DeliveryStatus.FAILED, "550 5.1.1 no such user"));
    }

    @Test
    void a_report_of_delay_or_of_a_mail_that_was_not_ours_is_skipped() {
        assertThat(read(report("delayed", OURS)).skipped()).containsExactly("report");
        assertThat(read(report("failed", OURS.replace("c42.", "c43."))).skipped())
                .containsExactly("report");
    }

    @Test
    void alternatives_inline_pictures_invitations_and_signatures_are_told_apart() {
        var wrote = wrote(HEAD + """
                Content-Type: multipart/signed; boundary=s; protocol="application/pgp-signature"

                --s
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                Hello
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <b>Hello</b><img src="cid:i">
                --r
                Content-Type: image/png
                Content-ID: <i>
                Content-Disposition: inline

                xx
                --r--
                --a
                Content-Type: text/calendar; method=REQUEST

                BEGIN:VCALENDAR
                --a--
                --m
                Content-Type: application/pdf; name*=utf-8''%D1%81%D1%87%D1%91%D1%82.pdf
                Content-Disposition: attachment

                xx
                --m--
                --s
                Content-Type: application/pgp-signature

                xx
                --s--
                """);

        assertThat(wrote.content().text()).isEqualTo("Roses\n\nHello");
        assertThat(wrote.content().attachments())
                .extracting(Attachment::remote)
                .containsExactly("9:11:0.0.1.1", "9:11:0.0.2", "9:11:0.1");
        assertThat(wrote.content().attachments())
                .extracting(Attachment::name)
                .containsExactly(null, "invite.ics", "счёт.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "KOI8-R", "ISO-8859-5"})
    void russian_charsets_are_read_by_their_labels_and_the_common_ones_also_under_a_wrong_one(String charset) {
        var text = "Здравствуйте, есть ли розы?";
        var right =
                HEAD + "Content-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: 8bit\n\n" + text;
        assertThat(((Act.Wrote) read(right.replace("\n", "\r\n").getBytes(Charset.forName(charset)))
                                .inputs()
                                .getFirst()
                                .act())
                        .content()
                        .text())
                .endsWith(text);

        var wrong = right.replace("charset=" + charset, "charset=utf-8");
        if (!charset.startsWith("ISO")) {
            assertThat(((Act.Wrote) read(wrong.replace("\n", "\r\n").getBytes(Charset.forName(charset)))
                                    .inputs()
                                    .getFirst()
                                    .act())
                            .content()
                            .text())
                    .endsWith(text);
        }
    }

    @Test
    void a_mail_without_an_id_gets_one_that_stays() {
        var mail = HEAD.replace("Message-ID: <one@mail.example>\n", "") + "\nx\n";

        assertThat(wrote(mail).externalId())
                .startsWith("none.")
                .isEqualTo(wrote(mail).externalId());
        var address = (Address.OfClient) read(mail).inputs().getFirst().address();
        assertThat(MailThread.ofPath(address.profile().replyPath()).references())
                .isEmpty();
    }

    @Test
    void damaged_mails_never_throw() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var samples = List.of(
                report("failed", OURS),
                HEAD + "\nx\n",
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=x\n\n<a href='http://x'>y\n--b--\n");
        for (int i = 0; i < 3_000; i++) {
            var bytes = samples.get(i % samples.size()).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            for (int hit = random.nextInt(1, 12); hit > 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(bytes)).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
