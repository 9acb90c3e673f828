package io.besedka.channel.email;

import io.besedka.channel.Capabilities;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.Registration;
import io.besedka.channel.SendResult;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.outbound.AddressRange;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox: read by IMAP, answered by SMTP. A connection's settings are {@code address, name, subject, imap_host, imap_port, imap_tls,
 * smtp_host, smtp_port, smtp_tls, user} (modes: implicit, starttls, none), its secret is {@code password}. The client is the address that
 * our answer goes to; the reply path holds the thread.
 */
public final class EmailAdapter implements ChannelAdapter {
    private final MailServers servers;
    private final EmailPolling polling;
    private final EmailOutbound outbound;
    private final MailFiles files;

    /** @param allowed private addresses where mail servers may be; only these may be spoken to without TLS */
    public EmailAdapter(List<AddressRange> allowed, Files files, Clock clock) {
        this.servers = new MailServers(allowed);
        this.polling = new EmailPolling(servers, new EmailInbound(clock), clock);
        this.outbound = new EmailOutbound(files, clock);
        this.files = new MailFiles(servers);
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public Capabilities capabilities() {
        return EmailLimits.CAPABILITIES;
    }

    @Override
    public Setup setup() {
        return EmailSettings.SETUP;
    }

    @Override
    public boolean followsReplyPath() {
        return true;
    }

    @Override
    public boolean pollsAlways() {
        return true;
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(polling);
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        return new Intake.Rejected(404, "mail is not posted here");
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        var settings = EmailSettings.of(connection);
        if (settings.isEmpty()) {
            return new SendResult.Broken("the mailbox's settings are not complete");
        }
        try {
            return send(settings.get(), outbound.write(connection, settings.get(), to, message));
        } catch (EmailOutbound.Impossible never) {
            return new SendResult.Refused(never.getMessage());
        } catch (AddressException nobody) {
            return new SendResult.Unreachable("this is no mail address");
        } catch (MessagingException unwritable) {
            return new SendResult.Refused("the mail could not be written");
        } catch (IOException later) {
            return new SendResult.TryLater(null, SendResult.Scope.CHAT, "a file could not be read");
        }
    }

    private SendResult send(EmailSettings settings, jakarta.mail.internet.MimeMessage mail) throws MessagingException {
        var id = MessageIds.plain(mail.getMessageID());
        WatchedTransport transport = null;
        try {
            transport = servers.smtp(settings);
            transport.sendMessage(mail, mail.getAllRecipients());
            return new SendResult.Sent(List.of(id));
        } catch (MessagingException failure) {
            return EmailOutcome.of(failure, transport != null && transport.mayHaveTaken());
        } finally {
            closeQuietly(transport);
        }
    }

    private static void closeQuietly(WatchedTransport transport) {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException gone) {
            // What matters was said before.
        }
    }

    @Override
    public InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        var settings = EmailSettings.of(connection).orElseThrow(() -> new IOException("the settings are not complete"));
        return files.open(settings, remote);
    }

    /** Signs in to both servers: either may refuse by itself. */
    @Override
    public Registration inspect(Connection connection, Optional<String> webhookUrl) {
        var settings = EmailSettings.of(connection);
        if (settings.isEmpty()) {
            return new Registration.Broken("the mailbox's settings are not complete");
        }
        var reading =
                trying("receiving", () -> Mailbox.open(servers, settings.get()).close());
        return reading.or(() -> trying("sending", () -> closeQuietly(servers.smtp(settings.get()))))
                .orElseGet(() -> new Registration.Registered(settings.get().address()));
    }

    @Override
    public Registration register(Connection connection, Optional<String> webhookUrl) {
        polling.close(connection);
        return inspect(connection, webhookUrl);
    }

    private interface SignIn {
        void attempt() throws MessagingException;
    }

    private static Optional<Registration> trying(String what, SignIn signIn) {
        try {
            signIn.attempt();
            return Optional.empty();
        } catch (MessagingException failure) {
            var why = what + ": " + EmailOutcome.inWords(failure);
            boolean lasting = failure instanceof AuthenticationFailedException || EmailOutcome.isLasting(failure);
            return Optional.of(lasting ? new Registration.Broken(why) : new Registration.Unsure(why));
        }
    }
}
