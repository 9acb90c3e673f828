package io.besedka.simulator.email;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.Upload;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Messenger;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What becomes of mails that the SMTP server takes: those of our mailboxes are shown to people, those of strangers lie in our mailbox. */
final class Submission {
    private final Messenger messenger;

    Submission(Messenger messenger) {
        this.messenger = messenger;
    }

    /** Null when user and password are of no mailbox. */
    Account signIn(String user, String password) {
        return messenger
                .account(user)
                .filter(account ->
                        !password.isEmpty() && account.extra("password").equals(password))
                .orElse(null);
    }

    /** Sign-ins are struck only by what strikes everything. */
    Misfortune.OfCall strikeSignIn() {
        return messenger.switchboard().strikeCall("sign_in", false);
    }

    Misfortune.OfCall strike() {
        messenger.switchboard().count("calls");
        return messenger.switchboard().strikeCall("send", true);
    }

    /** The answer that refuses this recipient, or an empty text. */
    String refuses(Account account, String to) {
        if (account == null)
            return messenger.account(to).isPresent() ? "" : "554 5.7.1 <" + to + ">: Relay access denied";
        var chat = chat(account, to);
        return chat == null || chat.blocked() ? "550 5.1.1 <" + to + ">: Recipient address rejected: User unknown" : "";
    }

    /** Anybody at the people's domain has a mailbox, but for nobody. */
    private static Chat chat(Account account, String to) {
        var known = account.chatOf(to);
        if (known.isPresent()) return known.get();
        var local = to.substring(0, Math.max(0, to.indexOf('@')));
        if (!to.endsWith("@" + EmailDeeds.DOMAIN) || local.isEmpty() || local.equals("nobody")) return null;
        var name = local.substring(0, 1).toUpperCase(Locale.ROOT) + local.substring(1);
        return account.person(name).id().equals(to)
                ? account.person(name).chat()
                : account.person(to).chat();
    }

    /** Takes a mail; what is returned is done after the answer. */
    Runnable take(Account account, List<String> recipients, byte[] mail) {
        if (account == null) {
            recipients.forEach(to -> messenger
                    .account(to)
                    .ifPresent(ours -> ours.updates().post("stranger", "mail", EmailSimulator.mail(mail))));
            return () -> {};
        }
        var afterwards = new ArrayList<Runnable>();
        for (var to : recipients) {
            var chat = chat(account, to);
            afterwards.add(shown(chat, mail));
        }
        return () -> afterwards.forEach(Runnable::run);
    }

    private Runnable shown(Chat chat, byte[] bytes) {
        try {
            var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            var id = plain(mail.getMessageID());
            if (chat.extra().path("returns").asBoolean(false)) {
                return () ->
                        chat.account().updates().post(chat, "report", EmailSimulator.mail(Returned.report(chat, id)));
            }
            // Whoever waits for the mail must find all of it.
            synchronized (chat) {
                var bubble = says(chat, mail);
                bubble.extra()
                        .put("messageId", id)
                        .put("references", header(mail, "References"))
                        .put("automatic", header(mail, "Auto-Submitted"));
            }
            return () -> messenger.delivers(chat);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail that cannot be read", e);
        }
    }

    private Bubble says(Chat chat, MimeMessage mail) throws MessagingException, IOException {
        var text = new StringBuilder();
        var files = new ArrayList<Attachment>();
        read(mail, text, files);
        var subject = mail.getSubject() == null ? "" : mail.getSubject();
        if (!subject.isEmpty()) chat.extra().put("subject", subject);
        var answered = plain(header(mail, "In-Reply-To"));
        var content = Content.text(text.toString().replace("\r\n", "\n").strip())
                .with(files)
                .withSubject(subject);
        return messenger.says("send", chat, content, chat.find(answered).isPresent() ? answered : "");
    }

    private void read(Part part, StringBuilder text, List<Attachment> files) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) read(parts.getBodyPart(i), text, files);
        } else if (part.isMimeType("text/plain") && part.getFileName() == null) {
            text.append(part.getContent());
        } else if (!part.isMimeType("text/html") || part.getFileName() != null) {
            var type = part.getContentType().split(";")[0].strip().toLowerCase(Locale.ROOT);
            files.add(messenger
                    .files()
                    .keep(
                            Kind.ofMime(type),
                            new Upload(name(part), type, part.getInputStream().readAllBytes())));
        }
    }

    private static String name(Part part) throws MessagingException, IOException {
        return part.getFileName() == null ? "" : jakarta.mail.internet.MimeUtility.decodeText(part.getFileName());
    }

    static String header(MimeMessage mail, String name) throws MessagingException {
        var values = mail.getHeader(name);
        return values == null ? "" : values[0].replaceAll("\\s+", " ").strip();
    }

    private static String plain(String id) {
        return id == null ? "" : id.replaceAll("[<>\\s]", "");
    }
}
