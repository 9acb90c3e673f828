package io.besedka.simulator.email;

import io.besedka.simulator.messenger.Chat;
import java.nio.charset.StandardCharsets;

/** The report by which a mail comes back, as RFC 3464 has it. */
final class Returned {
    private Returned() {}

    static byte[] report(Chat chat, String messageId) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@%1$s>
                To: %2$s
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <report%5$d@%1$s>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain; charset=us-ascii

                Your message could not be delivered to %3$s.

                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; %1$s

                Final-Recipient: rfc822; %3$s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 The mailbox does not exist

                --b1
                Content-Type: text/rfc822-headers

                From: %2$s
                To: %3$s
                Message-ID: <%4$s>

                --b1--
                """.formatted(
                        EmailDeeds.DOMAIN,
                        chat.account().id(),
                        chat.person().id(),
                        messageId,
                        chat.account().nextNumber())
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
