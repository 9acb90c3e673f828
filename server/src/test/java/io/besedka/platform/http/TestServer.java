package io.besedka.platform.http;

import java.util.List;

/** A started server on a free port, for the tests of the faces. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;

    /** Behind one proxy. */
    public TestServer(Routes... faces) throws Exception {
        this(1, faces);
    }

    public TestServer(int proxies, Routes... faces) throws Exception {
        server = new HttpServer("127.0.0.1", 0, proxies, List.of(faces), (_, _, _, _) -> {}).start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
