package io.besedka.channel.email;

import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Broken;
import io.besedka.channel.SendResult.Refused;
import io.besedka.channel.SendResult.Scope;
import io.besedka.channel.SendResult.TryLater;
import io.besedka.channel.SendResult.Unknown;
import io.besedka.channel.SendResult.Unreachable;
import io.besedka.platform.outbound.GuardedSockets;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a mail server's answers mean for a message; docs/channels/email.md has the table. */
final class EmailOutcome {
    private static final Pattern CODE = Pattern.compile("^\\s*(\\d{3})(?:[ -](\\d\\.\\d{1,3}\\.\\d{1,3}))?");
    private static final Pattern WAIT =
            Pattern.compile("(?i)\\b(?:in|after|for)\\s+(\\d{1,6})\\s*(s|sec|seconds?|m|min|minutes?)\\b");
    /** A day's mails are spent, as Gmail says it; it counts by rolling hours. */
    private static final Duration QUOTA = Duration.ofHours(1);

    private static final int LONGEST_TEXT = 300;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Where in the talk the answer was given. */
    private enum Stage {
        SENDER,
        RECIPIENT,
        MAIL
    }

    /** @param enhanced such as 5.1.1, or empty */
    private record Answer(Stage stage, int code, String enhanced, String text) {
        static Answer of(Stage stage, int code, String text) {
            var found = CODE.matcher(text == null ? "" : text);
            var enhanced = found.find() && found.group(2) != null ? found.group(2) : "";
            return new Answer(stage, code, enhanced, shown(text == null ? "" : text));
        }
    }

    private EmailOutcome() {}

    /** A server's words without the addresses that most of them repeat, and of a length to show. */
    static String shown(String text) {
        var plain = text.replaceAll("<?[^\\s<>@]{1,100}@[^\\s<>@]{1,255}>?", "<address>")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.substring(0, Math.min(LONGEST_TEXT, plain.length()));
    }

    /** @param ended whether the mail's end was written, so that it may have been taken */
    static SendResult of(MessagingException failure, boolean ended) {
        if (failure instanceof AuthenticationFailedException refused) {
            return signIn(refused);
        }
        var answer = answer(failure);
        if (answer != null) {
            return answered(answer);
        }
        if (ended) {
            return new Unknown("the mail was sent, but the server's answer was lost");
        }
        var why = inWords(failure);
        return isLasting(failure) ? new Broken(why) : new TryLater(null, Scope.CONNECTION, why);
    }

    private static SendResult signIn(AuthenticationFailedException refused) {
        var code = CODE.matcher(refused.getMessage() == null ? "" : refused.getMessage());
        boolean passing = code.find() && code.group(1).startsWith("4");
        return passing ? new TryLater(null, Scope.CONNECTION, inWords(refused)) : new Broken(inWords(refused));
    }

    /** The first word of the server along the chain of what went wrong. */
    private static Answer answer(MessagingException failure) {
        Answer found = null;
        for (Exception next = failure;
                next != null;
                next = next instanceof MessagingException more ? more.getNextException() : null) {
            switch (next) {
                // The recipient's own refusal says more than that of the whole.
                case SMTPAddressFailedException recipient -> {
                    return Answer.of(Stage.RECIPIENT, recipient.getReturnCode(), recipient.getMessage());
                }
                case SMTPSenderFailedException sender -> {
                    return Answer.of(Stage.SENDER, sender.getReturnCode(), sender.getMessage());
                }
                case SMTPSendFailedException mail
                when mail.getReturnCode() >= 400 -> found = found == null ? ofMail(mail) : found;
                default -> {}
            }
        }
        return found;
    }

    private static Answer ofMail(SMTPSendFailedException mail) {
        boolean early = mail.getCommand() != null && mail.getCommand().startsWith("MAIL");
        return Answer.of(early ? Stage.SENDER : Stage.MAIL, mail.getReturnCode(), mail.getMessage());
    }

    private static SendResult answered(Answer answer) {
        if (answer.enhanced().equals("5.4.5")) {
            return new TryLater(QUOTA, Scope.CONNECTION, answer.text());
        }
        if (answer.code() < 500) {
            // What is said after the mail was read may be of this mail alone: greylisting by content, for one.
            boolean everyone = answer.code() == 421
                    || answer.stage() == Stage.SENDER
                    || answer.enhanced().startsWith("4.3.");
            return new TryLater(pause(answer.text()), everyone ? Scope.CONNECTION : Scope.CHAT, answer.text());
        }
        return switch (answer.stage()) {
            case RECIPIENT -> isNobody(answer) ? new Unreachable(answer.text()) : new Refused(answer.text());
            case SENDER -> isTooLarge(answer) ? new Refused(answer.text()) : new Broken(answer.text());
            case MAIL -> answer.code() == 530 ? new Broken(answer.text()) : new Refused(answer.text());
        };
    }

    /** No such mailbox, or one that is closed; not a full one, and not our bad name. */
    private static boolean isNobody(Answer answer) {
        return answer.enhanced().isEmpty()
                ? answer.code() == 550 || answer.code() == 551 || answer.code() == 553
                : answer.enhanced().matches("5\\.1\\.[0-6]")
                        || answer.enhanced().equals("5.2.1");
    }

    private static boolean isTooLarge(Answer answer) {
        return answer.code() == 552
                || answer.enhanced().equals("5.3.4")
                || answer.enhanced().equals("5.2.3");
    }

    private static Duration pause(String text) {
        var wait = WAIT.matcher(text);
        if (!wait.find()) {
            return null;
        }
        long number = Long.parseLong(wait.group(1));
        var pause =
                wait.group(2).toLowerCase().startsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause.isZero() ? null : pause;
    }

    /** What only a person can mend: an address that is forbidden, a certificate, a server without TLS. */
    static boolean isLasting(MessagingException failure) {
        return cause(failure, GuardedSockets.Forbidden.class) != null
                || cause(failure, CertificateException.class) != null
                || cause(failure, SSLPeerUnverifiedException.class) != null
                || speaksPlainly(failure)
                || String.valueOf(failure.getMessage()).contains("STARTTLS is required");
    }

    /** A broken connection within TLS is no misfortune that lasts, but a server that answers without TLS is. */
    private static boolean speaksPlainly(MessagingException failure) {
        var tls = cause(failure, SSLException.class);
        return tls != null && String.valueOf(tls.getMessage()).contains("Unsupported or unrecognized SSL message");
    }

    /** Never a password or a text: what a server says, or what kind of trouble it is. */
    static String inWords(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            return "the mail server refused the user name or the password";
        }
        if (cause(failure, GuardedSockets.Forbidden.class) != null) {
            return "the mail server's address is not on the public internet";
        }
        if (cause(failure, SSLException.class) != null) {
            return "the mail server's certificate or encryption was not accepted";
        }
        if (String.valueOf(failure.getMessage()).contains("STARTTLS is required")) {
            return "the mail server offers no STARTTLS";
        }
        if (cause(failure, java.net.UnknownHostException.class) != null) {
            return "there is no mail server of this name";
        }
        return "the mail server could not be reached, or broke off";
    }

    private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
        int depth = 0;
        for (var next = failure; next != null && depth++ < 10; next = next.getCause()) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
        return null;
    }
}
