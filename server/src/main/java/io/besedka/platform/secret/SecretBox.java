package io.besedka.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest: AES-256-GCM with a random nonce. What is sealed is bound to a place ({@code "connection 7
 * token"}), so that it cannot be moved to another row and opened there. Layout: 1 byte of format, 4 of the key's id,
 * 12 of the nonce, then the text and its 16-byte tag. Safe for any thread.
 */
public final class SecretBox {
    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int HEAD = 1 + 4 + NONCE;
    private static final int TAG = 16;

    private final int sealing;
    private final Map<Integer, SecretKeySpec> keys;

    private SecretBox(int sealing, Map<Integer, SecretKeySpec> keys) {
        this.sealing = sealing;
        this.keys = Map.copyOf(keys);
    }

    /** A box with one key: 32 bytes in base64. Throws IllegalArgumentException otherwise. */
    public static SecretBox withKey(Secret key) {
        var bytes = decoded(key);
        return new SecretBox(idOf(bytes), Map.of(idOf(bytes), new SecretKeySpec(bytes, "AES")));
    }

    /** Seals with this box's key and still opens what was sealed with a former one. */
    public SecretBox alsoOpening(Secret formerKey) {
        var bytes = decoded(formerKey);
        var all = new LinkedHashMap<>(keys);
        all.put(idOf(bytes), new SecretKeySpec(bytes, "AES"));
        return new SecretBox(sealing, all);
    }

    /** A key of its own for one purpose, 32 bytes; the same as long as this box's key is. */
    public byte[] derive(String purpose) {
        return Tokens.hmac("HmacSHA256", keys.get(sealing).getEncoded(), purpose.getBytes(UTF_8));
    }

    public byte[] seal(Secret secret, String place) {
        var nonce = Tokens.randomBytes(NONCE);
        var text = secret.reveal().getBytes(UTF_8);
        var sealed = run(Cipher.ENCRYPT_MODE, keys.get(sealing), nonce, place, text);
        return ByteBuffer.allocate(HEAD + sealed.length)
                .put(FORMAT)
                .putInt(sealing)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Throws IllegalArgumentException when it was sealed with an unknown key, for another place, or was altered. */
    public Secret open(byte[] sealed, String place) {
        if (sealed.length < HEAD + TAG || sealed[0] != FORMAT) {
            throw new IllegalArgumentException("not something sealed here");
        }
        var key = keys.get(ByteBuffer.wrap(sealed, 1, 4).getInt());
        if (key == null) {
            throw new IllegalArgumentException("sealed with a key that is not configured");
        }
        var nonce = Arrays.copyOfRange(sealed, HEAD - NONCE, HEAD);
        var text = run(Cipher.DECRYPT_MODE, key, nonce, place, Arrays.copyOfRange(sealed, HEAD, sealed.length));
        return new Secret(new String(text, UTF_8));
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String place, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("altered, or sealed for another place");
        }
    }

    private static byte[] decoded(Secret key) {
        var bytes = Base64.getDecoder().decode(key.reveal());
        if (bytes.length != 32) {
            throw new IllegalArgumentException("must be 32 bytes in base64");
        }
        return bytes;
    }

    private static int idOf(byte[] key) {
        return ByteBuffer.wrap(Tokens.sha256(key)).getInt();
    }
}
