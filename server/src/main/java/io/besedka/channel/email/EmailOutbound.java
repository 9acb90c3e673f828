package io.besedka.channel.email;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.Part;
import io.besedka.platform.clock.Clock;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Writes a mail: words (and the same as HTML where they are marked up), files, and the headers that keep it in its thread. */
final class EmailOutbound {
    private final Files files;
    private final Clock clock;
    private final LoopGuard loops;

    EmailOutbound(Files files, Clock clock) {
        this.files = files;
        this.clock = clock;
        this.loops = new LoopGuard(clock);
    }

    /** It cannot be sent at all; the message says why. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    MimeMessage write(Connection connection, EmailSettings own, Recipient to, Outbound message)
            throws MessagingException, IOException, Impossible {
        var id = MessageIds.of(connection, own, to.conversation(), message.seq(), message.piece());
        if (to.automatic() && !loops.permits(connection.id(), to.externalId(), id)) {
            throw new Impossible("too many automatic mails to one address: two programs may be answering each other");
        }
        var mail = new Named(id);
        mail.setSentDate(Date.from(clock.now()));
        mail.setFrom(address(own.address(), own.name()));
        mail.setRecipient(Message.RecipientType.TO, address(to.externalId(), null));
        head(mail, own, to, message);
        if (message.media().isEmpty()) {
            mail.setContent(words(message));
        } else {
            mail.setContent(withFiles(connection, message));
        }
        mail.saveChanges();
        return mail;
    }

    private static void head(MimeMessage mail, EmailSettings own, Recipient to, Outbound message)
            throws MessagingException {
        var thread = MailThread.ofPath(to.replyPath());
        mail.setSubject(oneLine(thread.subject() == null ? own.subject() : thread.subject()), "UTF-8");
        var references = new ArrayList<>(thread.references());
        if (message.replyTo() != null) {
            references.remove(message.replyTo());
            references.add(message.replyTo());
        }
        if (!references.isEmpty()) {
            mail.setHeader("In-Reply-To", bracketed(references.getLast()));
            mail.setHeader(
                    "References",
                    MimeUtility.fold(
                            12,
                            String.join(
                                    " ",
                                    references.stream()
                                            .map(EmailOutbound::bracketed)
                                            .toList())));
        }
        mail.setHeader(AutomaticMail.LOOP_HEADER, own.address());
        if (to.automatic()) {
            mail.setHeader("Auto-Submitted", references.isEmpty() ? "auto-generated" : "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
        }
    }

    private static String bracketed(String id) {
        return "<" + oneLine(id) + ">";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\x00]+", " ");
    }

    private static InternetAddress address(String given, String name) throws MessagingException, Impossible {
        var address = MailText.asciiAddress(given);
        if (!MailText.isAscii(address)) {
            throw new Impossible("the name in the mail address has letters that mail servers do not take");
        }
        try {
            var known = new InternetAddress(address, false);
            known.setPersonal(name == null ? null : oneLine(name), "UTF-8");
            return known;
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every JDK has UTF-8", impossible);
        }
    }

    private static MimeMultipart words(Outbound message) throws MessagingException {
        var runs = message.markup() ? Markup.parse(message.text()) : List.of(Markup.Run.plain(message.text()));
        var plain = new MimeBodyPart();
        plain.setText(Markup.plain(runs), "UTF-8");
        if (!message.markup()) {
            return new MimeMultipart(plain);
        }
        var html = new MimeBodyPart();
        html.setText("<div style=\"white-space: pre-wrap\">" + Markup.html(runs) + "</div>", "UTF-8", "html");
        return new MimeMultipart("alternative", plain, html);
    }

    private MimeMultipart withFiles(Connection connection, Outbound message)
            throws MessagingException, IOException, Impossible {
        var whole = new MimeMultipart("mixed");
        if (!message.text().isBlank()) {
            var words = new MimeBodyPart();
            words.setContent(words(message));
            whole.addBodyPart(words);
        }
        long size = 0;
        for (var attachment : message.media()) {
            var file = new StoredFile(connection.projectId(), attachment);
            size += file.size();
            whole.addBodyPart(file.part());
        }
        if (size > EmailLimits.FILES) {
            throw new Impossible("the files of one mail may have " + (EmailLimits.FILES >> 20) + " MB together");
        }
        return whole;
    }

    /** Streams a file while the mail is written. */
    private final class StoredFile implements DataSource {
        private final long project;
        private final Part.Attachment attachment;
        private final String name;
        private final String mime;
        private final long size;

        StoredFile(long project, Part.Attachment attachment) throws IOException, Impossible {
            this.project = project;
            this.attachment = attachment;
            try (var stored = files.open(project, attachment.fileId())) {
                name = stored.name();
                mime = stored.mime();
                size = stored.size();
            } catch (java.io.FileNotFoundException gone) {
                throw new Impossible("the file is no longer stored");
            }
        }

        MimeBodyPart part() throws MessagingException {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(this));
            part.setFileName(getName());
            part.setDisposition(jakarta.mail.Part.ATTACHMENT);
            // Said here, lest the file be read through once to find out.
            part.setHeader("Content-Transfer-Encoding", "base64");
            return part;
        }

        long size() {
            return size;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return files.open(project, attachment.fileId()).bytes();
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public String getContentType() {
            boolean known = mime != null
                    && mime.matches("[\\w.+-]{1,60}/[\\w.+-]{1,100}")
                    && !mime.startsWith("multipart/")
                    && !mime.startsWith("message/");
            return known ? mime : "application/octet-stream";
        }

        @Override
        public String getName() {
            var given = attachment.name() == null || attachment.name().isBlank() ? name : attachment.name();
            return given == null || given.isBlank() ? attachment.tag() : oneLine(given);
        }
    }

    /** Keeps its Message-ID: a repeated mail must be known for one. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(String id) {
            super(Session.getInstance(new Properties()));
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
