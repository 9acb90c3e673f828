package io.besedka.channel.email;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;

/** One open INBOX. It is only read: nothing is marked, moved or removed. */
final class Mailbox implements AutoCloseable {
    record Mail(long uid, MimeMessage message) {}

    private static final int LOOK_BACK = 1_000;
    private static final int BATCH = 50;
    private static final FetchProfile RECEIVED = new FetchProfile();

    static {
        RECEIVED.add(UIDFolder.FetchProfileItem.UID);
        RECEIVED.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    }

    private final IMAPStore store;
    private final IMAPFolder inbox;
    private volatile CountDownLatch news = new CountDownLatch(0);

    private Mailbox(IMAPStore store, IMAPFolder inbox) {
        this.store = store;
        this.inbox = inbox;
        inbox.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent added) {
                news.countDown();
            }
        });
    }

    static Mailbox open(MailServers servers, EmailSettings settings) throws MessagingException {
        var store = servers.imap(settings);
        try {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return new Mailbox((IMAPStore) store, inbox);
        } catch (MessagingException | RuntimeException failed) {
            closeQuietly(store);
            throw failed;
        }
    }

    long validity() throws MessagingException {
        return inbox.getUIDValidity();
    }

    /** The greatest number given so far. */
    long last() throws MessagingException {
        long next = inbox.getUIDNext();
        if (next > 0) {
            return next - 1;
        }
        int count = inbox.getMessageCount();
        return count == 0 ? 0 : inbox.getUID(inbox.getMessage(count));
    }

    /** The first mails with greater numbers, in their order. */
    List<Mail> after(long uid, int limit) throws MessagingException {
        var found = List.<Mail>of();
        int known;
        do {
            known = inbox.getMessageCount();
            found = looked(uid);
            // The server may tell of a new mail in its answer to this very look, and will not tell again when we idle.
        } while (found.isEmpty() && inbox.getMessageCount() > known);
        return found.subList(0, Math.min(limit, found.size()));
    }

    private List<Mail> looked(long uid) throws MessagingException {
        var found = new ArrayList<Mail>();
        // The range always holds the last mail, however low its number.
        for (var message : inbox.getMessagesByUID(uid + 1, UIDFolder.LASTUID)) {
            long number = message == null ? 0 : inbox.getUID(message);
            if (number > uid) {
                found.add(new Mail(number, (MimeMessage) message));
            }
        }
        found.sort(Comparator.comparingLong(Mail::uid));
        return found;
    }

    MimeMessage at(long uid) throws MessagingException {
        return (MimeMessage) inbox.getMessageByUID(uid);
    }

    /** The number after which the newest mails came at this time or later; looks at no more than the last thousand. */
    long before(Instant time) throws MessagingException {
        int count = inbox.getMessageCount();
        for (int end = count; end > Math.max(0, count - LOOK_BACK); end -= BATCH) {
            var some = inbox.getMessages(Math.max(1, end - BATCH + 1), end);
            inbox.fetch(some, RECEIVED);
            for (int i = some.length - 1; i >= 0; i--) {
                var received = some[i].getReceivedDate();
                if (received == null || received.toInstant().isBefore(time)) {
                    return inbox.getUID(some[i]);
                }
            }
        }
        return count <= LOOK_BACK ? 0 : last();
    }

    boolean canIdle() throws MessagingException {
        return store.hasCapability("IDLE");
    }

    /** Waits until the server says that something changed, at most so long. An interrupt breaks the connection. */
    void awaitNews(Duration atMost) throws MessagingException {
        var told = new CountDownLatch(1);
        var over = new AtomicBoolean();
        news = told;
        Thread.startVirtualThread(() -> endIdle(told, over, atMost));
        try {
            inbox.idle(true);
        } finally {
            over.set(true);
            told.countDown();
        }
    }

    /** Any command ends an IDLE that is under way; what the server tells while the IDLE begins does not end it by itself. */
    private void endIdle(CountDownLatch told, AtomicBoolean over, Duration after) {
        try {
            told.await(after.toMillis(), TimeUnit.MILLISECONDS);
            if (!over.get()) {
                // Asking for the count would do nothing within a second of the last command.
                inbox.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                });
            }
        } catch (InterruptedException | MessagingException lost) {
            // Whoever idles is done, or finds out by itself.
        }
    }

    boolean isOpen() {
        return inbox.isOpen();
    }

    @Override
    public void close() {
        closeQuietly(store);
    }

    private static void closeQuietly(Store store) {
        try {
            store.close();
        } catch (MessagingException gone) {
            // It was to be closed, and is.
        }
    }

    /** Lets go of what was read: an open mailbox would keep the headers of every mail that ever came. */
    static void forget(Message message) {
        if (message instanceof IMAPMessage held) {
            held.invalidateHeaders();
        }
    }

    static boolean isGone(Message message) {
        return message == null || message.isExpunged();
    }
}
