package io.besedka.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells mails that programs send from those of people: RFC 3834's marks and those in use. What is found is not answered. */
final class AutomaticMail {
    /** Ours, with the mailbox's address: a mail that bears it came round. */
    static final String LOOP_HEADER = "X-Besedka-Loop";

    private static final Pattern MACHINES = Pattern.compile(
            "(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+.=_-].*)?@.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BULK = Pattern.compile("(?i)\\s*(bulk|junk|list|auto_reply)\\b.*");
    private static final Pattern SUPPRESSED = Pattern.compile("(?i).*\\b(all|oof|autoreply)\\b.*");

    private AutomaticMail() {}

    /** The kind of automatic mail this is, or empty for a person's. */
    static Optional<String> kind(MimeMessage mail, InternetAddress sender, EmailSettings own)
            throws MessagingException {
        if (own.address().equalsIgnoreCase(sender.getAddress()) || says(mail, LOOP_HEADER, own.address())) {
            return Optional.of("own mail");
        }
        var submitted = header(mail, "Auto-Submitted").toLowerCase(Locale.ROOT);
        if (!submitted.isEmpty() && !submitted.startsWith("no")) {
            return Optional.of("automatic answer");
        }
        if (header(mail, "Return-Path").equals("<>") || mail.isMimeType("multipart/report")) {
            return Optional.of("report");
        }
        if (has(mail, "X-Autoreply")
                || has(mail, "X-Autorespond")
                || SUPPRESSED.matcher(header(mail, "X-Auto-Response-Suppress")).matches()) {
            return Optional.of("automatic answer");
        }
        if (has(mail, "List-Id")
                || has(mail, "List-Unsubscribe")
                || has(mail, "List-Post")
                || BULK.matcher(header(mail, "Precedence")).matches()) {
            return Optional.of("mailing");
        }
        return MACHINES.matcher(sender.getAddress()).matches() ? Optional.of("mail of a machine") : Optional.empty();
    }

    private static boolean has(MimeMessage mail, String name) throws MessagingException {
        return mail.getHeader(name) != null;
    }

    private static boolean says(MimeMessage mail, String name, String value) throws MessagingException {
        return header(mail, name).equalsIgnoreCase(value);
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        var values = mail.getHeader(name);
        return values == null ? "" : values[0].strip();
    }
}
