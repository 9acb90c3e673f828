package io.besedka.app;

import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The web apps out of the jar: the inbox at {@code /inbox/}, the widget's loader and frame, the API's reference at {@code /docs/api/}. */
final class WebFiles {
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors ";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "yaml", "application/yaml; charset=utf-8",
            "webmanifest", "application/manifest+json");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** The front page of a server that has no other. */
    static Routes inboxFirst() {
        return new Routes().get("/", exchange -> Answer.redirect("/inbox/"));
    }

    Routes routes() {
        return new Routes()
                .get(
                        "/widget.js",
                        exchange -> file("widget.js")
                                .with("Cache-Control", "max-age=300")
                                .with("Cross-Origin-Resource-Policy", "cross-origin"))
                .get("/inbox", exchange -> Answer.redirect("/inbox/"))
                .get("/inbox/*", this::inbox)
                .get("/widget/*", this::widget)
                .get("/docs/api", exchange -> Answer.redirect("/docs/api/"))
                .get("/docs/api/*", this::reference);
    }

    /** A page of the inbox is made by its script, whatever the address below. */
    private Answer inbox(Exchange exchange) throws IOException {
        var path = exchange.path().substring(1);
        boolean page = !path.startsWith("inbox/assets/") && !path.matches("inbox/[^/]+\\.[a-z]+");
        return page
                ? file("inbox/index.html")
                        .with("Content-Security-Policy", POLICY + "'none'")
                        .with("Cache-Control", "no-cache")
                        .with("Referrer-Policy", "same-origin")
                : asset(path);
    }

    /** The widget's frame stands in any site. */
    private Answer widget(Exchange exchange) throws IOException {
        var path = exchange.path().substring(1);
        return path.equals("widget/frame.html")
                ? file(path).with("Content-Security-Policy", POLICY + "*").with("Cache-Control", "no-cache")
                : asset(path);
    }

    /** Shows what the server takes, and sends what its reader asks for to this server alone. */
    private Answer reference(Exchange exchange) throws IOException {
        var path = exchange.path().substring(1);
        return path.equals("docs/api/")
                ? file("docs/api/index.html")
                        .with("Content-Security-Policy", POLICY + "'none'")
                        .with("Cache-Control", "no-cache")
                        .with("Referrer-Policy", "same-origin")
                : asset(path);
    }

    private Answer asset(String path) throws IOException {
        return file(path)
                .with("Cache-Control", path.contains("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private Answer file(String path) throws IOException {
        if (path.contains("..") || path.contains("\\")) {
            throw Problem.notFound("page");
        }
        var bytes = files.get(path);
        if (bytes == null) {
            bytes = read(path).orElseThrow(() -> Problem.notFound("page"));
            files.put(path, bytes);
        }
        var type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        return Answer.bytes(200, type, bytes);
    }

    /** Only names that exist are remembered for long: guessers cannot fill the memory. */
    private static Optional<byte[]> read(String path) {
        try (var in = WebFiles.class.getResourceAsStream("/web/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
