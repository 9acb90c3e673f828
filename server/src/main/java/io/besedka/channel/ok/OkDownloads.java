package io.besedka.channel.ok;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.platform.outbound.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Files that clients sent, by the address the event named. They pass through a file on disk, so that none is in memory whole. */
final class OkDownloads {
    private static final long LIMIT = 100L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final OkApi api;

    OkDownloads(OkApi api) {
        this.api = api;
    }

    InputStream open(String url) throws IOException, Gone {
        if (!api.trusts(url)) {
            throw new Gone("not an address of OK's");
        }
        var file = Files.createTempFile("besedka-ok-", ".part");
        boolean whole = false;
        try {
            try (var out = Files.newOutputStream(file)) {
                check(api.download(url, out, PATIENCE, LIMIT));
            }
            whole = true;
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void check(Outcome outcome) throws IOException, Gone {
        switch (outcome) {
            case Outcome.Answered answered -> {
                int status = answered.status();
                if (status >= 400 && status < 500 && status != 429 && status != 408) {
                    throw new Gone("OK no longer has the file");
                }
                if (!answered.isSuccess()) {
                    throw new IOException("OK answered " + status);
                }
            }
            case Outcome.NotSent(var why) -> throw new IOException(why);
            case Outcome.Unknown(var why) -> throw new IOException(why);
            case Outcome.Refused(var why) -> throw new Gone(why);
        }
    }
}
