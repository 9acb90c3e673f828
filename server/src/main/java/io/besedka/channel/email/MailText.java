package io.besedka.channel.email;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** Bytes of a mail as text: what the label says, where it is true; else what they look like. */
final class MailText {
    private static final Charset WINDOWS = Charset.forName("windows-1251");
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset KOI8 = Charset.forName("KOI8-R");

    private MailText() {}

    static String decode(byte[] bytes, String contentType) {
        var label = label(contentType);
        var labelled = label.flatMap(charset -> strictly(bytes, charset));
        if (labelled.isPresent() && !isVague(label.get())) {
            return labelled.get();
        }
        boolean doubtful = labelled.isPresent() && isWestern(label.get()) && looksCyrillic(bytes);
        return strictly(bytes, StandardCharsets.UTF_8)
                .or(() -> doubtful ? Optional.empty() : labelled)
                .orElseGet(() -> cyrillic(bytes));
    }

    /** Labels that programs give without looking. */
    private static boolean isVague(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII)
                || charset.equals(StandardCharsets.UTF_8)
                || isWestern(charset);
    }

    private static boolean isWestern(Charset charset) {
        return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(WESTERN);
    }

    /** Accented letters are few among the others; Cyrillic ones are most. */
    private static boolean looksCyrillic(byte[] bytes) {
        int high = 0;
        int low = 0;
        for (byte one : bytes) {
            high += (one & 0xff) >= 0xc0 ? 1 : 0;
            low += Character.isLetter((char) one) && one > 0 ? 1 : 0;
        }
        return high > low;
    }

    /** An address whose domain is in the letters that every server knows; its name is left as it is. */
    static String asciiAddress(String address) {
        int at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException noDomain) {
            return address;
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static Optional<Charset> label(String contentType) {
        try {
            var name = contentType == null ? null : new ContentType(contentType).getParameter("charset");
            return name == null ? Optional.empty() : Optional.of(Charset.forName(MimeUtility.javaCharset(name)));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            var decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    /** In a text of words small letters are many; the two charsets have them where the other has the capitals. */
    private static String cyrillic(byte[] bytes) {
        var windows = new String(bytes, WINDOWS);
        var koi8 = new String(bytes, KOI8);
        return smallLetters(koi8) > smallLetters(windows) ? koi8 : windows;
    }

    private static long smallLetters(String text) {
        return text.chars().filter(c -> c >= 'а' && c <= 'я').count();
    }

    /** A header's value with its encoded words read; unreadable ones stay as they are. */
    static String header(String raw) {
        if (raw == null) {
            return "";
        }
        try {
            return MimeUtility.decodeText(bare(MimeUtility.unfold(raw)))
                    .replaceAll("[\\r\\n\\x00]+", " ")
                    .strip();
        } catch (UnsupportedEncodingException unknown) {
            return MimeUtility.unfold(raw).strip();
        }
    }

    /** Bytes that stand in a header without any encoding are handed over one by one: they are read like an unlabelled text. */
    private static String bare(String value) {
        boolean bytes = !isAscii(value) && value.chars().allMatch(c -> c < 256);
        return bytes ? decode(value.getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=iso-8859-1") : value;
    }
}
