package io.besedka.channel.email;

import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Media;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a mail says and carries: the words of its text parts, of alternatives the plain ones, and everything else as files. A file is named
 * by its path in the tree of parts, such as {@code 0.2}, so that it can be fetched later.
 */
final class MailBody {
    private static final int DEEPEST = 15;
    private static final int MOST_FILES = 100;
    /** Of one text part, bytes: several times what a message holds. */
    private static final int TEXT_BYTES = 1 << 20;

    private static final Set<String> SIGNATURES =
            Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");

    private final String remote;
    private final StringBuilder text = new StringBuilder();
    private final List<Attachment> files = new ArrayList<>();
    private boolean whole = true;

    /** @param remote what the files' names begin with */
    private MailBody(String remote) {
        this.remote = remote;
    }

    static MailBody of(Part mail, String remote) throws MessagingException, IOException {
        var body = new MailBody(remote);
        body.walk(mail, "", 0, false);
        return body;
    }

    String text() {
        return text.toString()
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\0", "")
                .strip();
    }

    List<Attachment> files() {
        return files;
    }

    /** Whether everything was read: false where there is too much of it. */
    boolean isWhole() {
        return whole;
    }

    /** The part of this path, or null. */
    static Part at(Part mail, String path) throws MessagingException, IOException {
        var part = mail;
        for (var step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            int index = Integer.parseInt(step);
            if (!(part.getContent() instanceof Multipart parts) || index >= parts.getCount()) {
                return null;
            }
            part = parts.getBodyPart(index);
        }
        return part;
    }

    private void walk(Part part, String path, int depth, boolean worded) throws MessagingException, IOException {
        if (depth > DEEPEST || files.size() >= MOST_FILES) {
            whole = false;
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            if (part.isMimeType("multipart/alternative")) {
                alternatives(parts, path, depth, worded);
            } else {
                for (int i = 0; i < parts.getCount(); i++) {
                    walk(parts.getBodyPart(i), step(path, i), depth + 1, worded);
                }
            }
        } else if (isWords(part)) {
            if (!worded) {
                add(part);
            }
        } else if (SIGNATURES.stream().noneMatch(type -> is(part, type))) {
            files.add(file(part, path));
        }
    }

    private void alternatives(Multipart parts, String path, int depth, boolean worded)
            throws MessagingException, IOException {
        boolean found = worded;
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (!found && part.isMimeType("text/plain") && isWords(part)) {
                int before = text.length();
                add(part);
                found = !text.substring(before).isBlank();
            }
        }
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (!part.isMimeType("text/plain") || !isWords(part)) {
                walk(part, step(path, i), depth + 1, found);
            }
        }
    }

    private static String step(String path, int index) {
        return path.isEmpty() ? "" + index : path + "." + index;
    }

    private static boolean isWords(Part part) throws MessagingException {
        return (is(part, "text/plain") || is(part, "text/html"))
                && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part))
                && (name(part) == null || part instanceof BodyPart body && body.getParent() == null);
    }

    private void add(Part part) throws MessagingException, IOException {
        var bytes = bytes(part);
        var words = MailText.decode(bytes, part.getContentType());
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        text.append(is(part, "text/html") ? HtmlText.of(words) : words.strip());
    }

    private byte[] bytes(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            var bytes = in.readNBytes(TEXT_BYTES + 1);
            whole &= bytes.length <= TEXT_BYTES;
            return bytes;
        }
    }

    private Attachment file(Part part, String path) throws MessagingException {
        var type = type(part);
        var name = name(part);
        if (name == null) {
            name = type.equals("message/rfc822") ? "mail.eml" : type.equals("text/calendar") ? "invite.ics" : null;
        }
        return Attachment.remote(media(type), remote + path, name, type, size(part));
    }

    private static Media media(String type) {
        if (type.equals("image/jpeg")
                || type.equals("image/png")
                || type.equals("image/webp")
                || type.equals("image/gif")) {
            return Media.PHOTO;
        }
        return type.startsWith("video/") ? Media.VIDEO : type.startsWith("audio/") ? Media.AUDIO : Media.FILE;
    }

    /** As announced; base64 is a third longer than what it carries. */
    private static long size(Part part) throws MessagingException {
        int size = Math.max(0, part.getSize());
        boolean base64 = part instanceof MimePart mime && "base64".equalsIgnoreCase(mime.getEncoding());
        return base64 ? size * 73L / 100 : size;
    }

    private static String type(Part part) throws MessagingException {
        var type = part.getContentType();
        var plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.matches("[\\w.+-]{1,60}/[\\w.+-]{1,100}") ? plain : "application/octet-stream";
    }

    private static boolean is(Part part, String type) {
        try {
            return part.isMimeType(type);
        } catch (MessagingException unreadable) {
            return false;
        }
    }

    private static String disposition(Part part) {
        try {
            return part.getDisposition();
        } catch (MessagingException unreadable) {
            return null;
        }
    }

    /** The file's name without any folder, or null. */
    private static String name(Part part) {
        try {
            var name = MailText.header(part.getFileName());
            var bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                    .strip();
            return bare.isEmpty() ? null : bare.substring(0, Math.min(200, bare.length()));
        } catch (MessagingException unreadable) {
            return null;
        }
    }
}
