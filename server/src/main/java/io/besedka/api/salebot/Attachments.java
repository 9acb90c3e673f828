package io.besedka.api.salebot;

import io.besedka.conversation.FileStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.StoredFile;
import io.besedka.platform.json.Texts;
import io.besedka.platform.outbound.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Brings the file of {@code attachment_url} here before the message is stored: who is told of success has had it fetched. */
final class Attachments {
    /** As Salebot states it. */
    static final long LIMIT = 20L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Attachments() {}

    static Part.Attachment fetch(Call call, Media wish, String url) throws IOException {
        var arrived = Files.createTempFile("besedka-", ".part");
        try {
            download(call, url, arrived);
            return stored(call, wish, url, arrived);
        } finally {
            Files.deleteIfExists(arrived);
        }
    }

    private static void download(Call call, String url, Path into) throws IOException {
        try (var out = Files.newOutputStream(into)) {
            var wanted =
                    io.besedka.platform.outbound.Call.get(url).within(PATIENCE).answeredInAtMost(LIMIT);
            switch (call.faces().http().download(wanted, out)) {
                case Outcome.Answered answered when answered.isSuccess() -> {}
                case Outcome.Answered answered -> throw Failed.because("attachment_url answers " + answered.status());
                case Outcome.NotSent(var why) -> throw cannot(why);
                case Outcome.Unknown(var why) -> throw cannot(why);
                case Outcome.Refused(var why) -> throw cannot(why);
            }
        }
    }

    private static Failed cannot(String why) {
        return Failed.because("attachment_url cannot be fetched: " + why);
    }

    private static Part.Attachment stored(Call call, Media wish, String url, Path arrived) throws IOException {
        if (Files.size(arrived) == 0) {
            throw Failed.because("attachment_url leads to an empty file");
        }
        try (var bytes = Files.newInputStream(arrived)) {
            var file = call.faces().files().store(call.project(), name(url), bytes, LIMIT);
            return new Part.Attachment(
                    media(wish, file),
                    file.id(),
                    null,
                    file.name(),
                    file.mime(),
                    file.size(),
                    file.width(),
                    file.height(),
                    0);
        } catch (FileStore.TooLarge tooLarge) {
            throw cannot(tooLarge.getMessage());
        }
    }

    private static String name(String url) {
        var path = URI.create(url).getRawPath();
        var last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        var name = last.contains("%") ? decoded(last) : last;
        return name.isBlank() ? "file" : Texts.clean(name).replaceAll("[\\p{Cntrl}/\\\\]", "_");
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return name;
        }
    }

    /** What a file is, its bytes say; where the wish does not fit them they win. */
    private static Media media(Media wish, StoredFile file) {
        boolean fits = switch (wish) {
            case PHOTO -> file.isImage();
            case VIDEO -> file.isVideo();
            case AUDIO -> file.isAudio();
            default -> true;
        };
        return fits ? wish : Media.FILE;
    }
}
