package io.besedka.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FilesTest {
    private static final String FILES = "/v1/projects/1/files";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    private Workplace place;
    private Browser anna;

    @BeforeEach
    void open() throws Exception {
        place = new Workplace(database.get(), folder);
        anna = place.browser(11);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    private JsonNode upload(String name, String saidType, byte[] bytes) {
        var request = anna.request(FILES)
                .header("X-File-Name", name)
                .header("Content-Type", saidType)
                .POST(BodyPublishers.ofByteArray(bytes));
        var response = anna.exchange(request);
        assertThat(response.statusCode()).isEqualTo(201);
        return Json.tree(response.body());
    }

    private HttpResponse<byte[]> download(long id, String query, String... headers) {
        var request = anna.request(FILES + "/" + id + query);
        return anna.exchange(headers.length == 0 ? request : request.headers(headers));
    }

    private static byte[] image(String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(33, 21, BufferedImage.TYPE_INT_RGB), format, out))
                .isTrue();
        return out.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void pictures_are_known_by_their_bytes_and_measured() throws Exception {
        for (var format : new String[] {"jpeg", "png", "gif"}) {
            var bytes = image(format);
            var file = upload("x.html", "text/html", bytes);
            assertThat(file.path("mime").asString()).isEqualTo("image/" + format);
            assertThat(file.path("width").asInt()).isEqualTo(33);
            assertThat(file.path("height").asInt()).isEqualTo(21);
            var sent = download(file.path("fileId").asLong(), "");
            assertThat(sent.body()).isEqualTo(bytes);
            assertThat(sent.headers().firstValue("Content-Disposition"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("inline"));
            assertThat(sent.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(sent.headers().firstValue("Content-Security-Policy")).hasValue("sandbox; default-src 'none'");
        }
        var webp =
                "RIFF\u0000\u0000\u0000\u0000WEBPVP8X\n\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0020\u0000\u0000\u0014\u0000\u0000";
        var file = upload("x.webp", "image/webp", latin(webp));
        assertThat(file.path("width").asInt() + "x" + file.path("height").asInt())
                .isEqualTo("33x21");
    }

    @Test
    void kinds_are_told_by_bytes_and_a_page_in_disguise_is_only_saved() {
        kind("OggS\u0000OpusHead", "audio/ogg");
        kind("\u0000\u0000\u0000\u0018ftypisom", "video/mp4");
        kind("\u0000\u0000\u0000\u0018ftypM4A ", "audio/mp4");
        kind("ID3\u0004", "audio/mpeg");
        kind("\u00ff\u00fb\u0090\u0064", "audio/mpeg");
        kind("\u001aE\u00df\u00a3\u0001B\u0082webm", "video/webm");
        kind("%PDF-1.7", "application/pdf");
        kind("GIF8", "application/octet-stream");
        kind("\u0089PNG\r\n\u001a\n", "image/png");
        for (var hostile : new String[] {
            "<html><script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
        }) {
            var file = upload("photo.png", "image/png", latin(hostile));
            var sent = download(file.path("fileId").asLong(), "");
            assertThat(sent.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            assertThat(sent.headers().firstValue("Content-Disposition"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        }
    }

    private void kind(String head, String mime) {
        assertThat(upload("x", "text/html", latin(head)).path("mime").asString())
                .as(head)
                .isEqualTo(mime);
    }

    @Test
    void names_keep_their_letters_and_lose_their_tricks() throws Exception {
        var file = upload("..%2F..%2F%D0%A0%D0%BE%D0%B7%D0%B0%22%0A.png", "image/png", image("png"));
        assertThat(file.path("name").asString()).isEqualTo("Роза\".png");
        var sent = download(file.path("fileId").asLong(), "?download=1");
        assertThat(sent.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"_____.png\"; filename*=UTF-8''%D0%A0%D0%BE%D0%B7%D0%B0%22.png");
    }

    @Test
    void parts_are_sent_as_asked_and_copies_are_not_sent_again() {
        long id =
                upload("x.mp3", "audio/mpeg", latin("ID3456789")).path("fileId").asLong();
        var part = download(id, "", "Range", "bytes=3-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.ISO_8859_1)).isEqualTo("456");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 3-5/9");
        assertThat(new String(download(id, "", "Range", "bytes=-2").body(), StandardCharsets.ISO_8859_1))
                .isEqualTo("89");
        assertThat(new String(download(id, "", "Range", "bytes=7-100").body(), StandardCharsets.ISO_8859_1))
                .isEqualTo("89");
        assertThat(download(id, "", "Range", "bytes=9-").statusCode()).isEqualTo(416);
        assertThat(download(id, "", "Range", "bytes=0-1,3-4").statusCode()).isEqualTo(200);
        assertThat(download(id, "", "Range", "bytes=5-1").statusCode()).isEqualTo(200);
        var tag = part.headers().firstValue("ETag").orElseThrow();
        assertThat(download(id, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(download(id, "", "Range", "bytes=0-0", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_file_on_its_way_is_asked_for_again_and_a_lost_one_is_gone() throws Exception {
        database.get()
                .jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "insert into files (project_id, id, connection_id, remote, name, mime, state, due_at, created_at)"
                                        + " values (1, 900001, 5, 'far', 'a.png', 'image/png', 0, now(), now()), (1, 900002, 5, 'far', 'b.png', 'image/png', 0, now(), now())"));
        assertThat(anna.get(FILES + "/900001").error()).isEqualTo("fetching");
        assertThat(download(900001, "").headers().firstValue("Retry-After")).hasValue("1");

        assertThat(place.files.pending(10))
                .extracting(pending -> pending.id())
                .containsExactlyInAnyOrder(900001L, 900002L);
        assertThat(place.files.pending(10)).isEmpty();
        place.files.stored(1, 900001, new ByteArrayInputStream(image("png")), 1_000_000);
        place.files.failed(1, 900002, "gone there", null);

        assertThat(download(900001, "").statusCode()).isEqualTo(200);
        assertThat(anna.get(FILES + "/900002").status()).isEqualTo(404);
        assertThat(anna.get(FILES + "/900002").error()).isEqualTo("gone");
        assertThat(anna.get(FILES + "/900003").error()).isEqualTo("no_such_file");
    }

    @Test
    void too_large_a_file_is_refused_before_it_is_read_and_leaves_nothing() throws Exception {
        try (var socket = new Socket("127.0.0.1", place.port())) {
            var head = "POST " + FILES + " HTTP/1.1\r\nHost: x\r\nCookie: user=11\r\nContent-Length: 52428801\r\n\r\n";
            socket.getOutputStream().write(latin(head));
            socket.getOutputStream().flush();
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).isEqualTo("HTTP/1.1 413");
        }
        try {
            place.files.store(1, "x", new ByteArrayInputStream(new byte[11]), 10);
            throw new AssertionError("it was taken");
        } catch (io.besedka.conversation.FileStore.TooLarge expected) {
            try (var left = Files.list(folder.resolve("arriving"))) {
                assertThat(left).isEmpty();
            }
        }
        assertThat(anna.send("POST", FILES, null).status()).isEqualTo(422);
    }

    @Test
    void an_attachment_is_what_its_file_says() throws Exception {
        long id = upload("rose.png", "image/png", image("png")).path("fileId").asLong();
        var key = place.writes(1, "Pictured", "a photo?");
        var reply = anna.post(
                "/v1/projects/1/conversations/" + key.id() + "/messages",
                "{\"key\":\"p\",\"content\":{\"parts\":[{\"type\":\"attachment\",\"media\":\"VIDEO\",\"fileId\":" + id
                        + ",\"mime\":\"text/html\",\"remote\":\"x\"}]}}");
        var part = reply.json().at("/message/content/parts/0");
        assertThat(part.path("media").asString()).isEqualTo("PHOTO");
        assertThat(part.path("mime").asString()).isEqualTo("image/png");
        assertThat(part.path("width").asInt()).isEqualTo(33);
        assertThat(part.has("remote")).isFalse();
    }
}
