package io.besedka.channel.meta;

import io.besedka.channel.Intake;
import io.besedka.channel.WebhookRequest;
import io.besedka.platform.secret.Tokens;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Meta asks whether an address is ours before it posts there, and signs with the app's secret what it posts. */
final class Handshake {
    private static final Pattern SIGNATURE = Pattern.compile("sha256=([0-9A-Fa-f]{64})");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_.~-]{1,200}");

    private Handshake() {}

    static boolean isSigned(WebhookRequest request, String appSecret) {
        var header = request.header("X-Hub-Signature-256");
        var found = SIGNATURE.matcher(header == null ? "" : header.strip());
        return found.matches()
                && Tokens.isSigned(
                        appSecret.getBytes(StandardCharsets.UTF_8),
                        request.body(),
                        HexFormat.of().parseHex(found.group(1)));
    }

    /** The challenge is given back to whoever knows the word we told Meta. */
    static Intake answer(WebhookRequest request, String verifyToken) {
        var asked = values(request.query());
        var challenge = asked.getOrDefault("hub.challenge", "");
        boolean knows = verifyToken != null && Tokens.same(verifyToken, asked.getOrDefault("hub.verify_token", ""));
        if (!knows
                || !"subscribe".equals(asked.get("hub.mode"))
                || !CHALLENGE.matcher(challenge).matches()) {
            return new Intake.Rejected(403, "the verification does not match");
        }
        var reply = new Intake.Reply(200, "text/plain", challenge.getBytes(StandardCharsets.US_ASCII));
        return new Intake.Taken(List.of(), List.of(), reply);
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
