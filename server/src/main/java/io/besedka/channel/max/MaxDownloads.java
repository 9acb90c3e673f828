package io.besedka.channel.max;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.max.MaxApi.Reply;
import io.besedka.platform.outbound.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Files that clients sent: by an address, by a video's token, or the picture of a dialog's person. */
final class MaxDownloads {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LIMIT = 256L << 20;
    private static final int MOST_REDIRECTS = 3;

    private final MaxApi api;

    MaxDownloads(MaxApi api) {
        this.api = api;
    }

    /** @param remote see {@link MaxContent} and {@link MaxInbound#AVATAR} */
    InputStream open(String token, String remote) throws IOException, Gone {
        if (remote.startsWith(MaxContent.VIDEO)) {
            return download(video(token, remote.substring(MaxContent.VIDEO.length())));
        }
        if (remote.startsWith(MaxInbound.AVATAR)) {
            return download(avatar(token, remote.substring(MaxInbound.AVATAR.length())));
        }
        return download(remote);
    }

    private String video(String token, String tokenAndUrl) throws IOException, Gone {
        var words = tokenAndUrl.split(" ", 2);
        var told = ask(token, "/videos/" + MaxApi.encoded(words[0])).flatMap(MaxDownloads::best);
        if (told.isEmpty() && words.length < 2) {
            throw new Gone("MAX no longer has this video");
        }
        return told.orElseGet(() -> words[1]);
    }

    /** The sharpest film of those offered; a stream's playlist is no film. */
    private static Optional<String> best(JsonNode video) {
        var urls = video.path("urls");
        return Stream.of(1080, 720, 480, 360, 240, 144)
                .map(height -> urls.path("mp4_" + height).stringValue(""))
                .filter(url -> !url.isEmpty())
                .findFirst();
    }

    private String avatar(String token, String chat) throws IOException, Gone {
        var person = ask(token, "/chats/" + MaxApi.encoded(chat)).map(found -> found.path("dialog_with_user"));
        return person.flatMap(user -> Stream.of("full_avatar_url", "avatar_url")
                        .map(name -> user.path(name).stringValue(""))
                        .filter(url -> !url.isEmpty())
                        .findFirst())
                .orElseThrow(() -> new Gone("there is no picture"));
    }

    /** Empty when MAX says that there is no such thing. */
    private Optional<JsonNode> ask(String token, String path) throws IOException {
        return switch (api.get(token, path, Map.of())) {
            case Reply.Done done -> Optional.of(done.json());
            case Reply.Failed failed -> {
                if (failed.status() == 401 || failed.status() == 429 || failed.status() >= 500) {
                    throw new IOException(failed.said());
                }
                yield Optional.empty();
            }
            case Reply.NotSent notSent -> throw new IOException(notSent.why());
            case Reply.Lost lost -> throw new IOException(lost.why());
        };
    }

    /** By way of a temporary file, which is gone when the stream is closed: a file half received is never taken for a whole one. */
    private InputStream download(String url) throws IOException, Gone {
        var file = Files.createTempFile("besedka-max-", ".part");
        try {
            var outcome = fetch(url, file);
            for (int hops = 0; hops < MOST_REDIRECTS && redirect(outcome) != null; hops++) {
                url = resolved(url, redirect(outcome));
                outcome = fetch(url, file);
            }
            judge(outcome);
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | Gone failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private Outcome fetch(String url, Path into) throws IOException, Gone {
        if (!api.trusts(url)) {
            throw new Gone("MAX named an address that is not to be trusted");
        }
        try (var target = Files.newOutputStream(into)) {
            return api.download(url, target, PATIENCE, LIMIT);
        }
    }

    /** Where the answer sends us on; null = nowhere. */
    private static String redirect(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && answered.status() / 100 == 3
                ? answered.header("location").orElse(null)
                : null;
    }

    private static String resolved(String url, String location) throws Gone {
        try {
            return URI.create(url).resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            throw new Gone("MAX sent us to what is no address");
        }
    }

    private static void judge(Outcome outcome) throws IOException, Gone {
        switch (outcome) {
            case Outcome.Answered answered when answered.isSuccess() -> {}
            case Outcome.Answered answered when answered.status() == 403 || answered.status() == 404 || answered.status() == 410 ->
                throw new Gone("MAX no longer has this file: " + answered.status());
            case Outcome.Answered answered -> throw new IOException("MAX's file server answered " + answered.status());
            case Outcome.NotSent notSent -> throw new IOException(notSent.why());
            case Outcome.Unknown unknown -> throw new IOException(unknown.why());
            case Outcome.Refused refused -> throw new Gone(refused.why());
        }
    }
}
