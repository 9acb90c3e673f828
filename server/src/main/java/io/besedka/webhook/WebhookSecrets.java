package io.besedka.webhook;

import io.besedka.account.Sealing;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A webhook's secrets and what is signed with them, as Standard Webhooks says. @param former null = there is none */
record WebhookSecrets(String current, String former) {
    static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    static WebhookSecrets fresh() {
        return new WebhookSecrets(made(), null);
    }

    WebhookSecrets rotated() {
        return new WebhookSecrets(made(), current);
    }

    private static String made() {
        return PREFIX + Base64.getEncoder().encodeToString(Tokens.randomBytes(BYTES));
    }

    /** The header's value: a signature by each secret that counts, {@code v1,<base64>}, with a blank between. */
    String signatures(String id, Instant at, byte[] body, boolean formerToo) {
        var head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        var signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return signature(current, signed) + (formerToo && former != null ? " " + signature(former, signed) : "");
    }

    private static String signature(String secret, byte[] signed) {
        var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        return "v1," + Base64.getEncoder().encodeToString(Tokens.sign(key, signed));
    }

    byte[] sealed(Sealing sealing) {
        return sealing.seal(Json.write(this));
    }

    static WebhookSecrets opened(Sealing sealing, byte[] sealed) {
        return Json.read(new String(sealing.open(sealed), StandardCharsets.UTF_8), WebhookSecrets.class);
    }

    @Override
    public String toString() {
        return "WebhookSecrets[]";
    }
}
