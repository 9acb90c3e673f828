package io.besedka.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random tokens, their hashes, comparisons that take equally long, and signatures. */
public final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** 256 random bits in 43 characters that need no escaping in a URL. */
    public static String random() {
        return URL_SAFE.encodeToString(randomBytes(32));
    }

    public static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** SHA-256 of a token in hex. Enough for random tokens; a password needs a slow hash instead. */
    public static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token.getBytes(UTF_8)));
    }

    public static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** SHA-256 of what comes piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Compares without telling by its timing where the two differ. */
    public static boolean same(String one, String other) {
        return same(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    /** HMAC-SHA-256 over the bytes. */
    public static byte[] sign(byte[] key, byte[] message) {
        return hmac("HmacSHA256", key, message);
    }

    /** HMAC by any of the JVM's names, for providers that sign otherwise: HmacSHA1 (amoCRM), HmacMD5. */
    public static byte[] hmac(String algorithm, byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    /** Whether {@code signature} is this message's HMAC-SHA-256. */
    public static boolean isSigned(byte[] key, byte[] message, byte[] signature) {
        return same(sign(key, message), signature);
    }
}
