package io.besedka.channel.avito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.channel.Connection;
import io.besedka.channel.Consent;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;

/** Avito's page of consent and the exchange of what it gives. That it takes {@code state} and {@code redirect_uri} is UNVERIFIED. */
final class AvitoConsent implements Consent {
    private static final String HOSTED_PAGE = "https://avito.ru/oauth";
    private static final String SCOPE = "messenger:read,messenger:write,user:read,items:info";

    private final URI root;
    private final AvitoSessions sessions;

    AvitoConsent(URI root, AvitoSessions sessions) {
        this.root = root;
        this.sessions = sessions;
    }

    @Override
    public String page(Connection connection, String state, String redirect) {
        var page = root.equals(AvitoAdapter.HOSTED) ? HOSTED_PAGE : root + "/oauth";
        return page + "?response_type=code&pro_users_flow=true&client_id="
                + encoded(connection.setting("client_id", "").strip()) + "&scope=" + encoded(SCOPE) + "&state="
                + encoded(state) + "&redirect_uri=" + encoded(redirect);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public Answer redeem(Connection connection, String code, String redirect) {
        return sessions.redeem(
                connection, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirect));
    }
}
