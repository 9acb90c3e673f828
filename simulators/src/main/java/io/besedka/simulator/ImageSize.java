package io.besedka.simulator;

import java.nio.charset.StandardCharsets;

/** Width and height of a PNG, JPEG, GIF or WebP, read from its header alone; null for anything else. */
public record ImageSize(int width, int height) {
    public static ImageSize of(byte[] b) {
        if (b.length >= 24 && starts(b, 1, "PNG")) return new ImageSize(big(b, 18, 2), big(b, 22, 2));
        if (b.length >= 10 && starts(b, 0, "GIF8")) return new ImageSize(little(b, 6), little(b, 8));
        if (b.length >= 30 && starts(b, 0, "RIFF") && starts(b, 8, "WEBP")) return webp(b);
        if (b.length >= 4 && (b[0] & 0xff) == 0xff && (b[1] & 0xff) == 0xd8) return jpeg(b);
        return null;
    }

    private static ImageSize webp(byte[] b) {
        if (starts(b, 12, "VP8X")) {
            return new ImageSize(
                    1 + little(b, 24) + ((b[26] & 0xff) << 16), 1 + little(b, 27) + ((b[29] & 0xff) << 16));
        }
        if (starts(b, 12, "VP8L")) {
            int bits = little(b, 21) | little(b, 23) << 16;
            return new ImageSize(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
        }
        return new ImageSize(little(b, 26) & 0x3fff, little(b, 28) & 0x3fff);
    }

    private static ImageSize jpeg(byte[] b) {
        for (int i = 2; i + 9 < b.length; ) {
            if ((b[i] & 0xff) != 0xff) return null;
            int marker = b[i + 1] & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) return new ImageSize(big(b, i + 7, 2), big(b, i + 5, 2));
            i += 2 + big(b, i + 2, 2);
        }
        return null;
    }

    private static boolean starts(byte[] b, int at, String text) {
        var sought = text.getBytes(StandardCharsets.US_ASCII);
        return java.util.Arrays.equals(b, at, at + sought.length, sought, 0, sought.length);
    }

    private static int big(byte[] b, int at, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) value = value << 8 | b[at + i] & 0xff;
        return value;
    }

    private static int little(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
    }
}
