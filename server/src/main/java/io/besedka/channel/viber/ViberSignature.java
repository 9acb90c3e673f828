package io.besedka.channel.viber;

import io.besedka.channel.WebhookRequest;
import io.besedka.platform.secret.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Viber signs the raw body: HMAC-SHA-256 with the token, in hex, in a header or (as of old) in the query. */
final class ViberSignature {
    private static final String HEADER = "X-Viber-Content-Signature";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)sig=([^&]*)");

    private ViberSignature() {}

    static boolean isOf(WebhookRequest request, String token) {
        var given = request.header(HEADER) == null
                ? ofQuery(request.query())
                : request.header(HEADER).strip();
        return HEX.matcher(given).matches()
                && Tokens.isSigned(
                        token.getBytes(StandardCharsets.UTF_8),
                        request.body(),
                        HexFormat.of().parseHex(given));
    }

    private static String ofQuery(String query) {
        var found = IN_QUERY.matcher(query == null ? "" : query);
        return found.find() ? found.group(1) : "";
    }
}
