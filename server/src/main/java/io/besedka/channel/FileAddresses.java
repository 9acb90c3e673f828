package io.besedka.channel;

import io.besedka.platform.clock.Clock;
import io.besedka.platform.secret.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses by which anybody who knows one gets one file of one project: for providers that fetch media themselves, and for clients where a
 * channel carries only a link. {@code <public URL>/files/<token>/<name>}: the token says which file until when and is signed by the
 * server, so nothing is stored; the name is for the reader and decides nothing.
 */
public final class FileAddresses {
    public static final Duration LIFE = Duration.ofDays(7);

    /** A file by its project and number. */
    public record Place(long projectId, long fileId) {}

    private static final int DIGITS = Character.MAX_RADIX;
    private static final int TOKEN_LIMIT = 100;
    private static final int NAME_LIMIT = 60;
    private final byte[] key;
    private final Optional<URI> publicUrl;
    private final Clock clock;

    /** @param key the installation's, for this purpose alone; @param publicUrl without a slash at its end; empty = there are no addresses */
    public FileAddresses(byte[] key, Optional<URI> publicUrl, Clock clock) {
        this.key = key.clone();
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    public Optional<URI> of(long projectId, long fileId, String name) {
        return publicUrl.map(url -> URI.create(url + "/files/" + token(projectId, fileId) + "/" + plain(name)));
    }

    /** The file that the token opens; empty when it is forged or expired. */
    public Optional<Place> open(String token) {
        int dot = token.length() > TOKEN_LIMIT ? -1 : token.indexOf('.');
        if (dot < 0 || !Tokens.same(signature(token.substring(0, dot)), token.substring(dot + 1))) {
            return Optional.empty();
        }
        // It is signed, so it has the form that it was given.
        var numbers = token.substring(0, dot).split("-");
        long until = Long.parseLong(numbers[2], DIGITS);
        return clock.now().getEpochSecond() < until
                ? Optional.of(new Place(Long.parseLong(numbers[0], DIGITS), Long.parseLong(numbers[1], DIGITS)))
                : Optional.empty();
    }

    private String token(long projectId, long fileId) {
        long until = clock.now().plus(LIFE).getEpochSecond();
        var what = Long.toString(projectId, DIGITS) + "-" + Long.toString(fileId, DIGITS) + "-"
                + Long.toString(until, DIGITS);
        return what + "." + signature(what);
    }

    private String signature(String what) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Tokens.sign(key, what.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without letters that would need escaping: it must stay short, and providers look at the ending. */
    private static String plain(String name) {
        var safe = (name == null ? "" : name).replaceAll("(?s)^.*[/\\\\]", "").replaceAll("[^A-Za-z0-9._-]+", "_");
        int dot = safe.lastIndexOf('.');
        var stem = (dot < 0 ? safe : safe.substring(0, dot)).replaceAll("^[._-]+|[._-]+$", "");
        var ending = dot < 0
                ? ""
                : safe.substring(dot).replaceAll("[^A-Za-z0-9.]", "").toLowerCase(Locale.ROOT);
        boolean usual = ending.length() > 1 && ending.length() <= 12;
        return (stem.isEmpty() ? "file" : stem.substring(0, Math.min(NAME_LIMIT, stem.length())))
                + (usual ? ending : "");
    }
}
