package io.besedka.channel.email;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.platform.clock.Clock;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads mailboxes: waits by IDLE where the server has it. One connection to a mailbox, kept between polls. */
final class EmailPolling implements Polling {
    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final int AT_ONCE = 20;
    /** Clocks differ, and so do a mail's coming and our look; what was taken before is known by its Message-ID. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private static final Duration KEPT = Duration.ofHours(1);
    /** What came while the connection was being made belongs to it; what lay there before does not. */
    private static final Duration JUST_NOW = Duration.ofSeconds(5);

    /** @param connection as it was when opened: a changed one is another */
    private record Open(Connection connection, Mailbox mailbox) {}

    private final MailServers servers;
    private final EmailInbound inbound;
    private final Clock clock;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    EmailPolling(MailServers servers, EmailInbound inbound, Clock clock) {
        this.servers = servers;
        this.inbound = inbound;
        this.clock = clock;
    }

    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var settings = EmailSettings.of(connection).orElseThrow(() -> new IOException("the settings are not complete"));
        try {
            return look(connection, settings, cursor);
        } catch (AuthenticationFailedException refused) {
            close(connection);
            // Trying a wrong password again and again gets an account locked. The watchdog says what is wrong.
            clock.alarm().waitUntil(clock.now().plus(WAIT));
            return new Polled(List.of(), cursor);
        } catch (MessagingException | RuntimeException lost) {
            close(connection);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new IOException(
                    lost instanceof MessagingException known
                            ? EmailOutcome.inWords(known)
                            : "the mailbox could not be read");
        }
    }

    private Polled look(Connection connection, EmailSettings settings, String cursor)
            throws MessagingException, InterruptedException {
        var called = clock.now();
        var mailbox = mailbox(connection, settings);
        var from = MailCursor.parse(cursor);
        if (from == null) {
            long uid = mailbox.before(called.minus(JUST_NOW));
            return new Polled(List.of(), new MailCursor(mailbox.validity(), uid, called).toString());
        }
        if (from.validity() != mailbox.validity()) {
            long uid = mailbox.before(from.seen().minus(OVERLAP));
            return new Polled(List.of(), new MailCursor(mailbox.validity(), uid, clock.now()).toString());
        }
        var mails = mailbox.after(from.uid(), AT_ONCE);
        if (mails.isEmpty()) {
            awaitNews(mailbox);
            mails = mailbox.after(from.uid(), AT_ONCE);
        }
        var intakes = new ArrayList<Intake>();
        for (var mail : mails) {
            intakes.add(inbound.read(connection, settings, mail, mailbox.validity()));
            Mailbox.forget(mail.message());
        }
        long last = mails.isEmpty() ? from.uid() : mails.getLast().uid();
        // A cursor that only grows older is written now and then: each is kept in the database.
        boolean fresh = last == from.uid() && clock.now().isBefore(from.seen().plus(KEPT));
        return new Polled(intakes, fresh ? cursor : new MailCursor(from.validity(), last, clock.now()).toString());
    }

    private void awaitNews(Mailbox mailbox) throws MessagingException, InterruptedException {
        if (mailbox.canIdle()) {
            mailbox.awaitNews(WAIT);
        } else {
            clock.alarm().waitUntil(clock.now().plus(WAIT));
        }
    }

    private Mailbox mailbox(Connection connection, EmailSettings settings) throws MessagingException {
        var known = open.get(connection.id());
        if (known != null && known.connection() == connection && known.mailbox().isOpen()) {
            return known.mailbox();
        }
        var fresh = new Open(connection, Mailbox.open(servers, settings));
        var before = open.put(connection.id(), fresh);
        if (before != null) {
            before.mailbox().close();
        }
        return fresh.mailbox();
    }

    void close(Connection connection) {
        var known = open.get(connection.id());
        if (known != null && known.connection() == connection && open.remove(connection.id(), known)) {
            known.mailbox().close();
        }
    }
}
