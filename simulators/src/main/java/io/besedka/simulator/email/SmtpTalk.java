package io.besedka.simulator.email;

import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** One connection to the SMTP server: commands and answers of RFC 5321, sign-in by PLAIN and LOGIN, misfortune once for each mail. */
final class SmtpTalk {
    static final int LIMIT = 25 << 20;
    private static final int LINE = 4_096;

    private final Submission submission;
    private final InputStream in;
    private final OutputStream out;
    private final List<String> recipients = new ArrayList<>();
    private Account account;
    private Misfortune.OfCall misfortune;
    private boolean begun;
    private boolean over;

    SmtpTalk(Socket socket, Submission submission) throws IOException {
        this.submission = submission;
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void run() throws IOException {
        say("220 mail.example ESMTP");
        for (var line = line(); line != null && !over; line = over ? null : line()) {
            int blank = line.indexOf(' ');
            var verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
            command(verb, blank < 0 ? "" : line.substring(blank + 1).strip());
        }
    }

    private void command(String verb, String rest) throws IOException {
        switch (verb) {
            case "EHLO" ->
                say(
                        "250-mail.example",
                        "250-SIZE " + LIMIT,
                        "250-8BITMIME",
                        "250-ENHANCEDSTATUSCODES",
                        "250 AUTH PLAIN LOGIN");
            case "HELO", "NOOP" -> say("250 mail.example");
            case "AUTH" -> authenticate(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                say("250 2.0.0 Ok");
            }
            case "QUIT" -> {
                over = true;
                say("221 2.0.0 Bye");
            }
            default -> say("500 5.5.2 Error: command not recognized");
        }
    }

    private void authenticate(String rest) throws IOException {
        var words = rest.split(" ");
        var user = "";
        var password = "";
        if (words[0].equalsIgnoreCase("PLAIN")) {
            var parts = decoded(words.length > 1 ? words[1] : asked("")).split("\0", -1);
            user = parts.length == 3 ? parts[1] : "";
            password = parts.length == 3 ? parts[2] : "";
        } else if (words[0].equalsIgnoreCase("LOGIN")) {
            user = decoded(words.length > 1 ? words[1] : asked("VXNlcm5hbWU6"));
            password = decoded(asked("UGFzc3dvcmQ6"));
        }
        switch (submission.strikeSignIn()) {
            case Misfortune.Refused(int status, var text, var wait) when status >= 500 -> leave();
            case Misfortune.Refused(int status, var text, var wait)
            when status == 429 -> say("454 4.7.0 Temporary authentication failure");
            case Misfortune.Refused refused -> say("535 5.7.8 Error: authentication failed");
            case Misfortune.CallDropped dropped -> over = true;
            case null, default -> {
                account = submission.signIn(user, password);
                say(account == null ? "535 5.7.8 Error: authentication failed" : "235 2.7.0 Authentication successful");
            }
        }
    }

    private String asked(String question) throws IOException {
        say("334 " + question);
        var answer = line();
        return answer == null ? "" : answer;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void mail(String rest) throws IOException {
        reset();
        var from = path(rest, "FROM:");
        var size = rest.toUpperCase(Locale.ROOT).replaceAll(".*\\bSIZE=(\\d{1,12}).*", "$1");
        misfortune = account == null ? null : submission.strike();
        if (misfortune instanceof Misfortune.CallDropped) {
            over = true;
        } else if (misfortune instanceof Misfortune.Refused refused && refused.status() != 403) {
            refuse(refused);
        } else if (account != null && !from.equalsIgnoreCase(account.id())) {
            say("553 5.7.1 <" + from + ">: Sender address rejected: not owned by user " + account.id());
        } else if (size.matches("\\d+") && Long.parseLong(size) > LIMIT) {
            say("552 5.3.4 Message size exceeds fixed limit");
        } else {
            begun = true;
            say("250 2.1.0 Ok");
        }
    }

    private void refuse(Misfortune.Refused refused) throws IOException {
        long seconds = refused.retryAfter().toSeconds();
        switch (refused.status()) {
            case 429 ->
                say("451 4.7.1 Too many messages" + (seconds > 0 ? ", try again in " + seconds + " seconds" : ""));
            case 401 -> say("530 5.7.0 Authentication required");
            default -> leave();
        }
    }

    private void leave() throws IOException {
        over = true;
        say("421 4.3.0 Service not available, closing transmission channel");
    }

    private void recipient(String rest) throws IOException {
        var to = path(rest, "TO:").toLowerCase(Locale.ROOT);
        if (!begun) {
            say("503 5.5.1 Error: need MAIL command");
            return;
        }
        boolean struck = misfortune instanceof Misfortune.Refused;
        var refusal = struck
                ? "550 5.1.1 <" + to + ">: Recipient address rejected: User unknown"
                : submission.refuses(account, to);
        if (refusal.isEmpty()) recipients.add(to);
        say(refusal.isEmpty() ? "250 2.1.5 Ok" : refusal);
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            say("503 5.5.1 Error: need RCPT command");
            return;
        }
        say("354 End data with <CR><LF>.<CR><LF>");
        var mail = body();
        if (mail == null) {
            say("552 5.3.4 Message size exceeds fixed limit");
            return;
        }
        var afterwards = submission.take(account, List.copyOf(recipients), mail);
        if (misfortune instanceof Misfortune.Slow(var by)) pause(by.toMillis());
        if (misfortune instanceof Misfortune.AnswerDropped) over = true;
        else say("250 2.0.0 Ok: queued");
        reset();
        afterwards.run();
    }

    /** The mail without its dots; null when it is too long (but read to its end). */
    private byte[] body() throws IOException {
        var mail = new ByteArrayOutputStream();
        long size = 0;
        while (true) {
            var line = bytes();
            if (line == null) throw new IOException("broken off within a mail");
            if (line.length == 1 && line[0] == '.') return size > LIMIT ? null : mail.toByteArray();
            int from = line.length > 0 && line[0] == '.' ? 1 : 0;
            size += line.length + 2 - from;
            if (size > LIMIT) continue;
            mail.write(line, from, line.length - from);
            mail.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    private void reset() {
        recipients.clear();
        begun = false;
        misfortune = null;
    }

    private static String path(String rest, String word) {
        if (!rest.regionMatches(true, 0, word, 0, word.length())) return "";
        int from = rest.indexOf('<');
        int to = rest.indexOf('>', from + 1);
        return from < 0 || to < 0 ? "" : rest.substring(from + 1, to);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String line() throws IOException {
        var bytes = bytes();
        if (bytes != null && bytes.length > LINE) throw new IOException("a command is too long");
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line without its end, or null at the end of all. */
    private byte[] bytes() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') return line.toByteArray();
            if (c != '\r') line.write(c);
            if (line.size() > LIMIT) throw new IOException("a line is too long");
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
