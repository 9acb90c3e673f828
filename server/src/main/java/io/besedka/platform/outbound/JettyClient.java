package io.besedka.platform.outbound;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's client with everything it does by itself turned off: redirects, cookies, sign-in, decompression. */
final class JettyClient {
    private JettyClient() {}

    static HttpClient started(SocketAddressResolver names, SslContextFactory.Client tls) {
        var client = new HttpClient();
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("guarded-http");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setSslContextFactory(tls);
        client.setSocketAddressResolver(names);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Besedka"));
        client.setConnectTimeout(5_000);
        client.setIdleTimeout(10_000);
        client.setDestinationIdleTimeout(60_000);
        client.setMaxResponseHeadersSize(32 << 10);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the guarded HTTP client", e);
        }
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
        return client;
    }

    static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the guarded HTTP client", e);
        }
    }

    static Map<String, List<String>> headers(Response response) {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var name : response.getHeaders().getFieldNamesCollection()) {
            headers.put(name, response.getHeaders().getValuesList(name));
        }
        return headers;
    }

    static Request.Content content(Body body) throws IOException {
        var type = body.contentType().isEmpty() ? "application/octet-stream" : body.contentType();
        return new InputStreamRequestContent(type, body.source().open()) {
            @Override
            public long getLength() {
                return body.length();
            }
        };
    }
}
