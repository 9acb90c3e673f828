package io.besedka.channel.vk;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/** The bytes at the addresses that events name. They are signed and run out. */
final class VkDownload {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final long LIMIT = 200L << 20;
    /** Documents lie behind one redirect or two. */
    private static final int MOST_REDIRECTS = 3;

    private static final Set<Integer> NO_MORE = Set.of(400, 403, 404, 410);

    private final ProviderHttp http;
    private final URI root;

    VkDownload(ProviderHttp http, URI root) {
        this.http = http;
        this.root = root;
    }

    /** They lie in a file that goes when the stream is closed. */
    InputStream open(String url) throws IOException, Gone {
        var file = Files.createTempFile("vk", null);
        try {
            fetch(url, file);
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | Gone | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private void fetch(String url, Path into) throws IOException, Gone {
        var at = url;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            if (!VkHosts.isSane(at, root)) {
                throw new Gone("the file's address is not one of VK's");
            }
            var answered = answer(at, into);
            if (answered.isSuccess()) {
                return;
            }
            var from = URI.create(at);
            at = answered.status() / 100 == 3 ? answered.header("location").map(to -> resolved(from, to)).orElse("") : "";
            if (at.isEmpty()) {
                throw refusal(answered.status());
            }
        }
        throw new Gone("VK sends from address to address");
    }

    private Answered answer(String url, Path into) throws IOException {
        try (var out = Files.newOutputStream(into)) {
            return switch (http.download(Call.get(url).within(WITHIN).answeredInAtMost(LIMIT), out)) {
                case Answered answered -> answered;
                case Outcome.NotSent(var why) -> throw new IOException(why);
                case Outcome.Refused(var why) -> throw new IOException(why);
                case Outcome.Unknown(var why) -> throw new IOException(why);
            };
        }
    }

    private static String resolved(URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static IOException refusal(int status) throws Gone {
        if (NO_MORE.contains(status)) {
            throw new Gone("VK no longer has the file");
        }
        return new IOException("the file's address answered " + status);
    }
}
