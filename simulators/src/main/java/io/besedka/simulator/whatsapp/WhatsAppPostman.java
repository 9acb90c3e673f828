package io.besedka.simulator.whatsapp;

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

/** Changes: signed with the application's secret, repeated with growing pauses for a week. The pauses are guesses. */
final class WhatsAppPostman implements Postman {
    private static final Terms TERMS = Terms.of(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(3))
            .passing();

    @Override
    public Terms terms() {
        return TERMS;
    }

    /** Beyond ASCII everything is escaped: then those who sign the text and those who sign the bytes agree. */
    @Override
    public byte[] body(Hook hook, Update update) {
        return escaped(new String(Json.bytes(update.json()), StandardCharsets.UTF_8));
    }

    static byte[] escaped(String json) {
        var out = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char letter = json.charAt(i);
            if (letter < 128) out.append(letter);
            else out.append("\\u").append(HexFormat.of().toHexDigits(letter));
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void sign(Hook hook, byte[] body, HttpRequest.Builder request) {
        request.header(
                "X-Hub-Signature-256", "sha256=" + signature(hook.account().extra("app_secret"), body));
    }

    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public ObjectNode unknownKind(Account account) {
        var value = Json.object().put("event", "SOMETHING_NEW");
        return WhatsAppDeeds.envelope(account, "account_weather", value);
    }
}
