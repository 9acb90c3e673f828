package io.besedka.widget;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Content;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.Result;
import io.besedka.face.FileTransfer;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Rates;
import io.besedka.platform.http.Routes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The widget's routes, {@code /widget/v1/{key}/...}: a visitor is who carries a token of ours. */
public final class WidgetRoutes {
    private static final long FILE_LIMIT = 20L << 20;
    private static final int TEXT_LIMIT = 10_000;
    private static final int KEY_LIMIT = 100;

    private final Widgets widgets;
    private final FileStore files;
    private final Rates writing;
    private final Rates arriving;

    public WidgetRoutes(Widgets widgets, FileStore files) {
        this.widgets = widgets;
        this.files = files;
        this.writing =
                new Rates(30, java.time.Duration.ofMinutes(1), widgets.faces().clock()::now);
        this.arriving =
                new Rates(60, java.time.Duration.ofMinutes(1), widgets.faces().clock()::now);
    }

    public Routes routes() {
        return new Routes(Refusals::guard, Routes::render)
                .get("/widget/v1/{key}/config", this::config)
                .post("/widget/v1/{key}/visitors", this::arrive)
                .get("/widget/v1/{key}/messages", this::messages)
                .get("/widget/v1/{key}/unread", exchange -> Answer.json(widgets.unread(visitor(exchange))))
                .post("/widget/v1/{key}/messages", this::write)
                .post("/widget/v1/{key}/presses", this::press)
                .post("/widget/v1/{key}/seen", this::seen)
                .post("/widget/v1/{key}/files", this::upload)
                .get("/widget/v1/{key}/files/{file}", this::file)
                .get(
                        "/widget/v1/{key}/socket",
                        exchange -> exchange.upgrade(new WidgetSocket(widgets, connected(exchange))));
    }

    private Connected connected(Exchange exchange) {
        return widgets.faces()
                .connections()
                .ofHook("widget", exchange.path("key"))
                .filter(connected -> !connected.connection().paused())
                .orElseThrow(() -> Problem.notFound("widget"));
    }

    private Visitor visitor(Exchange exchange) {
        var connection = connected(exchange).connection();
        var bearer = exchange.header("Authorization");
        var token = bearer != null && bearer.startsWith("Bearer ") ? bearer.substring(7) : null;
        return widgets.faces()
                .tokens()
                .visitor(connection.id(), token)
                .map(id -> new Visitor(connection, id))
                .orElseThrow(() -> Problem.unauthorized("the visitor's token is missing or not ours"));
    }

    private Answer config(Exchange exchange) {
        var connection = connected(exchange).connection();
        var config = new java.util.LinkedHashMap<String, Object>();
        config.put("title", connection.setting("title", connection.name()));
        config.put("greeting", connection.setting("greeting", ""));
        config.put("color", connection.setting("color", "#2f6f4f"));
        config.put("position", connection.setting("position", "right"));
        config.put("locale", connection.settings().get("locale"));
        // The loader asks from the site's own origin; there is nothing in it that the site does not show anyway.
        return Answer.json(config).with("Access-Control-Allow-Origin", "*").with("Cache-Control", "max-age=60");
    }

    private Answer arrive(Exchange exchange) {
        var connection = connected(exchange).connection();
        arriving.take(exchange.remoteAddress());
        return Answer.json(201, Map.of("token", widgets.faces().tokens().issue(connection.id())));
    }

    private Answer messages(Exchange exchange) {
        var visitor = visitor(exchange);
        int limit = (int) Math.clamp(exchange.queryNumber("limit", 50), 1, Widgets.PAGE_LIMIT);
        return Answer.json(
                exchange.query("after").isPresent()
                        ? widgets.after(visitor, exchange.queryNumber("after", 0), limit)
                        : widgets.before(visitor, exchange.queryNumber("before", Long.MAX_VALUE), limit));
    }

    private static final Pattern FILE = Pattern.compile("/files/(\\d{1,18})\\?sig=([\\w-]+)$");

    /** @param files addresses of the attached files, as uploading told them: nobody attaches what was never shown to him */
    record Written(String key, Content content, List<String> files) {}

    private Answer write(Exchange exchange) throws IOException {
        var visitor = visitor(exchange);
        writing.take(visitor.connection().id() + " " + visitor.id());
        var body = exchange.json(Written.class);
        return answer(widgets.write(visitor, key(body.key()), allowed(body.content(), body.files(), visitor)));
    }

    /** Visitors send plain text, files they uploaded, places and contacts; nothing that only we may say. */
    private Content allowed(Content content, List<String> addresses, Visitor visitor) {
        if (content == null) {
            throw Problem.field("content", "content is needed");
        }
        if (content.text().length() > TEXT_LIMIT) {
            throw Problem.field("content.text", "a message holds at most " + TEXT_LIMIT + " characters");
        }
        for (var part : content.parts()) {
            boolean fits = switch (part) {
                case Part.Attachment file -> file.fileId() > 0;
                case Part.Location location -> true;
                case Part.ContactCard card -> true;
                case Part.Buttons b -> false;
                case Part.ListMenu m -> false;
                case Part.Template t -> false;
                case Part.Press p -> false;
                case Part.Unsupported u -> false;
            };
            if (!fits) {
                throw Problem.field("content.parts", "a visitor cannot send a part of this type");
            }
        }
        return new Content(
                content.text(),
                false,
                described(
                        content.parts(),
                        signatures(addresses),
                        visitor.connection().projectId()));
    }

    /** What a file is, its row says, not the browser. */
    private List<Part> described(List<Part> parts, Map<Long, String> signatures, long project) {
        return parts.stream()
                .map(part -> part instanceof Part.Attachment file ? described(file, signatures, project) : part)
                .toList();
    }

    private static Map<Long, String> signatures(List<String> addresses) {
        var signatures = new HashMap<Long, String>();
        for (var address : addresses == null ? List.<String>of() : addresses) {
            var match = FILE.matcher(address == null ? "" : address);
            if (match.find()) {
                signatures.put(Long.valueOf(match.group(1)), match.group(2));
            }
        }
        return signatures;
    }

    private Part described(Part.Attachment file, Map<Long, String> signatures, long project) {
        return Optional.of(file.fileId())
                .filter(id -> widgets.faces().tokens().mayOpen(project, id, signatures.get(id)))
                .flatMap(id -> files.find(project, id))
                .map(stored -> (Part) new Part.Attachment(
                        file.media(),
                        stored.id(),
                        null,
                        stored.name(),
                        stored.mime(),
                        stored.size(),
                        stored.width(),
                        stored.height(),
                        file.seconds()))
                .orElseThrow(() -> Problem.field("content.parts", "no such file"));
    }

    record Pressed(String key, long seq, int index) {}

    private Answer press(Exchange exchange) throws IOException {
        var visitor = visitor(exchange);
        writing.take(visitor.connection().id() + " " + visitor.id());
        var body = exchange.json(Pressed.class);
        return answer(widgets.press(visitor, key(body.key()), body.seq(), body.index()));
    }

    record Seen(long seq) {}

    private Answer seen(Exchange exchange) throws IOException {
        widgets.saw(visitor(exchange), exchange.json(Seen.class).seq());
        return Answer.ok();
    }

    private static String key(String key) {
        if (key == null || key.isBlank() || key.length() > KEY_LIMIT) {
            throw Problem.field("key", "key is needed: 1-" + KEY_LIMIT + " characters that name this message for good");
        }
        return key;
    }

    private static Answer answer(Result result) {
        return switch (result) {
            case Result.Taken taken -> Answer.json(201, Map.of("seq", taken.seq()));
            case Result.Repeated repeated -> Answer.json(200, Map.of("seq", repeated.seq()));
            case Result.Declined(var refusal, var why) -> throw Refusals.problem(refusal, why);
        };
    }

    private Answer upload(Exchange exchange) throws IOException {
        var visitor = visitor(exchange);
        writing.take(visitor.connection().id() + " " + visitor.id());
        long project = visitor.connection().projectId();
        var file = FileTransfer.receive(files, exchange, project, FILE_LIMIT);
        var answer = new java.util.LinkedHashMap<String, Object>();
        answer.put("fileId", file.id());
        answer.put("name", file.name());
        answer.put("mime", file.mime());
        answer.put("size", file.size());
        answer.put("width", file.width());
        answer.put("height", file.height());
        answer.put("url", widgets.fileUrl(exchange.path("key"), project, file.id()));
        return Answer.json(201, answer);
    }

    private Answer file(Exchange exchange) throws IOException {
        long project = connected(exchange).connection().projectId();
        long id = exchange.pathNumber("file");
        if (!widgets.faces().tokens().mayOpen(project, id, exchange.query("sig").orElse(null))) {
            throw Problem.notFound("file");
        }
        return FileTransfer.send(files, exchange, project, id);
    }
}
