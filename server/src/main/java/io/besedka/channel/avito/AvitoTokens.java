package io.besedka.channel.avito;

import io.besedka.channel.Connection;
import io.besedka.platform.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the owner of an account gave by the code flow, as the connection keeps it: the secrets {@code access_token}, {@code access_until}
 * and {@code refresh_token}, which holds for one refresh only.
 *
 * @param refresh empty = nobody gave anything: the connection's own key opens its own account
 */
record AvitoTokens(String access, Instant until, String refresh) {
    static AvitoTokens of(Connection connection) {
        return new AvitoTokens(
                secret(connection, "access_token"),
                instant(secret(connection, "access_until")),
                secret(connection, "refresh_token"));
    }

    private static String secret(Connection connection, String name) {
        var secret = connection.secrets().get(name);
        return secret == null ? "" : secret.reveal().strip();
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.MIN : Instant.parse(text);
        } catch (DateTimeException typedByHand) {
            return Instant.MIN;
        }
    }

    Map<String, Secret> secrets() {
        return Map.of(
                "access_token",
                new Secret(access),
                "access_until",
                new Secret(until.toString()),
                "refresh_token",
                new Secret(refresh));
    }

    Connection in(Connection connection) {
        var all = new TreeMap<>(connection.secrets());
        all.putAll(secrets());
        return connection.withSecrets(all);
    }
}
