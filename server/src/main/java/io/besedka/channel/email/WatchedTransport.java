package io.besedka.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Remembers whether the mail's end was written: before it nothing can have been taken, after it anything. */
final class WatchedTransport extends SMTPTransport {
    private boolean ended;

    WatchedTransport(Session session, URLName name) {
        super(session, name);
    }

    boolean mayHaveTaken() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        ended = true;
        super.finishData();
    }
}
