package io.besedka.platform.outbound;

import io.besedka.platform.outbound.Outcome.NotSent;
import io.besedka.platform.outbound.Outcome.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Calls providers at roots an administrator configured; these may well be private addresses. Connections are kept and
 * shared. Redirects are not followed. Safe for any thread; blocks the caller.
 */
public final class ProviderHttp implements AutoCloseable {
    /** A connection idle for longer may be closed on us just as we write, and the outcome would then be unknown. */
    private static final String KEEP_ALIVE_SECONDS = "10";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    static {
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", KEEP_ALIVE_SECONDS);
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("provider-deadlines").factory());

    public ProviderHttp() {
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Throws IllegalArgumentException for a URL or header no request can have: those are the caller's own. */
    public Outcome send(Call call) {
        return send(call, Optional.empty());
    }

    /** Like {@link #send}, but a successful answer's body goes to the target, which is left open. */
    public Outcome download(Call call, OutputStream target) {
        return send(call, Optional.of(target));
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.shutdownNow();
        client.close();
    }

    private Outcome send(Call call, Optional<OutputStream> download) {
        var deadline = System.nanoTime() + call.within().toNanos();
        var sending = client.sendAsync(request(call), BodyHandlers.ofInputStream());
        try {
            return read(sending.get(call.within().toNanos(), TimeUnit.NANOSECONDS), call, download, deadline);
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (TimeoutException e) {
            giveUp(sending);
            return new Unknown("no answer in time");
        } catch (InterruptedException e) {
            giveUp(sending);
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while waiting for the answer");
        }
    }

    private Outcome read(
            HttpResponse<InputStream> response, Call call, Optional<OutputStream> download, long deadline) {
        try (var body = response.body()) {
            var cut = deadlines.schedule(() -> close(body), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            try {
                return Answers.read(response.statusCode(), response.headers().map(), body, call, download);
            } finally {
                cut.cancel(false);
            }
        } catch (IOException e) {
            return new Unknown("the answer broke off");
        }
    }

    /** An answer that still comes after we gave up must be closed, or its connection is never free again. */
    private static void giveUp(CompletableFuture<HttpResponse<InputStream>> sending) {
        sending.whenComplete((late, _) -> {
            if (late != null) {
                close(late.body());
            }
        });
        sending.cancel(true);
    }

    private static Outcome failed(Throwable cause) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof HttpConnectTimeoutException
                    || at instanceof SSLHandshakeException) {
                return new NotSent("no connection: " + at.getClass().getSimpleName());
            }
        }
        return new Unknown("no answer: " + cause.getClass().getSimpleName());
    }

    private static HttpRequest request(Call call) {
        var request = HttpRequest.newBuilder(URI.create(call.url())).method(call.method(), publisher(call.body()));
        if (!call.body().contentType().isEmpty()) {
            request.setHeader("Content-Type", call.body().contentType());
        }
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    private static BodyPublisher publisher(Body body) {
        if (body.isEmpty()) {
            return BodyPublishers.noBody();
        }
        var stream = BodyPublishers.ofInputStream(() -> opened(body));
        return body.length() > 0 ? BodyPublishers.fromPublisher(stream, body.length()) : stream;
    }

    private static InputStream opened(Body body) {
        try {
            return body.source().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // There is nobody left to tell.
        }
    }
}
