package io.besedka.channel.email;

import io.besedka.channel.Connection;
import io.besedka.conversation.ConversationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Our Message-IDs, {@code c<conversation>.s<seq>.p<piece>.<seal>@<domain>}: the same for the same piece however often it is sent, and
 * sealed, so that nobody can report a message that he never got.
 */
final class MessageIds {
    private static final Pattern OURS =
            Pattern.compile("c(\\d{1,18})\\.s(\\d{1,18})\\.p(\\d{1,6})\\.([0-9a-f]{20})@[A-Za-z0-9._:\\[\\]-]{1,250}");
    /** Longer ones are shortened to a hash: they are keys of a table. */
    private static final int LONGEST = 250;

    private MessageIds() {}

    static String of(Connection connection, EmailSettings settings, ConversationKey conversation, long seq, int piece) {
        var name = "c" + conversation.id() + ".s" + seq + ".p" + piece;
        return name + "." + seal(connection, name) + "@" + settings.domain();
    }

    /** The conversation of an id that we made for this connection. */
    static Optional<ConversationKey> conversation(Connection connection, String id) {
        return sealed(connection, OURS.matcher(id));
    }

    /** The first of our ids within a text. */
    static Optional<String> within(Connection connection, String text) {
        var found = OURS.matcher(text);
        while (found.find()) {
            if (isSealed(connection, found)) {
                return Optional.of(found.group());
            }
        }
        return Optional.empty();
    }

    private static Optional<ConversationKey> sealed(Connection connection, Matcher ours) {
        return ours.matches() && isSealed(connection, ours)
                ? Optional.of(new ConversationKey(connection.projectId(), Long.parseLong(ours.group(1))))
                : Optional.empty();
    }

    private static boolean isSealed(Connection connection, Matcher ours) {
        var name = "c" + ours.group(1) + ".s" + ours.group(2) + ".p" + ours.group(3);
        return MessageDigest.isEqual(bytes(seal(connection, name)), bytes(ours.group(4)));
    }

    private static String seal(Connection connection, String name) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    bytes("mail " + connection.id() + EmailSettings.secret(connection, "webhook_secret")),
                    "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(name)), 0, 10);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    /** An id without its brackets, as a key: empty for none. */
    static String plain(String header) {
        if (header == null) {
            return "";
        }
        var id = header.strip();
        int from = id.indexOf('<');
        int to = id.indexOf('>', from + 1);
        id = from >= 0 && to > from ? id.substring(from + 1, to).strip() : id;
        return id.length() <= LONGEST ? id : hash(id);
    }

    static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
