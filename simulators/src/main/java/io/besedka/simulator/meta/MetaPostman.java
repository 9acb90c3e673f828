package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import io.besedka.simulator.messenger.Update;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Batches of one, signed with the app's secret, patience of 5 s, repeats less and less often for 36 h. */
final class MetaPostman implements Postman {
    private static final Duration HOURS = Duration.ofHours(6);
    private static final Terms TERMS = Terms.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            HOURS,
            HOURS,
            HOURS,
            HOURS,
            HOURS);

    private final boolean instagram;

    MetaPostman(boolean instagram) {
        this.instagram = instagram;
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    /** As it goes over Meta's wire: everything beyond ASCII escaped, and those very bytes signed. */
    @Override
    public byte[] body(Hook hook, Update update) {
        var text = new String(Json.bytes(update.json()), StandardCharsets.UTF_8);
        var escaped = new StringBuilder(text.length());
        text.chars().forEach(unit -> {
            if (unit < 128) escaped.append((char) unit);
            else escaped.append("\\u%04x".formatted(unit));
        });
        return escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The old signature goes along with the new one, as older frameworks read only that. */
    @Override
    public void sign(Hook hook, byte[] body, HttpRequest.Builder request) {
        var secret = hook.account().extra("app_secret");
        request.header("X-Hub-Signature", "sha1=" + hmac("HmacSHA1", secret, body));
        request.header("X-Hub-Signature-256", "sha256=" + hmac("HmacSHA256", secret, body));
    }

    @Override
    public ObjectNode unknownKind(Account page) {
        var event = MetaDeeds.event(page, "0", page.id());
        event.putObject("telepathy").put("strength", 7);
        return MetaDeeds.batch(page, instagram, event);
    }

    static String hmac(String algorithm, String key, byte[] body) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
