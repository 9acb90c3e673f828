package io.besedka.simulator.avito;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts within two seconds, repeats twice and then forgets; the repeats are a guess. The signature is what others
 * suppose it to be: Avito documents neither its key nor what it is over.
 */
final class AvitoPostman implements Postman {
    private static final Terms TERMS = Terms.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1))
            .passing();

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void sign(Hook hook, byte[] body, HttpRequest.Builder request) {
        request.header("x-avito-messenger-signature", signature(hook.account().extra("client_secret"), body));
    }

    static String signature(String key, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public ObjectNode unknownKind(Account seller) {
        var value = Json.object().put("chat_id", "u2i-telepathy~1").put("user_id", Long.parseLong(seller.id()));
        return Wire.envelope(seller, "telepathy", value);
    }
}
