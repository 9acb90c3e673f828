package io.besedka.app;

import io.besedka.platform.config.Settings;
import io.besedka.platform.database.DatabaseAddress;
import io.besedka.platform.outbound.AddressRange;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.SecretBox;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an administrator can set: one key a line in {@code besedka.conf}, or {@code BESEDKA_...} in the environment.
 *
 * @param data everything this server keeps beside an external database: files, the key, the embedded database
 * @param publicUrl how visitors and providers reach this server; without it messengers are polled
 * @param external a database of the administrator's own; empty = the embedded one
 * @param secretKey 32 bytes in base64 to encrypt secrets with; empty = {@code <data>/secret.key}
 */
public record Config(
        Path data,
        Http http,
        Optional<URI> publicUrl,
        Optional<DatabaseAddress> external,
        Embedded embedded,
        int poolSize,
        Turns turns,
        Optional<Secret> secretKey,
        Logs logs,
        Channels channels,
        Api api) {

    /** With the API's own defaults. */
    public Config(
            Path data,
            Http http,
            Optional<URI> publicUrl,
            Optional<DatabaseAddress> external,
            Embedded embedded,
            int poolSize,
            Turns turns,
            Optional<Secret> secretKey,
            Logs logs,
            Channels channels) {
        this(data, http, publicUrl, external, embedded, poolSize, turns, secretKey, logs, channels, Api.DEFAULT);
    }

    /**
     * @param managementPort health and metrics, on the loopback address; 0 takes a free one, -1 none
     * @param trustedProxies how many reverse proxies stand before the server, each believed; 0 = none is
     */
    public record Http(String host, int port, int managementPort, int trustedProxies) {}

    /** @param binaries where PostgreSQL's programs are unpacked; empty = in the data folder */
    public record Embedded(int sharedBuffersMb, int maxWalMb, Optional<Path> binaries) {}

    /** @param flushers how many commit beside each other; @param queue inputs that may wait for the database */
    public record Turns(int flushers, int queue) {}

    /** How fast one API key may ask: of our own API, and in Salebot's dialect. @param perSecond steadily; @param burst at once */
    public record Api(int perSecond, int burst, int salebotPerSecond, int salebotBurst) {
        private static final int MOST = 100_000;
        public static final Api DEFAULT = new Api(50, 100, 50, 100);

        private static Api read(Settings settings) {
            return new Api(
                    settings.integer("api.requests-per-second", DEFAULT.perSecond, 1, MOST),
                    settings.integer("api.burst", DEFAULT.burst, 1, MOST),
                    settings.integer("api.salebot-requests-per-second", DEFAULT.salebotPerSecond, 1, MOST),
                    settings.integer("api.salebot-burst", DEFAULT.salebotBurst, 1, MOST));
        }
    }

    public enum Logs {
        TEXT,
        JSON
    }

    /**
     * @param apis where providers' APIs lie by channel, when elsewhere than they host them themselves
     * @param allowed private addresses that hosts typed by customers may lead to: an intranet's mail server
     */
    public record Channels(Map<String, URI> apis, List<AddressRange> allowed) {
        private static final List<String> WITH_API =
                List.of("telegram", "vk", "whatsapp", "viber", "ok", "avito", "max", "messenger", "instagram");

        public Channels {
            apis = Map.copyOf(apis);
            allowed = List.copyOf(allowed);
        }

        public Channels(Map<String, URI> apis) {
            this(apis, List.of());
        }

        URI api(String channel, URI hosted) {
            return apis.getOrDefault(channel, hosted);
        }

        private static Channels read(Settings settings) {
            var apis = new TreeMap<String, URI>();
            for (var channel : WITH_API) {
                settings.url(channel + ".api-url").map(Config::withoutSlash).ifPresent(url -> apis.put(channel, url));
            }
            return new Channels(
                    apis, settings.value("outbound.allowed", Channels::ranges).orElse(List.of()));
        }

        private static List<AddressRange> ranges(String text) {
            return Stream.of(text.split(","))
                    .map(range -> AddressRange.parse(range.strip()))
                    .toList();
        }
    }

    public static Config read(Optional<Path> file, Map<String, String> environment) {
        var settings = file.map(path -> Settings.read(path, environment)).orElseGet(() -> Settings.of(environment));
        var config = new Config(
                settings.path("data", Path.of("data/besedka")),
                http(settings),
                settings.url("http.public-url").map(Config::withoutSlash),
                external(settings),
                new Embedded(
                        settings.integer("embedded.shared-buffers-mb", 128, 16, 65_536),
                        settings.integer("embedded.max-wal-mb", 2048, 64, 65_536),
                        settings.path("embedded.binaries")),
                settings.integer("database.pool-size", 10, 2, 200),
                new Turns(
                        settings.integer("turns.flushers", 2, 1, 32),
                        settings.integer("turns.queue", 20_000, 100, 1_000_000)),
                secretKey(settings),
                settings.choice("logs.format", Logs.TEXT),
                Channels.read(settings),
                Api.read(settings));
        settings.finish();
        return config;
    }

    private static Http http(Settings settings) {
        boolean trusting = settings.flag("http.trust-proxy", false);
        int proxies = settings.integer("http.trusted-proxies", 1, 1, 20);
        return new Http(
                settings.text("http.host", "127.0.0.1"),
                settings.integer("http.port", 8080, 0, 65_535),
                settings.integer("http.management-port", 8081, -1, 65_535),
                trusting ? proxies : 0);
    }

    private static Optional<DatabaseAddress> external(Settings settings) {
        var user = settings.text("database.user");
        var password = settings.secret("database.password");
        return settings.secret("database.url").flatMap(url -> address(settings, url, user, password));
    }

    /** Read as a secret, so that no fault quotes it: a password may stand within. */
    private static Optional<DatabaseAddress> address(
            Settings settings, Secret url, Optional<String> user, Optional<Secret> password) {
        try {
            return Optional.of(DatabaseAddress.parse(url.reveal(), user, password));
        } catch (IllegalArgumentException malformed) {
            settings.fault(
                    "database.url must start with postgres:// or jdbc:postgresql:// and name a host and a database");
            return Optional.empty();
        }
    }

    private static Optional<Secret> secretKey(Settings settings) {
        var key = settings.secret("secret.key");
        try {
            key.ifPresent(SecretBox::withKey);
        } catch (IllegalArgumentException unusable) {
            settings.fault("secret.key must be 32 bytes in base64");
        }
        return key;
    }

    private static URI withoutSlash(URI url) {
        var text = url.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
