package io.besedka.platform.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;

/**
 * Believes what the nearest proxies say of the caller, and nothing that may have come from further away. A proxy appends the address it
 * was called from, so the last {@code count} entries of {@code X-Forwarded-For} are the proxies' and the first of those is the caller's
 * address as the outermost proxy saw it; whatever stands left of it the caller made up. The scheme is believed as the last entry of
 * {@code X-Forwarded-Proto} says. {@code Forwarded} and {@code X-Forwarded-Host} are not read: of a proxy that does not know them they
 * would be the caller's words, and links are made of the host.
 */
final class NearestProxies implements HttpConfiguration.Customizer {
    private final int count;

    /** @param count proxies between the caller and us, at least 1 */
    NearestProxies(int count) {
        this.count = count;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        var headers = request.getHeaders();
        var uri = HttpURI.build(request.getHttpURI());
        last(headers, "X-Forwarded-Proto").filter(NearestProxies::isScheme).ifPresent(uri::scheme);
        return new Forwarded(request, uri.asImmutable(), caller(headers).orElse(null));
    }

    private Optional<SocketAddress> caller(HttpFields headers) {
        var hops = headers.getCSV("X-Forwarded-For", false);
        return hops.size() < count
                ? Optional.empty()
                : hostPort(hops.get(hops.size() - count))
                        .map(hop -> InetSocketAddress.createUnresolved(hop.getHost(), hop.getPort(0)));
    }

    private static Optional<String> last(HttpFields headers, String name) {
        List<String> values = headers.getCSV(name, false);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private static boolean isScheme(String word) {
        return word.equals("http") || word.equals("https");
    }

    private static Optional<HostPort> hostPort(String word) {
        try {
            return Optional.of(new HostPort(word));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    /** The request as the outermost proxy saw it. */
    private static final class Forwarded extends Request.Wrapper {
        private final HttpURI uri;
        private final ConnectionMetaData connection;

        Forwarded(Request request, HttpURI uri, SocketAddress caller) {
            super(request);
            this.uri = uri;
            this.connection = caller == null
                    ? request.getConnectionMetaData()
                    : new From(request.getConnectionMetaData(), caller);
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public boolean isSecure() {
            return "https".equals(uri.getScheme());
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }

    private static final class From extends ConnectionMetaData.Wrapper {
        private final SocketAddress caller;

        From(ConnectionMetaData connection, SocketAddress caller) {
            super(connection);
            this.caller = caller;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return caller;
        }
    }
}
