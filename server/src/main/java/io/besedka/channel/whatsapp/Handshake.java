package io.besedka.channel.whatsapp;

import io.besedka.channel.Intake;
import io.besedka.platform.secret.Tokens;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How Meta proves that it is Meta, and how we prove that the webhook is ours. */
final class Handshake {
    static final String SIGNATURE = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final String CHALLENGE = "[A-Za-z0-9_.~-]{1,200}";

    private Handshake() {}

    /** Answers {@code hub.mode=subscribe&hub.challenge=...&hub.verify_token=...} with the challenge. */
    static Intake answer(String query, String token) {
        var asked = values(query);
        var challenge = asked.getOrDefault("hub.challenge", "");
        boolean ours = token != null && Tokens.same(token, asked.getOrDefault("hub.verify_token", ""));
        if (!ours || !"subscribe".equals(asked.get("hub.mode")) || !challenge.matches(CHALLENGE)) {
            return new Intake.Rejected(403, "the verification does not match");
        }
        var reply = new Intake.Reply(200, "text/plain", challenge.getBytes(StandardCharsets.US_ASCII));
        return new Intake.Taken(List.of(), List.of(), reply);
    }

    /** Compared as raw bytes and in constant time. */
    static boolean isMetas(String header, byte[] body, String appSecret) {
        if (header == null || !header.startsWith(PREFIX) || appSecret == null || appSecret.isEmpty()) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    HexFormat.of().parseHex(header.substring(PREFIX.length())), mac(body, appSecret));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    private static byte[] mac(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static Map<String, String> values(String query) {
        var values = new HashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
