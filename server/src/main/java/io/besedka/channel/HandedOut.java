package io.besedka.channel;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.GuardedHttp;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Calls addresses that a provider hands out in its answers and updates: files to fetch, places to upload to. The API's own host (a simulator,
 * a server of the administrator's) is called as the API is. Anything else must be a public name over HTTPS, and where the name leads is
 * judged once more when it is resolved and for each redirect: whoever forges an update must not make us call our neighbours.
 */
public final class HandedOut {
    private static final int MOST_REDIRECTS = 3;
    private static final Set<String> PRIVATE =
            Set.of("localhost", "local", "internal", "lan", "home", "intranet", "corp");
    private static final String NOT_PUBLIC = "the address handed out is not a public one";

    /** One for all channels, begun when the first needs it: it holds threads. */
    private static final class Outside {
        static final GuardedHttp HTTP = new GuardedHttp(List.of());
    }

    private final URI root;
    private final ProviderHttp own;

    /** @param own how the API itself is called */
    public HandedOut(URI root, ProviderHttp own) {
        this.root = root;
        this.own = own;
    }

    /** Whether the address may be called, by its looks alone. */
    public boolean permits(String url) {
        return isOwn(url) || isPublic(url);
    }

    /** {@link Outcome.Refused} where the address is not to be called. */
    public Outcome send(Call call) {
        return isOwn(call.url())
                ? own.send(call)
                : isPublic(call.url()) ? Outside.HTTP.send(call) : new Outcome.Refused(NOT_PUBLIC);
    }

    /**
     * The bytes at an address. They lie in a file that goes when the stream is closed, so one half received is never taken for a whole one.
     *
     * @param call says also how long it may take and how large the file may be
     * @throws Gone where there is no file any more (a signed address that ran out is forbidden), or the address is not to be called
     */
    public InputStream file(Call call) throws IOException, Gone {
        var file = Files.createTempFile("besedka-", ".part");
        boolean whole = false;
        try {
            fetch(call, file);
            whole = true;
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void fetch(Call call, Path into) throws IOException, Gone {
        try (var out = Files.newOutputStream(into)) {
            var at = call;
            for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
                var answered = answer(at, out);
                if (answered.isSuccess()) {
                    return;
                }
                at = redirected(at, answered);
            }
        }
        throw new Gone("the file's address leads from one to another");
    }

    private Answered answer(Call call, OutputStream into) throws IOException, Gone {
        if (!permits(call.url())) {
            throw new Gone(NOT_PUBLIC);
        }
        return switch (isOwn(call.url()) ? own.download(call, into) : Outside.HTTP.download(call, into)) {
            case Answered answered -> answered;
            case Outcome.NotSent(var why) -> throw new IOException(why);
            case Outcome.Unknown(var why) -> throw new IOException(why);
            case Outcome.Refused(var why) -> throw new Gone(why);
        };
    }

    /** Elsewhere redirects are followed already; these are the API's own, and whatever authorized us here is not told elsewhere. */
    private Call redirected(Call call, Answered answered) throws IOException, Gone {
        int status = answered.status();
        var location = status / 100 == 3 ? answered.header("location").orElse(null) : null;
        if (location != null) {
            var next = resolved(call.url(), location);
            var plain = Call.get(next).within(call.within()).answeredInAtMost(call.answerLimit());
            return isOwn(next) ? call.to(next) : plain;
        }
        boolean later = status == 401 || status == 408 || status == 429 || status >= 500;
        if (later) {
            throw new IOException("the file's address answered " + status);
        }
        throw new Gone("the file is no longer there: " + status);
    }

    private static String resolved(String from, String location) {
        try {
            return URI.create(from).resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private boolean isOwn(String url) {
        var uri = parsed(url);
        return uri != null
                && root.getScheme().equals(uri.getScheme())
                && root.getHost().equalsIgnoreCase(uri.getHost())
                && root.getPort() == uri.getPort();
    }

    private static boolean isPublic(String url) {
        var uri = parsed(url);
        if (uri == null || !"https".equals(uri.getScheme()) || uri.getPort() != -1 && uri.getPort() != 443) {
            return false;
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var top = host.substring(host.lastIndexOf('.') + 1);
        // A literal address ends in a number, or in the bracket of version 6.
        return host.contains(".") && top.matches("[a-z][a-z0-9-]*") && !PRIVATE.contains(top);
    }

    /** Null for what is no address of a host, or bears a password. */
    private static URI parsed(String url) {
        try {
            var uri = URI.create(url);
            return uri.getHost() == null || uri.getUserInfo() != null ? null : uri;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
