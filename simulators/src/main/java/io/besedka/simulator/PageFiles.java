package io.besedka.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves a phone page's files from the class path: its own folder first, then what all pages share. */
public final class PageFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8",
            "css",
            "text/css; charset=utf-8",
            "json",
            "application/json",
            "svg",
            "image/svg+xml");

    private final Class<?> owner;

    /** The page lies in the folder {@code phone} beside that class. */
    public PageFiles(Class<?> owner) {
        this.owner = owner;
    }

    public void answer(Exchange exchange) throws IOException {
        var name = exchange.path().equals("/") ? "/index.html" : exchange.path();
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (var in = type != null && name.matches("/[a-z]+\\.[a-z]+") ? find(name) : null) {
            if (in == null) {
                exchange.answer(404, "text/plain", "Nothing here\n");
                return;
            }
            exchange.with("Cache-Control", "no-cache");
            exchange.with(
                    "Content-Security-Policy",
                    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; frame-ancestors *;"
                            + " base-uri 'none'; form-action 'none'");
            exchange.answer(200, type, in.readAllBytes());
        }
    }

    private InputStream find(String name) {
        var own = owner.getResourceAsStream("phone" + name);
        return own != null ? own : PageFiles.class.getResourceAsStream("page" + name);
    }
}
