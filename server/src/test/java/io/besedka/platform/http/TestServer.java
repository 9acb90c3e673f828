package io.besedka.platform.http;

import java.util.List;

/** A started server on a free port, for the tests of the faces. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;

    public TestServer(Routes... faces) throws Exception {
        server = new HttpServer("127.0.0.1", 0, true, List.of(faces), (_, _, _, _) -> {}).start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
