package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import io.besedka.simulator.messenger.Update;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Callbacks: signed with the token, repeated for about an hour. The pauses and the patience are guesses. */
final class ViberPostman implements Postman {
    private static final Terms TERMS = Terms.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(40))
            .passing();

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void sign(Hook hook, byte[] body, HttpRequest.Builder request) {
        request.header("X-Viber-Content-Signature", signature(hook.account(), body));
    }

    /** The vendor's own SDK reads the signature from the query only. */
    @Override
    public URI address(Hook hook, URI url, byte[] body) {
        return signed(hook.account(), url, body);
    }

    static URI signed(Account bot, URI url, byte[] body) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + "sig=" + signature(bot, body));
    }

    /** The answer to conversation_started may be a welcome message. */
    @Override
    public void taken(Hook hook, Update update, HttpResponse<byte[]> answer) {
        if (!update.kind().equals("conversation_started")) return;
        var id = update.json().path("user").path("id").asString("");
        hook.account().chatOf(id).ifPresent(chat -> Sends.welcome(chat, Json.parse(answer.body())));
    }

    @Override
    public ObjectNode unknownKind(Account bot) {
        return Json.object()
                .put("event", "client_status")
                .put("timestamp", bot.messenger().time().now().toEpochMilli())
                .put("chat_hostname", Replies.HOST)
                .put("message_token", ViberDeeds.token(bot));
    }

    static String signature(Account bot, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bot.extra("token").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
