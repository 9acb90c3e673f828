package io.besedka.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tells what a file is by its first bytes, never by what somebody says it is. */
final class FileKind {
    static final String UNKNOWN = "application/octet-stream";
    /** So many first bytes are enough. */
    static final int HEAD = 4096;

    private record Mark(int offset, byte[] bytes, String mime) {
        boolean in(byte[] head) {
            int end = offset + bytes.length;
            return head.length >= end && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
        }
    }

    private static final List<Mark> MARKS = List.of(
            mark(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            mark(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            mark(0, "GIF87a", "image/gif"),
            mark(0, "GIF89a", "image/gif"),
            mark(0, "%PDF-", "application/pdf"),
            mark(0, "ID3", "audio/mpeg"),
            mark(0, "fLaC", "audio/flac"),
            mark(0, "#!AMR", "audio/amr"),
            mark(0, "PK\u0003\u0004", "application/zip"),
            mark(0, "\u001f\u008b", "application/gzip"),
            mark(0, "Rar!\u001a\u0007", "application/vnd.rar"),
            mark(0, "7z\u00bc\u00af\u0027\u001c", "application/x-7z-compressed"));

    private FileKind() {}

    private static Mark mark(int offset, String bytes, String mime) {
        return new Mark(offset, bytes.getBytes(StandardCharsets.ISO_8859_1), mime);
    }

    static String sniff(byte[] head) {
        for (var mark : MARKS) {
            if (mark.in(head)) {
                return mark.mime();
            }
        }
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") && text.length() >= 12) {
            return riff(text.substring(8, 12));
        }
        if (text.startsWith("ftyp", 4) && text.length() >= 12) {
            return isoMedia(text.substring(8, 12));
        }
        if (text.startsWith("OggS")) {
            return text.contains("\u0080theora") ? "video/ogg" : "audio/ogg";
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return text.contains("webm") ? "video/webm" : "video/x-matroska";
        }
        return mpegAudio(head);
    }

    private static String riff(String form) {
        return switch (form) {
            case "WEBP" -> "image/webp";
            case "WAVE" -> "audio/wav";
            case "AVI " -> "video/x-msvideo";
            default -> UNKNOWN;
        };
    }

    private static String isoMedia(String brand) {
        return switch (brand) {
            case "M4A ", "M4B " -> "audio/mp4";
            case "qt  " -> "video/quicktime";
            case "avif", "avis" -> "image/avif";
            case "heic", "heix", "mif1", "heif" -> "image/heic";
            default -> brand.startsWith("3gp") ? "video/3gpp" : "video/mp4";
        };
    }

    /** A frame's beginning: eleven set bits, then a version, layer, bit rate and sampling rate that exist; AAC's has layer 0. */
    private static String mpegAudio(byte[] head) {
        if (head.length < 4 || head[0] != (byte) 0xff || (head[1] & 0xe0) != 0xe0 || (head[1] & 0x18) == 0x08) {
            return UNKNOWN;
        }
        if ((head[1] & 0xf6) == 0xf0) {
            return "audio/aac";
        }
        boolean frame =
                (head[1] & 0x06) != 0 && (head[2] & 0xf0) != 0xf0 && (head[2] & 0xf0) != 0 && (head[2] & 0x0c) != 0x0c;
        return frame ? "audio/mpeg" : UNKNOWN;
    }
}
