package io.besedka.simulator;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A small HTTP/1.1 server. Each request runs on a virtual thread of its own and may block as long as it likes:
 * long polls, slow answers and event streams are plain blocking code.
 */
public final class HttpFace implements AutoCloseable {
    /** Answers one exchange. */
    public interface Route {
        void take(Exchange exchange) throws IOException;
    }

    private final Server server;
    private final ServerConnector connector;
    private final String host;

    private HttpFace(Server server, ServerConnector connector, String host) {
        this.server = server;
        this.connector = connector;
        this.host = host;
    }

    /** Starts listening; port 0 takes a free one. */
    public static HttpFace start(String host, int port, Route route) {
        var threads = new QueuedThreadPool(50, 4);
        threads.setName("simulator-http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(64 * 1024);
        // Some providers have slashes and percent signs in ids; a path keeps those two encoded.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "ids",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(120_000);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(new Door(route));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("cannot listen on " + host + ":" + port, e);
        }
        return new HttpFace(server, connector, host);
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** The address without a trailing slash. */
    public URI url() {
        return URI.create("http://" + host + ":" + port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the simulator's HTTP server did not stop", e);
        }
    }

    private static final class Door extends Handler.Abstract {
        private final Route route;

        Door(Route route) {
            this.route = route;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            var exchange = new Exchange(request, response, callback);
            try {
                route.take(exchange);
                if (!exchange.isAnswered()) exchange.answer(404, "text/plain", "Nothing here\n");
            } catch (Exchange.TooLarge e) {
                exchange.answer(413, "text/plain", "Request Entity Too Large\n");
            } catch (IOException | RuntimeException e) {
                exchange.failed(e);
            }
            return true;
        }
    }
}
