package io.besedka.account;

import io.besedka.platform.secret.Tokens;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;

/** Codes that change with time (RFC 6238: SHA-1, six digits, 30 seconds, the form every authenticator app knows). */
final class TimeCodes {
    private static final int STEP_SECONDS = 30;
    private static final int DRIFT_STEPS = 1;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private TimeCodes() {}

    static byte[] newSecret() {
        return Tokens.randomBytes(20);
    }

    /** The step the code belongs to, one of drift allowed; none when it is wrong or not newer than {@code lastStep}. */
    static OptionalLong match(byte[] secret, String code, Instant now, long lastStep) {
        var typed = code.replace(" ", "");
        var current = now.getEpochSecond() / STEP_SECONDS;
        var match = OptionalLong.empty();
        for (var step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
            if (Tokens.same(at(secret, step), typed) && step > lastStep) {
                match = OptionalLong.of(step);
            }
        }
        return match;
    }

    static String at(byte[] secret, long step) {
        var mac = Tokens.hmac(
                "HmacSHA1", secret, ByteBuffer.allocate(8).putLong(step).array());
        var number = ByteBuffer.wrap(mac).getInt(mac[19] & 0xf) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    static String base32(byte[] secret) {
        var text = new StringBuilder();
        var bits = 0;
        var count = 0;
        for (var b : secret) {
            bits = bits << 8 | b & 0xff;
            for (count += 8; count >= 5; count -= 5) {
                text.append(BASE32.charAt(bits >> count - 5 & 31));
            }
        }
        return text.toString();
    }

    static String uri(String email, byte[] secret) {
        var label = URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Besedka:" + label + "?secret=" + base32(secret) + "&issuer=Besedka";
    }
}
