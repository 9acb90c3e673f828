package io.besedka.conversation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Reads an image's width and height in pixels from its headers alone; 0 by 0 where they cannot be found. */
record ImageSize(int width, int height) {
    private static final ImageSize UNKNOWN = new ImageSize(0, 0);
    /** A picture's header has fewer segments than this before its size. */
    private static final int SEGMENTS = 500;

    static ImageSize of(Path file, String mime) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            return switch (mime) {
                case "image/png" -> png(in);
                case "image/gif" -> gif(in);
                case "image/jpeg" -> jpeg(in);
                case "image/webp" -> webp(in);
                default -> UNKNOWN;
            };
        } catch (java.io.EOFException cutShort) {
            return UNKNOWN;
        }
    }

    private static ImageSize sized(int width, int height) {
        return width > 0 && height > 0 ? new ImageSize(width, height) : UNKNOWN;
    }

    private static ImageSize png(RandomAccessFile in) throws IOException {
        in.seek(16);
        return sized(in.readInt(), in.readInt());
    }

    private static ImageSize gif(RandomAccessFile in) throws IOException {
        in.seek(6);
        return sized(little(in, 2), little(in, 2));
    }

    /** Hops from segment to segment to the frame's header. */
    private static ImageSize jpeg(RandomAccessFile in) throws IOException {
        in.seek(2);
        for (int i = 0; i < SEGMENTS; i++) {
            int marker = marker(in);
            int length = in.readUnsignedShort();
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                in.skipBytes(1);
                int height = in.readUnsignedShort();
                return sized(in.readUnsignedShort(), height);
            }
            if (length < 2 || marker == 0xda) {
                return UNKNOWN;
            }
            in.seek(in.getFilePointer() + length - 2);
        }
        return UNKNOWN;
    }

    private static int marker(RandomAccessFile in) throws IOException {
        if (in.readUnsignedByte() != 0xff) {
            return 0xda;
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xff) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private static ImageSize webp(RandomAccessFile in) throws IOException {
        in.seek(12);
        var kind = new byte[4];
        in.readFully(kind);
        return switch (new String(kind, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            case "VP8X" -> {
                in.seek(24);
                yield sized(little(in, 3) + 1, little(in, 3) + 1);
            }
            case "VP8L" -> {
                in.seek(21);
                int bits = little(in, 4);
                yield sized((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            }
            case "VP8 " -> {
                in.seek(26);
                yield sized(little(in, 2) & 0x3fff, little(in, 2) & 0x3fff);
            }
            default -> UNKNOWN;
        };
    }

    private static int little(RandomAccessFile in, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.readUnsignedByte() << 8 * i;
        }
        return value;
    }
}
