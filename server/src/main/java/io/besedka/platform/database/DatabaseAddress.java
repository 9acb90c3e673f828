package io.besedka.platform.database;

import io.besedka.platform.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a PostgreSQL is and who we are there. */
public record DatabaseAddress(String jdbcUrl, String user, Secret password) {
    private static final String JDBC = "jdbc:postgresql:";

    /**
     * Reads {@code jdbc:postgresql://host:port/name?params} or {@code postgres://user:password@host:port/name?params}.
     * A user or password given beside the URL wins over those within. Throws IllegalArgumentException, which never
     * quotes the URL, for it may hold the password.
     */
    public static DatabaseAddress parse(String url, Optional<String> user, Optional<Secret> password) {
        if (url.startsWith(JDBC)) {
            return new DatabaseAddress(url, user.orElse(""), password.orElse(new Secret("")));
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw new IllegalArgumentException("a database URL starts with postgres:// or jdbc:postgresql://");
        }
        var uri = parsed(url);
        var within = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        var name = user.orElse(decoded(within[0]));
        var word = password.orElseGet(() -> new Secret(within.length == 2 ? decoded(within[1]) : ""));
        return new DatabaseAddress(jdbcUrlOf(uri), name, word);
    }

    /** The same server and user, another database. */
    DatabaseAddress named(String database) {
        var query = jdbcUrl.indexOf('?');
        var path = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
        var tail = query < 0 ? "" : jdbcUrl.substring(query);
        return new DatabaseAddress(path.substring(0, path.lastIndexOf('/') + 1) + database + tail, user, password);
    }

    private static String jdbcUrlOf(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return JDBC + "//" + uri.getHost() + port + path + query;
    }

    private static URI parsed(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("the database URL names no host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the database URL is malformed: " + e.getReason());
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
