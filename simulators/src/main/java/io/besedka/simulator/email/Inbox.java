package io.besedka.simulator.email;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import io.besedka.simulator.messenger.Account;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays an account's updates, which are mails, into its mailbox: so misfortune doubles, delays and reorders mails too. */
final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Session SESSION = Session.getInstance(new Properties());

    private final Account account;
    private final GreenMailUser user;
    private final List<byte[]> mails = new ArrayList<>();
    private final Thread carrier;

    Inbox(Account account, GreenMailUser user) {
        this.account = account;
        this.user = user;
        long from = account.updates().log().last();
        this.carrier = Thread.ofVirtual().name("mail-" + account.id()).start(() -> carry(from));
    }

    void password(String password) {
        user.setPassword(password);
    }

    synchronized List<byte[]> mails() {
        return List.copyOf(mails);
    }

    Inbox with(List<byte[]> old) {
        old.forEach(this::lay);
        return this;
    }

    /** The user's name. */
    String forget(GreenMail server) {
        close();
        server.getUserManager().deleteUser(user);
        return user.getLogin();
    }

    private void carry(long from) {
        long number = from;
        while (!Thread.currentThread().isInterrupted()) {
            for (var entry : account.updates().log().after(number, 50, Duration.ofSeconds(20))) {
                number = entry.number();
                if (entry.update().json() != null)
                    lay(Base64.getDecoder()
                            .decode(entry.update().json().path("mail").asString("")));
            }
        }
    }

    private synchronized void lay(byte[] mail) {
        try {
            user.deliver(new MimeMessage(SESSION, new ByteArrayInputStream(mail)));
            mails.add(mail);
            if (mails.size() > 200) mails.removeFirst();
        } catch (MessagingException | RuntimeException e) {
            LOG.warn("a mail could not be laid into {}: {}", account.id(), e.toString());
        }
    }

    @Override
    public void close() {
        carrier.interrupt();
    }
}
