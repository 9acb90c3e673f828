package io.besedka.channel.email;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.email.Mailbox.Mail;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Input;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mails to acts. Whatever a mail is, the mailbox goes on: what cannot be read is kept as a file. */
final class EmailInbound {
    /** The whole mail as a file: its path among the parts. */
    static final String WHOLE = "eml";

    private static final Pattern PLUS = Pattern.compile("[^+@]+\\+([^@]{1,64})@.*");

    private final Clock clock;

    EmailInbound(Clock clock) {
        this.clock = clock;
    }

    /** @throws MessagingException only when the mailbox itself is lost */
    Intake.Taken read(Connection connection, EmailSettings own, Mail mail, long validity) throws MessagingException {
        var remote = validity + ":" + mail.uid() + ":";
        try {
            return understood(connection, own, mail.message(), remote);
        } catch (FolderClosedException | StoreClosedException lost) {
            throw lost;
        } catch (MessagingException | IOException | RuntimeException damaged) {
            return Mailbox.isGone(mail.message())
                    ? skipped("removed")
                    : copied(connection, own, mail.message(), remote);
        }
    }

    private Intake.Taken understood(Connection connection, EmailSettings own, MimeMessage mail, String remote)
            throws MessagingException, IOException {
        var report = DeliveryReport.of(connection, mail);
        if (report.isPresent()) {
            return reported(connection, report.get());
        }
        var sender = sender(mail, own);
        if (sender == null) {
            return skipped("no sender");
        }
        var automatic = AutomaticMail.kind(mail, sender, own);
        if (automatic.isPresent()) {
            return skipped(automatic.get());
        }
        var id = id(mail, remote);
        if (MessageIds.conversation(connection, id).isPresent()) {
            return skipped("mail loop");
        }
        var content = content(connection, mail, remote);
        var answered = answered(connection, mail);
        var act = new Act.Wrote(id, content, answered.isEmpty() ? null : answered, tag(mail, own), sentAt(mail));
        return wrote(connection, mail, sender, act);
    }

    private static Intake.Taken reported(Connection connection, DeliveryReport report) {
        var conversation =
                MessageIds.conversation(connection, report.messageId()).orElseThrow();
        var act = new Act.Reported(report.messageId(), report.status(), report.why());
        return taken(new Input(new Address.OfConversation(conversation), act));
    }

    /** A mail that defies reading, as an unsupported message with the whole of it beside. */
    private Intake.Taken copied(Connection connection, EmailSettings own, MimeMessage mail, String remote)
            throws MessagingException {
        try {
            var sender = sender(mail, own);
            if (sender == null || AutomaticMail.kind(mail, sender, own).isPresent()) {
                return skipped("unreadable");
            }
            var content = new Content("", false, List.of(new Part.Unsupported("mail"), whole(mail, remote)));
            return wrote(connection, mail, sender, new Act.Wrote(id(mail, remote), content, null, null, sentAt(mail)));
        } catch (FolderClosedException | StoreClosedException lost) {
            throw lost;
        } catch (MessagingException | RuntimeException worse) {
            return skipped("unreadable");
        }
    }

    private static Intake.Taken wrote(Connection connection, MimeMessage mail, InternetAddress sender, Act.Wrote act)
            throws MessagingException {
        var address = sender.getAddress().toLowerCase(Locale.ROOT);
        var name = MailText.header(sender.getPersonal());
        var thread = MailThread.of(
                subject(mail), header(mail, "References"), header(mail, "In-Reply-To"), header(mail, "Message-ID"));
        var profile =
                new Profile(name.isBlank() ? null : name, null, null, null, address).withReplyPath(thread.toPath());
        return taken(new Input(new Address.OfClient(connection.projectId(), connection.id(), address, profile), act));
    }

    private static Content content(Connection connection, MimeMessage mail, String remote)
            throws MessagingException, IOException {
        var body = MailBody.of(mail, remote);
        var tail = QuotedTail.of(body.text());
        var text = headed(mail, tail.own());
        boolean cut = !body.isWhole()
                || text.length() > Content.TEXT_LIMIT
                || body.files().size() > Content.PART_LIMIT - 1;
        // A marked quote of our own mail is in the conversation already; anything else is kept whole.
        boolean copied = tail.marked()
                && MessageIds.conversation(connection, answered(connection, mail))
                        .isPresent();
        var parts = new ArrayList<Part>(
                body.files().stream().limit(Content.PART_LIMIT - 1).toList());
        if (cut || !tail.quoted().isEmpty() && !copied) {
            parts.add(whole(mail, remote));
        }
        if (text.isBlank() && parts.isEmpty()) {
            parts.add(new Part.Unsupported("empty mail"));
        }
        return new Content(text.substring(0, whole(text, Math.min(text.length(), Content.TEXT_LIMIT))), false, parts);
    }

    private static int whole(String text, int end) {
        return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /** The subject stands above what begins a correspondence, unless the text begins with it. */
    private static String headed(MimeMessage mail, String text) throws MessagingException {
        var subject = subject(mail);
        boolean answers = mail.getHeader("In-Reply-To") != null || mail.getHeader("References") != null;
        if (subject.isBlank()
                || !text.isEmpty() && (answers || MailThread.isAnswer(subject) || text.startsWith(subject))) {
            return text;
        }
        return text.isEmpty() ? subject : subject + "\n\n" + text;
    }

    private static Attachment whole(MimeMessage mail, String remote) throws MessagingException {
        return Attachment.remote(Media.FILE, remote + WHOLE, "mail.eml", "message/rfc822", Math.max(0, mail.getSize()));
    }

    /** Who gets our answer is who wrote: where it is to go elsewhere (forms on sites), that one is the client. Null for nobody. */
    private static InternetAddress sender(MimeMessage mail, EmailSettings own) throws MessagingException {
        var reply = first(mail, "Reply-To");
        return reply != null && !reply.getAddress().equalsIgnoreCase(own.address()) ? reply : first(mail, "From");
    }

    private static InternetAddress first(MimeMessage mail, String name) throws MessagingException {
        var header = mail.getHeader(name, ",");
        if (header == null) {
            return null;
        }
        try {
            for (var address : InternetAddress.parseHeader(header, false)) {
                if (!address.isGroup() && address.getAddress().matches("[^@\\s<>]{1,64}@[^@\\s<>]{1,253}")) {
                    return address;
                }
            }
        } catch (AddressException | NullPointerException malformed) {
            // As good as none.
        }
        return null;
    }

    /** The Message-ID; one made of what does not change where there is none. */
    private static String id(MimeMessage mail, String remote) throws MessagingException {
        var id = MessageIds.plain(header(mail, "Message-ID"));
        if (!id.isEmpty()) {
            return id;
        }
        var date = header(mail, "Date");
        return "none."
                + MessageIds.hash(
                        date.isEmpty()
                                ? remote
                                : date + "\n" + header(mail, "From") + "\n" + header(mail, "Subject") + "\n"
                                        + mail.getSize());
    }

    /** The mail of ours that it answers, the newest named; else whatever mail it says it answers; an empty text for none. */
    private static String answered(Connection connection, MimeMessage mail) throws MessagingException {
        var named = new ArrayList<>(MailThread.ids(header(mail, "References")));
        named.addAll(MailThread.ids(header(mail, "In-Reply-To")));
        return named.reversed().stream()
                .filter(id -> MessageIds.conversation(connection, id).isPresent())
                .findFirst()
                .orElse(MessageIds.plain(header(mail, "In-Reply-To")));
    }

    /** {@code shop+site42@...} brings the tag {@code site42}. */
    private static String tag(MimeMessage mail, EmailSettings own) throws MessagingException {
        for (var name : List.of("Delivered-To", "X-Original-To", "To")) {
            var address = first(mail, name);
            var plus = address == null ? null : PLUS.matcher(address.getAddress());
            if (plus != null
                    && plus.matches()
                    && address.getAddress().replaceFirst("\\+[^@]*", "").equalsIgnoreCase(own.address())) {
                return plus.group(1);
            }
        }
        return null;
    }

    private Instant sentAt(MimeMessage mail) throws MessagingException {
        var now = clock.now();
        var received = Optional.ofNullable(mail.getReceivedDate())
                .or(() -> sent(mail))
                .map(java.util.Date::toInstant)
                .orElse(now);
        return received.isAfter(now) ? now : received;
    }

    private static Optional<java.util.Date> sent(MimeMessage mail) {
        try {
            return Optional.ofNullable(mail.getSentDate());
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }

    private static String subject(MimeMessage mail) throws MessagingException {
        return MailText.header(header(mail, "Subject"));
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        var values = mail.getHeader(name);
        return values == null ? "" : values[0];
    }

    private static Intake.Taken taken(Input input) {
        return new Intake.Taken(List.of(input), List.of(), Intake.Reply.OK);
    }

    private static Intake.Taken skipped(String kind) {
        return new Intake.Taken(List.of(), List.of(kind), Intake.Reply.OK);
    }
}
