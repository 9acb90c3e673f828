package io.besedka.platform.outbound;

import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.Outcome.NotSent;
import io.besedka.platform.outbound.Outcome.Refused;
import io.besedka.platform.outbound.Outcome.Unknown;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Calls URLs that customers typed: public addresses only, judged after the name is resolved and for each redirect anew,
 * http and https only, size and time capped. Connections are kept and shared. Safe for any thread; blocks the caller.
 */
public final class GuardedHttp implements AutoCloseable {
    public static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Headers meant for the host that was typed and for no other. */
    private static final Set<String> CONFIDENTIAL = Set.of("authorization", "cookie");

    private final HttpClient client;
    private final Names names;

    /** @param allowed private addresses that may be called nevertheless: an intranet's, a test's */
    public GuardedHttp(List<AddressRange> allowed) {
        this(new AddressPolicy(allowed), InetAddress::getAllByName, new SslContextFactory.Client());
    }

    GuardedHttp(AddressPolicy policy, Names.Lookup lookup, SslContextFactory.Client tls) {
        names = new Names(policy, lookup);
        client = JettyClient.started(names, tls);
    }

    public Outcome send(Call call) {
        return follow(call, Optional.empty());
    }

    /** Like {@link #send}, but a redirect is an answer like any other: what is posted must not become a GET on its way. */
    public Outcome sendWithoutRedirects(Call call) {
        try {
            Typed.method(call.method());
            Typed.headers(call.headers());
            return once(call, Typed.url(call.url()), Optional.empty());
        } catch (RefusedCall e) {
            return new Refused(e.getMessage());
        }
    }

    /** Why this URL would not be called as things stand; empty where it would, and where its name cannot be resolved just now. */
    public Optional<String> refusal(String url) {
        try {
            names.check(Typed.url(url).getHost());
            return Optional.empty();
        } catch (RefusedCall e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Like {@link #send}, but a successful answer's body goes to the target, which is left open. */
    public Outcome download(Call call, OutputStream target) {
        return follow(call, Optional.of(target));
    }

    @Override
    public void close() {
        JettyClient.stop(client);
    }

    private Outcome follow(Call call, Optional<OutputStream> download) {
        var deadline = System.nanoTime() + call.within().toNanos();
        try {
            Typed.method(call.method());
            Typed.headers(call.headers());
            var at = call;
            for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
                var url = Typed.url(at.url());
                var left = Duration.ofNanos(deadline - System.nanoTime());
                var outcome = once(at.within(left), url, download);
                var next = redirected(at, url, outcome);
                if (next.isEmpty()) {
                    return outcome;
                }
                at = next.get();
            }
            return new Refused("more than " + MOST_REDIRECTS + " redirects");
        } catch (RefusedCall e) {
            return new Refused(e.getMessage());
        }
    }

    private Outcome once(Call call, URI url, Optional<OutputStream> download) {
        var begun = new AtomicBoolean();
        var listener = new InputStreamResponseListener();
        try {
            var request = request(call, url).onRequestBegin(_ -> begun.set(true));
            request.send(listener);
            var response = listener.get(Math.max(1, call.within().toMillis()), TimeUnit.MILLISECONDS);
            try (var body = listener.getInputStream()) {
                return Answers.read(response.getStatus(), JettyClient.headers(response), body, call, download);
            }
        } catch (ExecutionException e) {
            return failed(e.getCause(), begun.get());
        } catch (TimeoutException e) {
            return begun.get() ? new Unknown("no answer in time") : new NotSent("no connection in time");
        } catch (IOException e) {
            return begun.get() ? new Unknown("the answer broke off") : new NotSent("the body cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while waiting for the answer");
        } finally {
            closeQuietly(listener);
        }
    }

    private Request request(Call call, URI url) throws IOException {
        var request = client.newRequest(url)
                .method(call.method())
                .timeout(Math.max(1, call.within().toMillis()), TimeUnit.MILLISECONDS)
                .idleTimeout(Math.max(1, call.within().toMillis()), TimeUnit.MILLISECONDS);
        if (!call.body().isEmpty()) {
            request.body(JettyClient.content(call.body()));
        }
        return request.headers(headers -> call.headers().forEach(headers::put));
    }

    private static Outcome failed(Throwable cause, boolean begun) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof RefusedCall refused) {
                throw refused;
            }
            if (at instanceof SSLHandshakeException) {
                return new NotSent("no secure connection: the certificate or the protocol was refused");
            }
        }
        var kind = cause.getClass().getSimpleName();
        return begun ? new Unknown("no answer: " + kind) : new NotSent("no connection: " + kind);
    }

    private static Optional<Call> redirected(Call call, URI from, Outcome outcome) {
        if (!(outcome instanceof Answered answered) || !REDIRECTS.contains(answered.status())) {
            return Optional.empty();
        }
        return answered.header("location").map(location -> towards(call, from, location, answered.status()));
    }

    private static Call towards(Call call, URI from, String location, int status) {
        var to = Typed.url(absolute(from, location));
        var headers = sameOrigin(from, to) ? call.headers() : withoutConfidential(call.headers());
        var keepsMethod =
                status >= 307 || call.method().equals("GET") || call.method().equals("HEAD");
        return new Call(
                keepsMethod ? call.method() : "GET",
                to.toString(),
                headers,
                keepsMethod ? call.body() : Body.NONE,
                call.within(),
                call.answerLimit());
    }

    private static String absolute(URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new RefusedCall("the redirect's URL is malformed");
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static Map<String, String> withoutConfidential(Map<String, String> headers) {
        var kept = new LinkedHashMap<>(headers);
        kept.keySet().removeIf(name -> CONFIDENTIAL.contains(name.toLowerCase(Locale.ROOT)));
        return kept;
    }

    private static void closeQuietly(InputStreamResponseListener listener) {
        try {
            listener.close();
        } catch (IOException alreadyBroken) {
            // There is nobody left to tell.
        }
    }
}
