package io.besedka.platform.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port with the routes of several faces on it. */
public final class HttpServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    /**
     * @param host the address to listen on
     * @param port 0 takes a free one, see {@link #port()}
     * @param proxies how many reverse proxies of ours stand before it and are believed; 0 = callers come directly
     * @param outcomes told of every answer, for metrics
     */
    public HttpServer(String host, int port, int proxies, List<Routes> faces, Outcome outcomes) {
        var threads = new QueuedThreadPool(32, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(proxies)));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(4096);
        connector.setIdleTimeout(60_000);
        // Jetty's own second of waiting for connections that nobody speaks on would be most of a stop.
        connector.setShutdownIdleTimeout(200);
        server.addConnector(connector);
        server.setHandler(tree(faces, outcomes));
        server.setErrorHandler(new Unreadable());
        server.setStopTimeout(3_000);
    }

    private static HttpConfiguration configuration(int proxies) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(16 * 1024);
        if (proxies > 0) {
            configuration.addCustomizer(new NearestProxies(proxies));
        }
        return configuration;
    }

    private Handler tree(List<Routes> faces, Outcome outcomes) {
        var sockets = new Sockets(server);
        var tree = new PathTree();
        table(faces).forEach((shape, routes) -> tree.add(shape, new Requests(routes, sockets, outcomes)));
        return tree;
    }

    /** Faces may share an address, each with methods of its own, and need not call its parameters the same. */
    private static Map<String, TreeMap<String, Requests.Route>> table(List<Routes> faces) {
        var table = new LinkedHashMap<String, TreeMap<String, Requests.Route>>();
        for (var face : faces) {
            face.byTemplate().forEach((template, methods) -> {
                var routes = table.computeIfAbsent(template.replaceAll("\\{[^}]*}", "{}"), shape -> new TreeMap<>());
                methods.forEach((method, handler) -> {
                    if (routes.put(method, new Requests.Route(template, face, handler)) != null) {
                        throw new IllegalArgumentException(method + " " + template + " is routed by two faces");
                    }
                });
            });
        }
        return table;
    }

    public HttpServer start() throws Exception {
        server.start();
        return this;
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
