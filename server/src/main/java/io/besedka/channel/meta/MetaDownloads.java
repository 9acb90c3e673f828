package io.besedka.channel.meta;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Files that clients sent, by the address the webhook named. The address alone opens them: no token goes there. */
final class MetaDownloads {
    private static final long LIMIT = 100L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> HOSTS =
            List.of(".fbcdn.net", ".fbsbx.com", ".facebook.com", ".cdninstagram.com", ".instagram.com");

    private final ProviderHttp http;
    private final URI root;

    MetaDownloads(ProviderHttp http, URI root) {
        this.http = http;
        this.root = root;
    }

    InputStream open(String url) throws IOException, Gone {
        if (!isMetas(url)) {
            throw new Gone("not an address of Meta's");
        }
        var file = Files.createTempFile("besedka-meta-", ".part");
        boolean whole = false;
        try {
            try (var out = Files.newOutputStream(file)) {
                check(http.download(Call.get(url).within(PATIENCE).answeredInAtMost(LIMIT), out));
            }
            whole = true;
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The API's own address is a simulator's. */
    private boolean isMetas(String url) {
        try {
            var address = URI.create(url);
            if (address.getHost() == null || address.getScheme() == null || address.getUserInfo() != null) {
                return false;
            }
            if (address.getHost().equals(root.getHost()) && address.getPort() == root.getPort()) {
                return address.getScheme().equals(root.getScheme());
            }
            var host = address.getHost().toLowerCase(Locale.ROOT);
            return address.getScheme().equals("https") && address.getPort() == -1 && HOSTS.stream().anyMatch(host::endsWith);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** A signed address that ran out is forbidden. */
    private static void check(Outcome outcome) throws IOException, Gone {
        switch (outcome) {
            case Outcome.Answered answered -> {
                int status = answered.status();
                if (status >= 300 && status < 500 && status != 429 && status != 408) {
                    throw new Gone("Meta no longer has the file");
                }
                if (!answered.isSuccess()) {
                    throw new IOException("the file's address answered " + status);
                }
            }
            case Outcome.NotSent(var why) -> throw new IOException(why);
            case Outcome.Unknown(var why) -> throw new IOException(why);
            case Outcome.Refused(var why) -> throw new Gone(why);
        }
    }
}
