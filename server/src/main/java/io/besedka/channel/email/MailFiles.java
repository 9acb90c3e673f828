package io.besedka.channel.email;

import io.besedka.channel.ChannelAdapter.Gone;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Fetches what lies in a mail from the mailbox: {@code <UIDVALIDITY>:<UID>:<path>}, the path being that of a part, or the whole. */
final class MailFiles {
    private static final Pattern REMOTE =
            Pattern.compile("(\\d{1,12}):(\\d{1,12}):(" + EmailInbound.WHOLE + "|\\d{1,3}(?:\\.\\d{1,3}){0,20}|)");

    private final MailServers servers;

    MailFiles(MailServers servers) {
        this.servers = servers;
    }

    InputStream open(EmailSettings settings, String remote) throws IOException, Gone {
        var place = REMOTE.matcher(remote);
        if (!place.matches()) {
            throw new Gone("no place in a mailbox");
        }
        Mailbox mailbox = null;
        try {
            mailbox = Mailbox.open(servers, settings);
            if (mailbox.validity() != Long.parseLong(place.group(1))) {
                throw new Gone("the mailbox was numbered anew");
            }
            return new Closing(bytes(mailbox, Long.parseLong(place.group(2)), place.group(3)), mailbox);
        } catch (MessagingException away) {
            close(mailbox);
            throw new IOException(EmailOutcome.inWords(away));
        } catch (IOException | Gone | RuntimeException failed) {
            close(mailbox);
            throw failed;
        }
    }

    private static InputStream bytes(Mailbox mailbox, long uid, String path)
            throws MessagingException, IOException, Gone {
        var mail = mailbox.at(uid);
        if (Mailbox.isGone(mail)) {
            throw new Gone("the mail is no longer in the mailbox");
        }
        if (path.equals(EmailInbound.WHOLE)) {
            return whole(mail);
        }
        var part = MailBody.at(mail, path);
        if (part == null) {
            throw new Gone("the mail has no such part");
        }
        return part.getInputStream();
    }

    /** By way of the disk: a mail writes itself and cannot be read from. */
    private static InputStream whole(Part mail) throws MessagingException, IOException {
        var copy = Files.createTempFile("mail", ".eml");
        try (var out = Files.newOutputStream(copy)) {
            mail.writeTo(out);
        } catch (MessagingException | IOException | RuntimeException failed) {
            Files.deleteIfExists(copy);
            throw failed;
        }
        return Files.newInputStream(copy, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static void close(Mailbox mailbox) {
        if (mailbox != null) {
            mailbox.close();
        }
    }

    private static final class Closing extends FilterInputStream {
        private final Mailbox mailbox;

        Closing(InputStream in, Mailbox mailbox) {
            super(in);
            this.mailbox = mailbox;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                mailbox.close();
            }
        }
    }
}
