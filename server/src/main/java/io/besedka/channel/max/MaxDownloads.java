package io.besedka.channel.max;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.max.MaxApi.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Files that clients sent: by an address, by a video's token, or the picture of a dialog's person. */
final class MaxDownloads {

    private final MaxApi api;

    MaxDownloads(MaxApi api) {
        this.api = api;
    }

    /** @param remote see {@link MaxContent} and {@link MaxInbound#AVATAR} */
    InputStream open(String token, String remote) throws IOException, Gone {
        if (remote.startsWith(MaxContent.VIDEO)) {
            return api.download(video(token, remote.substring(MaxContent.VIDEO.length())));
        }
        if (remote.startsWith(MaxInbound.AVATAR)) {
            return api.download(avatar(token, remote.substring(MaxInbound.AVATAR.length())));
        }
        return api.download(remote);
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
}
