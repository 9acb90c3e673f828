package io.besedka.simulator.messenger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A person's picture: two colours made of a text, as a real PNG of 96 by 96 pixels. */
public final class Avatar {
    private static final int SIDE = 96;

    private Avatar() {}

    public static byte[] png(String seed) {
        int colours = Integer.reverse(seed.hashCode() * 0x9E3779B1);
        var rows = ByteBuffer.allocate(SIDE * (1 + 3 * SIDE));
        for (int y = 0; y < SIDE; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < SIDE; x++) {
                int rgb = inHead(x, y) ? colours >>> 3 | 0xc0c0c0 : colours & 0x7f7f7f | 0x202020;
                rows.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        var header = ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE).put(new byte[] {8, 2, 0, 0, 0});
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", packed(rows.array()));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static boolean inHead(int x, int y) {
        boolean head = Math.hypot(x - 48, y - 36) < 18;
        return head || Math.hypot((x - 48) * 0.8, y - 96) < 32;
    }

    private static byte[] packed(byte[] raw) {
        try (var deflater = new Deflater()) {
            deflater.setInput(raw);
            deflater.finish();
            var packed = new byte[raw.length];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
        var named = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
