package io.besedka.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.jupiter.api.Test;

class EmailOutcomeTest {
    private static final Address[] NONE = {};

    private static SendResult recipient(int code, String text) throws Exception {
        var one =
                new SMTPAddressFailedException(new InternetAddress("a@b.example"), "RCPT TO:<a@b.example>", code, text);
        var all = new SMTPSendFailedException("RCPT TO", code, "no recipient", one, NONE, NONE, NONE);
        return EmailOutcome.of(all, false);
    }

    private static SendResult mail(String command, int code, String text) {
        return EmailOutcome.of(new SMTPSendFailedException(command, code, text, null, NONE, NONE, NONE), true);
    }

    @Test
    void a_recipients_refusal_concerns_the_client() throws Exception {
        assertThat(recipient(550, "550 5.1.1 no such user")).isInstanceOf(SendResult.Unreachable.class);
        assertThat(recipient(550, "550 no such user")).isInstanceOf(SendResult.Unreachable.class);
        assertThat(recipient(550, "550 5.7.1 looks like spam")).isInstanceOf(SendResult.Refused.class);
        assertThat(recipient(552, "552 5.2.2 mailbox full")).isInstanceOf(SendResult.Refused.class);
        assertThat(recipient(450, "450 4.2.0 greylisted, try again in 5 minutes"))
                .isEqualTo(new TryLater(
                        Duration.ofMinutes(5), Scope.CHAT, "450 4.2.0 greylisted, try again in 5 minutes"));
    }

    @Test
    void the_mails_refusal_concerns_the_message_or_all_of_us() throws Exception {
        assertThat(mail(".", 554, "554 5.7.1 spam")).isInstanceOf(SendResult.Refused.class);
        assertThat(mail(".", 552, "552 5.3.4 too big")).isInstanceOf(SendResult.Refused.class);
        assertThat(mail("MAIL FROM:<x>", 451, "451 4.7.1 slow down"))
                .isEqualTo(new TryLater(null, Scope.CONNECTION, "451 4.7.1 slow down"));
        var sender = new SMTPSenderFailedException(
                new InternetAddress("a@b.example"), "MAIL FROM", 553, "553 5.7.1 not owned by user");
        assertThat(EmailOutcome.of(sender, false)).isInstanceOf(SendResult.Broken.class);
        assertThat(mail("MAIL FROM:<x>", 552, "552 5.3.4 too big")).isInstanceOf(SendResult.Refused.class);
    }

    @Test
    void a_mail_put_off_holds_its_chat_and_a_spent_quota_holds_all() {
        assertThat(mail(".", 451, "451 4.7.1 greylisted"))
                .isEqualTo(new TryLater(null, Scope.CHAT, "451 4.7.1 greylisted"));
        assertThat(mail(".", 452, "452 4.3.1 no space left"))
                .isEqualTo(new TryLater(null, Scope.CONNECTION, "452 4.3.1 no space left"));
        assertThat(mail(".", 550, "550 5.4.5 daily quota exceeded"))
                .isEqualTo(new TryLater(Duration.ofHours(1), Scope.CONNECTION, "550 5.4.5 daily quota exceeded"));
    }

    @Test
    void what_is_shown_names_no_address() throws Exception {
        assertThat(recipient(550, "550 5.1.1 <anna@mail.example>: no such user"))
                .isEqualTo(new SendResult.Unreachable("550 5.1.1 <address>: no such user"));
    }

    @Test
    void a_certificate_lasts_and_a_broken_line_does_not() {
        var certificate = new javax.net.ssl.SSLHandshakeException("PKIX path building failed");
        certificate.initCause(new java.security.cert.CertificateException("unknown"));
        assertThat(EmailOutcome.of(new MessagingException("Could not connect", certificate), false))
                .isInstanceOf(SendResult.Broken.class);
        var plain = new javax.net.ssl.SSLException("Unsupported or unrecognized SSL message");
        assertThat(EmailOutcome.of(new MessagingException("Could not connect", plain), false))
                .isInstanceOf(SendResult.Broken.class);
        var ended = new javax.net.ssl.SSLHandshakeException("Remote host terminated the handshake");
        assertThat(EmailOutcome.of(new MessagingException("Could not connect", ended), false))
                .isInstanceOf(TryLater.class);
    }

    @Test
    void a_lost_answer_is_unknown_only_after_the_mails_end() {
        var lost = new MessagingException("[EOF]");
        assertThat(EmailOutcome.of(lost, true)).isInstanceOf(SendResult.Unknown.class);
        assertThat(EmailOutcome.of(lost, false)).isInstanceOf(TryLater.class);
    }

    @Test
    void a_refused_sign_in_breaks_the_connection_unless_it_passes() {
        assertThat(EmailOutcome.of(new AuthenticationFailedException("535 5.7.8 bad"), false))
                .isInstanceOf(SendResult.Broken.class);
        assertThat(EmailOutcome.of(new AuthenticationFailedException("454 4.7.0 later"), false))
                .isInstanceOf(TryLater.class);
    }

    @Test
    void a_long_thread_keeps_its_first_and_its_last_and_fits_the_reply_path() {
        var references = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            references.append("<mail.number.").append(i).append("@mail.example>\r\n ");
        }
        var thread =
                MailThread.of("RE: Отв: Fwd: " + "Розы ".repeat(200), references.toString(), "", "<last@mail.example>");

        assertThat(thread.references())
                .startsWith("mail.number.0@mail.example")
                .endsWith("mail.number.199@mail.example", "last@mail.example");
        assertThat(thread.subject()).startsWith("Re: Розы");
        assertThat(thread.toPath().length()).isLessThanOrEqualTo(2_000);
        assertThat(MailThread.ofPath(thread.toPath())).isEqualTo(thread);
        assertThat(List.of(MailThread.ofPath(null), MailThread.ofPath("{"), MailThread.ofPath("")))
                .containsOnly(MailThread.NONE);
    }

    @Test
    void a_cursor_reads_back_and_nonsense_is_none() {
        var cursor = MailCursor.parse("5:77:1777885200");
        assertThat(MailCursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(MailCursor.parse("5:77").uid()).isEqualTo(77);
        assertThat(MailCursor.parse("x")).isNull();
        assertThat(MailCursor.parse(null)).isNull();
    }
}
