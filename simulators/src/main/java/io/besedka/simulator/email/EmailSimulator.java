package io.besedka.simulator.email;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.besedka.simulator.Json;
import io.besedka.simulator.Simulator;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Ledger;
import io.besedka.simulator.messenger.Look;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Rules;
import io.besedka.simulator.messenger.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pretend mail provider on loopback, without TLS: the mail page at {@code /}, submission 25 ports above it, IMAP 143 ports above it (any
 * free ports where the page's is any free one). Mailboxes of ours must be introduced with {@link #mailbox}; people have addresses at
 * mail.example made of their names.
 */
public final class EmailSimulator implements Simulator {
    private static final Logger LOG = LoggerFactory.getLogger(EmailSimulator.class);
    private static final Look LOOK = new Look(
            "email",
            "Mail",
            "@",
            "#2f6f4f",
            "#dcefe3",
            Set.of(),
            Set.of(Can.SUBJECT, Can.REPLY, Can.PHOTO, Can.VIDEO, Can.AUDIO, Can.FILE, Can.BLOCK));
    private static final int SUBMISSION = 25;
    private static final int READING = 143;

    private final Messenger messenger = new Messenger(LOOK, new EmailDeeds(), new EmailPostman());
    private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
    private final GreenMail imap;
    private final SmtpServer smtp;

    private EmailSimulator(String host, int port) {
        messenger.introducing(json -> mailbox(
                json.path("id").asString(""),
                json.path("password").asString(""),
                json.path("name").asString("")));
        messenger.start(host, port);
        imap = reading(new ServerSetup(port == 0 ? 0 : port + READING, host, ServerSetup.PROTOCOL_IMAP));
        try {
            smtp = new SmtpServer(host, port == 0 ? 0 : port + SUBMISSION, new Submission(messenger));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** GreenMail takes a reader who leaves without a word for a fault, and its threads would tell the terminal of it. */
    private static GreenMail reading(ServerSetup setup) {
        var imap = new GreenMail(setup);
        var quiet = new ThreadGroup("imap") {
            @Override
            public void uncaughtException(Thread thread, Throwable left) {
                LOG.debug("{} ended: {}", thread.getName(), left.toString());
            }
        };
        CompletableFuture.runAsync(imap::start, start -> new Thread(quiet, start).start())
                .join();
        return imap;
    }

    /** Starts on loopback; port 0 takes free ones. */
    public static EmailSimulator start(int port) {
        return start("127.0.0.1", port);
    }

    public static EmailSimulator start(String host, int port) {
        return new EmailSimulator(host, port);
    }

    /** One that is free now with those that go with it: for who must find the same three again later. */
    public static int freePort() {
        while (true) {
            try (var page = new ServerSocket(0);
                    var submission = new ServerSocket(page.getLocalPort() + SUBMISSION);
                    var reading = new ServerSocket(page.getLocalPort() + READING)) {
                return page.getLocalPort();
            } catch (IOException | IllegalArgumentException taken) {
                // The next one, then.
            }
        }
    }

    /** Introduces a mailbox of ours by its address, or finds it. */
    public Account mailbox(String address, String password, String name) {
        if (!address.matches("[^@\\s]+@[^@\\s]+") || password.isEmpty()) {
            throw new IllegalArgumentException("a mailbox has an address and a password");
        }
        var account = messenger.account(address, name, Json.object().put("password", password));
        inboxes.computeIfAbsent(address, key -> new Inbox(account, imap.setUser(address, address, password)));
        return account;
    }

    /** Gives the mailbox another password, as its owner would. */
    public void password(Account account, String password) {
        account.extra().put("password", password);
        inboxes.get(account.id()).password(password);
    }

    /** Throws the mailbox's numbering away: the same mails have other numbers from now on. */
    public void renumber(Account account) {
        var inbox = inboxes.remove(account.id());
        var user = inbox.forget(imap);
        inboxes.put(
                account.id(),
                new Inbox(account, imap.setUser(user, user, account.extra("password"))).with(inbox.mails()));
    }

    /** A mail of any kind comes for the account; the bytes are the whole of it. */
    public Update comes(Account account, byte[] mail) {
        return account.updates().post("raw", "mail", mail(mail));
    }

    /** Mails to this person are taken, and returned a moment later. */
    public void returnsLater(Person person, boolean returns) {
        person.chat().extra().put("returns", returns);
    }

    static tools.jackson.databind.node.ObjectNode mail(byte[] mail) {
        return Json.object().put("mail", Base64.getEncoder().encodeToString(mail));
    }

    public int imapPort() {
        return imap.getImap().getPort();
    }

    public int smtpPort() {
        return smtp.port();
    }

    @Override
    public String word() {
        return LOOK.word();
    }

    @Override
    public URI url() {
        return messenger.url();
    }

    public Rules rules() {
        return messenger.rules();
    }

    public Ledger ledger() {
        return messenger.ledger();
    }

    @Override
    public Switchboard switchboard() {
        return messenger.switchboard();
    }

    @Override
    public Timeline time() {
        return messenger.time();
    }

    @Override
    public void remember(Path file) {
        messenger.remember(file);
    }

    @Override
    public void close() {
        smtp.close();
        inboxes.values().forEach(Inbox::close);
        messenger.close();
        imap.stop();
    }
}
