package io.besedka.simulator.email;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Properties;

/** What a person's mail program makes of a message: the subject, the thread, the words as text and HTML, the quote below, the files. */
final class PersonMail {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy 'at' HH:mm", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Chat chat;
    private final Bubble bubble;

    PersonMail(Chat chat, Bubble bubble) {
        this.chat = chat;
        this.bubble = bubble;
    }

    byte[] write() {
        try {
            var mail = new Named(bubble.id());
            mail.setSentDate(Date.from(bubble.at()));
            mail.setFrom(new InternetAddress(chat.person().id(), chat.person().name(), "UTF-8"));
            mail.setRecipients(Message.RecipientType.TO, chat.account().id());
            var answered = answered();
            mail.setSubject(subject(), "UTF-8");
            if (answered != null) thread(mail, answered);
            fill(mail, answered);
            mail.saveChanges();
            var bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail could not be written", e);
        }
    }

    /** What is replied to; without a subject of its own a mail goes on where the account wrote last. */
    private Bubble answered() {
        if (!bubble.replyTo().isEmpty()) return chat.find(bubble.replyTo()).orElse(null);
        return bubble.content().subject().isEmpty() ? chat.find(Bubble::ours).orElse(null) : null;
    }

    private String subject() {
        var own = bubble.content().subject();
        if (!own.isEmpty()) chat.extra().put("subject", own);
        var known = chat.extra().path("subject").asString("");
        return !own.isEmpty() || known.isEmpty() ? own : known.startsWith("Re:") ? known : "Re: " + known;
    }

    private void thread(MimeMessage mail, Bubble answered) throws MessagingException {
        var id = "<" + messageId(answered) + ">";
        var before = answered.extra().path("references").asString("");
        mail.setHeader("In-Reply-To", id);
        mail.setHeader("References", (before + " " + id).strip());
    }

    static String messageId(Bubble bubble) {
        return bubble.extra().path("messageId").asString(bubble.id());
    }

    private void fill(MimeMessage mail, Bubble answered) throws MessagingException, IOException {
        var words = words(answered);
        if (bubble.content().attachments().isEmpty()) {
            mail.setContent(words);
            return;
        }
        var whole = new MimeMultipart("mixed");
        var first = new MimeBodyPart();
        first.setContent(words);
        whole.addBodyPart(first);
        for (var attachment : bubble.content().attachments()) whole.addBodyPart(file(attachment));
        mail.setContent(whole);
    }

    private MimeMultipart words(Bubble answered) throws MessagingException {
        var text = bubble.text();
        var plain = new StringBuilder(text);
        var html = new StringBuilder("<div dir=\"ltr\">").append(escaped(text)).append("</div>");
        if (answered != null && !answered.text().isEmpty()) {
            var by = "On " + AT.format(answered.at()) + " " + chat.account().name() + " <"
                    + chat.account().id() + "> wrote:";
            plain.append("\n\n").append(by).append('\n');
            answered.text()
                    .lines()
                    .forEach(line -> plain.append("> ").append(line).append('\n'));
            html.append("<br><div class=\"gmail_quote\">")
                    .append(escaped(by))
                    .append("<blockquote>")
                    .append(escaped(answered.text()))
                    .append("</blockquote></div>");
        }
        var first = new MimeBodyPart();
        first.setText(plain.toString(), "UTF-8");
        var second = new MimeBodyPart();
        second.setText(html.toString(), "UTF-8", "html");
        return new MimeMultipart("alternative", first, second);
    }

    private MimeBodyPart file(Attachment attachment) throws MessagingException, IOException {
        var stored = chat.account().messenger().files().find(attachment.fileId());
        var content = stored.map(one -> one.content()).orElse(null);
        var part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(content == null ? new byte[0] : content, attachment.mime())));
        part.setFileName(attachment.name().isEmpty() ? attachment.kind().word() : attachment.name());
        part.setDisposition(jakarta.mail.Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }

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
