package io.besedka.demo;

import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The demo's own pages: where to begin, and the shop's site with the widget on it. */
final class DemoPages {
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    private final Path story;
    private final Phones phones;

    DemoPages(Path story, Phones phones) {
        this.story = story;
        this.phones = phones;
    }

    Routes routes() {
        return new Routes()
                .get("/", exchange -> page("start.html"))
                .get("/demo/shop", exchange -> page("shop.html"))
                .get("/demo/style.css", exchange -> Answer.text(200, "text/css", read("style.css")))
                .get("/demo/words.js", exchange -> Answer.text(200, "text/javascript", read("words.js")));
    }

    private Answer page(String name) throws IOException {
        if (!Files.exists(story)) {
            throw Problem.unavailable("the shop is still being set up; try again in a moment");
        }
        var told = Json.MAPPER.readTree(Files.readAllBytes(story));
        var page = read(name)
                .replace("{{key}}", told.at("/connections/widget/key").asString())
                .replace("{{email}}", told.at("/signIn/email").asString())
                .replace("{{password}}", told.at("/signIn/password").asString())
                .replace("{{data}}", quoted(story.getParent().toString()))
                .replace(
                        "{{phones}}", phones.all().stream().map(DemoPages::link).collect(Collectors.joining()));
        return Answer.text(200, "text/html", page)
                .with("Content-Security-Policy", POLICY)
                .with("Cache-Control", "no-cache");
    }

    private static String link(Phones.Phone phone) {
        return "<a class=\"phone %s\" href=\"%s/\" target=\"_blank\">%s</a>%n"
                .formatted(phone.word(), phone.url(), phone.name());
    }

    /** As it may stand in an attribute. */
    private static String quoted(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static String read(String name) throws IOException {
        try (var in = DemoPages.class.getResourceAsStream("/demo/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
