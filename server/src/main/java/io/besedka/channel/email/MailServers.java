package io.besedka.channel.email;

import io.besedka.channel.email.EmailSettings.Server;
import io.besedka.channel.email.EmailSettings.Tls;
import io.besedka.platform.outbound.AddressRange;
import io.besedka.platform.outbound.GuardedSockets;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import java.util.List;
import java.util.Properties;

/** Opens connections to mail servers that customers named: guarded addresses, checked certificates, short time limits. */
final class MailServers {
    private static final String CONNECT_MILLIS = "10000";
    /** Longer than one IDLE. */
    private static final String READ_MILLIS = "60000";

    private final GuardedSockets sockets;
    private final GuardedSockets unprotected;

    MailServers(List<AddressRange> allowed) {
        this.sockets = GuardedSockets.of(allowed);
        this.unprotected = GuardedSockets.only(allowed);
    }

    Store imap(EmailSettings settings) throws MessagingException {
        var properties = properties("mail.imap.", settings.imap());
        properties.put("mail.mime.allowutf8", "true");
        properties.put("mail.imap.peek", "true");
        properties.put("mail.imap.fetchsize", "262144");
        properties.put("mail.imap.auth.mechanisms", "PLAIN LOGIN");
        var store = Session.getInstance(properties).getStore("imap");
        store.connect(settings.imap().host(), settings.imap().port(), settings.user(), settings.password());
        return store;
    }

    /** A transport that is connected and signed in. */
    WatchedTransport smtp(EmailSettings settings) throws MessagingException {
        var server = settings.smtp();
        var properties = properties("mail.smtp.", server);
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.localhost", "besedka.invalid");
        properties.put("mail.smtp.quitwait", "false");
        var name = new URLName("smtp", server.host(), server.port(), null, settings.user(), null);
        var transport = new WatchedTransport(Session.getInstance(properties), name);
        transport.connect(server.host(), server.port(), settings.user(), settings.password());
        return transport;
    }

    private Properties properties(String prefix, Server server) {
        var properties = new Properties();
        properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.put(prefix + "timeout", READ_MILLIS);
        properties.put(prefix + "socketFactory", server.tls() == Tls.NONE ? unprotected : sockets);
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.enable", Boolean.toString(server.tls() == Tls.IMPLICIT));
        properties.put(prefix + "starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.put(prefix + "starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }
}
