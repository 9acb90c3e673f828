package io.besedka.channel.email;

import io.besedka.channel.Connection;
import io.besedka.conversation.DeliveryStatus;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What another server reports of a mail of ours: RFC 3464's reports, and the free texts of older servers where they name who failed. Only
 * with our own sealed Message-ID inside is one believed.
 *
 * @param why in the server's words, or null
 */
record DeliveryReport(String messageId, DeliveryStatus status, String why) {
    private static final int READ = 200_000;
    private static final Pattern ACTION = Pattern.compile("(?im)^Action:\\s*(\\w+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^Status:\\s*(\\d\\.\\d{1,3}\\.\\d{1,3})");
    private static final Pattern DIAGNOSTIC =
            Pattern.compile("(?im)^Diagnostic-Code:\\s*(?:[\\w-]+;)?\\s*(.+(?:\\R[ \\t].+){0,5})");

    static Optional<DeliveryReport> of(Connection connection, MimeMessage mail) throws MessagingException, IOException {
        boolean reports = mail.isMimeType("multipart/report");
        var failed = mail.getHeader("X-Failed-Recipients");
        if (!reports && failed == null) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        gather(mail, text, 0);
        var id = MessageIds.within(connection, text.toString());
        return id.flatMap(
                ours -> status(text, failed != null).map(status -> new DeliveryReport(ours, status, why(text))));
    }

    private static Optional<DeliveryStatus> status(CharSequence text, boolean failed) {
        var action = ACTION.matcher(text);
        return switch (action.find() ? action.group(1).toLowerCase(Locale.ROOT) : failed ? "failed" : "") {
            case "failed" -> Optional.of(DeliveryStatus.FAILED);
            case "delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            default -> Optional.empty();
        };
    }

    private static String why(CharSequence text) {
        var diagnostic = DIAGNOSTIC.matcher(text);
        var status = STATUS.matcher(text);
        var why = diagnostic.find()
                ? diagnostic.group(1)
                : status.find() ? "status " + status.group(1) : "returned by the recipient's server";
        return EmailOutcome.shown(why);
    }

    /** Everything readable: the report, and the headers of what it is about. */
    private static void gather(Part part, StringBuilder text, int depth) throws MessagingException, IOException {
        if (depth > 5 || text.length() > READ) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                gather(parts.getBodyPart(i), text, depth + 1);
            }
        } else if (part.isMimeType("text/*") || part.isMimeType("message/*")) {
            try (var in = part.getInputStream()) {
                text.append('\n')
                        .append(new String(in.readNBytes(READ), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
    }
}
