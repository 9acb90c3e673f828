package io.besedka.simulator.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Person;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a mail program is told, line by line. */
class EmailTalkTest {
    private static final String MAIL =
            "From: shop@flowers.example\r\nTo: anna@mail.example\r\nSubject: Re: Roses\r\nMessage-ID: <m1@flowers.example>\r\n\r\nYes.\r\n..dot\r\n.";

    private final EmailSimulator mail = EmailSimulator.start(0);
    private final Account box = mail.mailbox("shop@flowers.example", "secret", "Flower shop");
    private final Person anna = box.person("Anna");

    @AfterEach
    void stops() {
        mail.close();
    }

    /** The first line's code (with the enhanced one) of each answer. */
    private List<String> talk(String... commands) throws IOException {
        var answers = new ArrayList<String>();
        try (var socket = new Socket("127.0.0.1", mail.smtpPort());
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            in.readLine();
            for (var command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                var line = in.readLine();
                while (line != null && line.length() > 3 && line.charAt(3) == '-') line = in.readLine();
                if (line == null) return answers;
                answers.add(line.replaceFirst("^(\\d{3}(?: \\d\\.\\d\\.\\d)?).*", "$1"));
            }
        }
        return answers;
    }

    private static String signIn(String password) {
        var plain = "\0shop@flowers.example\0" + password;
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> sends(String from, String to) throws IOException {
        return talk("EHLO x", signIn("secret"), "MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA", MAIL);
    }

    @Test
    void a_mail_is_taken_and_seen_in_its_thread() throws IOException {
        assertThat(sends(box.id(), anna.id()))
                .containsExactly("250", "235 2.7.0", "250 2.1.0", "250 2.1.5", "354", "250 2.0.0");

        anna.awaitsText("Yes.\n.dot");
        assertThat(anna.lastSeen().content().subject()).isEqualTo("Re: Roses");
    }

    @Test
    void a_wrong_password_a_foreign_sender_and_nobody_are_refused() throws IOException {
        assertThat(talk("EHLO x", signIn("wrong"))).endsWith("535 5.7.8");
        assertThat(sends("boris@flowers.example", anna.id())).contains("553 5.7.1");
        assertThat(sends(box.id(), "nobody@mail.example")).contains("550 5.1.1");
        assertThat(talk("EHLO x", "MAIL FROM:<boris@other.example>", "RCPT TO:<anna@mail.example>"))
                .endsWith("554 5.7.1");
        anna.blocks();
        assertThat(sends(box.id(), anna.id())).contains("550 5.1.1");
    }

    @Test
    void misfortune_strikes_once_a_mail_and_signing_in_only_when_it_strikes_all() throws IOException {
        mail.switchboard().next(1, Misfortune.tooMany(Duration.ofSeconds(7)));
        assertThat(sends(box.id(), anna.id())).contains("235 2.7.0", "451 4.7.1");
        mail.switchboard().next(1, Misfortune.forbidden());
        assertThat(sends(box.id(), anna.id())).contains("250 2.1.0", "550 5.1.1");
        mail.switchboard().next(1, new Misfortune.AnswerDropped());
        assertThat(sends(box.id(), anna.id())).endsWith("354");
        assertThat(mail.ledger().count()).isEqualTo(1);

        mail.switchboard().add(Misfortune.unauthorized(), Switchboard.ALL, 1, Instant.MAX, 1);
        assertThat(talk("EHLO x", signIn("secret"))).endsWith("535 5.7.8");
    }

    @Test
    void what_a_person_writes_lies_in_the_mailbox() throws Exception {
        anna.says(Content.text("Is it free?").withSubject("Delivery"), "");

        var store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", mail.imapPort(), box.id(), "secret");
        try (store) {
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            while (inbox.getMessageCount() == 0) Thread.onSpinWait();
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo("Delivery");
            assertThat(inbox.getMessage(1).getFrom()[0]).hasToString("Anna <anna@mail.example>");
        }
    }
}
