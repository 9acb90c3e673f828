package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import io.besedka.simulator.Misfortune;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.viber.ViberSimulator;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clients' pictures, from a provider that tells of them to whoever may look. */
class PicturesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final String WAITING = "state = 0";
    private static final String GONE = "state = 2";

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final ViberSimulator viber = ViberSimulator.start(0);
    private final Account bot = viber.bot(TOKEN, "flower_shop", "Flower shop");
    private final Person anna = bot.person("Anna");
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true, Map.of("viber", viber.url()), clock);
        var added = shop.connect("viber", Map.of(), Map.of("token", TOKEN));
        shop.post(shop.inProject("/connections/" + added.get("id").asLong() + "/check"), Map.of());
    }

    @AfterEach
    void close() {
        shop.close();
        viber.close();
    }

    private static byte[] png(int size) {
        return Arrays.copyOf(Phone.PICTURE, size);
    }

    private static byte[] gif() {
        return "GIF89a\1\0\1\0 a picture, or nearly".getBytes(UTF_8);
    }

    /** The address of Anna's picture, once it is this one. */
    private String until(byte[] picture) throws Exception {
        return shop.until(
                        this::client,
                        client -> client.has("avatarUrl")
                                && Arrays.equals(got(url(client)).body(), picture))
                .get("avatarUrl")
                .asString();
    }

    private JsonNode client() throws Exception {
        var conversation = shop.conversation();
        return conversation == null ? null : conversation.get("client");
    }

    private static String url(JsonNode client) {
        return client.get("avatarUrl").asString();
    }

    private HttpResponse<byte[]> got(String path) {
        try {
            return shop.download(path);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void untilPictures(String condition, int count) throws Exception {
        shop.until(() -> Json.MAPPER.valueToTree(pictures(condition)), found -> found.asInt() == count);
    }

    private int pictures(String condition) {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select count(*) from files where project_id = :project and client_id is not null and "
                                        + condition)
                        .bind("project", shop.project)
                        .mapTo(Integer.class)
                        .one());
    }

    private Program program(long project, String... rights) throws Exception {
        var made = shop.post("/v1/projects/" + project + "/keys", Map.of("name", "Program", "rights", List.of(rights)));
        return new Program(shop, made.get("secret").asString());
    }

    private static String inProject(String url) {
        return url.substring(url.indexOf("/pictures/"));
    }

    @Test
    void a_picture_arrives_and_is_served_safely_to_whoever_may_see_clients() throws Exception {
        anna.looksLike(Media.photo(Phone.PICTURE)).writes("hello");
        var url = until(Phone.PICTURE);

        var headers = got(url).headers();
        assertThat(headers.firstValue("Content-Type")).hasValue("image/png");
        assertThat(headers.firstValue("Cache-Control")).hasValue("private, max-age=31536000, immutable");
        assertThat(headers.firstValue("Content-Security-Policy")).hasValue("sandbox; default-src 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        var reader = program(shop.project, "READ_CLIENTS");
        long client = shop.conversation().get("id").asLong();
        assertThat(url(reader.get("/clients/" + client).json().get("client"))).isEqualTo(url);
        assertThat(url(reader.get("/clients").json().get("clients").get(0))).isEqualTo(url);
        assertThat(reader.get(inProject(url)).status()).isEqualTo(200);
        assertThat(reader.send(
                                "GET",
                                inProject(url),
                                null,
                                "If-None-Match",
                                headers.firstValue("ETag").orElseThrow())
                        .status())
                .isEqualTo(304);
        assertThat(program(shop.project, "READ_CRM").get(inProject(url)).status())
                .isEqualTo(403);
    }

    @Test
    void a_person_without_a_chosen_picture_has_the_one_the_messenger_made() throws Exception {
        anna.writes("hello");
        var url = url(shop.until(this::client, client -> client.has("avatarUrl")));

        assertThat(got(url).headers().firstValue("Content-Type")).hasValue("image/png");
    }

    @Test
    void another_picture_takes_the_place_of_the_first_which_is_forgotten() throws Exception {
        anna.looksLike(Media.photo(Phone.PICTURE)).writes("hello");
        var first = until(Phone.PICTURE);

        anna.looksLike(Media.photo(gif())).writes("look at me");
        var second = until(gif());

        assertThat(second).isNotEqualTo(first);
        shop.until(() -> Json.MAPPER.valueToTree(got(first).statusCode()), status -> status.asInt() == 404);
        untilPictures("true", 1);
        shop.until(() -> Json.MAPPER.valueToTree(bytesOf(first)), there -> !there.asBoolean());
        assertThat(bytesOf(second)).isTrue();
    }

    private boolean bytesOf(String url) {
        long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
        return Files.exists(data.resolve("files/" + shop.project + "/" + id / 1000 + "/" + id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<html><script>alert(1)</script></html>",
                "%PDF-1.7",
                "BM a bitmap",
                ""
            })
    void what_is_no_picture_is_not_taken(String content) throws Exception {
        anna.looksLike(new Media(
                io.besedka.simulator.messenger.Kind.PHOTO,
                "me.png",
                "image/png",
                content.getBytes(UTF_8),
                content.length(),
                0));
        anna.writes("hello");

        untilPictures(GONE, 1);
        assertThat(client().has("avatarUrl")).isFalse();
        assertThat(shop.messages()).hasSize(1);
    }

    @Test
    void a_picture_of_two_megabytes_is_taken_and_no_larger_one() throws Exception {
        var largest = png(2 << 20);
        anna.looksLike(Media.photo(largest)).writes("hello");
        var url = until(largest);

        anna.looksLike(Media.photo(png((2 << 20) + 1))).writes("and now?");
        untilPictures(GONE, 1);

        assertThat(url(client())).as("the last good one stays").isEqualTo(url);
    }

    @Test
    void a_fetch_that_fails_is_tried_again_and_nobody_sees_a_fault() throws Exception {
        viber.switchboard().add(Misfortune.serverError(500), "file", 1, Instant.MAX, 1);
        anna.looksLike(Media.photo(Phone.PICTURE)).writes("hello");
        untilPictures(WAITING + " and error is not null", 1);

        assertThat(client().has("avatarUrl")).isFalse();
        assertThat(shop.texts()).containsExactly("hello");
        shop.until(
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return client();
                },
                client -> client.has("avatarUrl"));
        until(Phone.PICTURE);
    }

    @Test
    void a_picture_is_its_projects_own_and_no_file_to_send() throws Exception {
        anna.looksLike(Media.photo(Phone.PICTURE)).writes("hello");
        var url = until(Phone.PICTURE);
        long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
        long theirs = shop.post("/v1/projects", Map.of("name", "Theirs", "timeZone", "UTC", "locale", "en"))
                .get("id")
                .asLong();

        assertThat(program(theirs, "READ_CLIENTS").get("/pictures/" + id).status())
                .isEqualTo(404);
        assertThat(got("/v1/projects/" + theirs + "/pictures/" + id).statusCode())
                .isEqualTo(404);
        assertThat(got(shop.inProject("/files/" + id)).statusCode()).isEqualTo(404);
        var path =
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong() + "/messages");
        var content =
                Map.of("text", "", "parts", List.of(Map.of("type", "attachment", "media", "PHOTO", "fileId", id)));
        assertThat(shop.send("POST", path, Map.of("key", "k1", "content", content))
                        .statusCode())
                .isBetween(400, 499);
        var uploaded = Json.MAPPER.readTree(
                shop.upload(shop.inProject("/files"), Phone.PICTURE, "a.png").body());
        assertThat(got(shop.inProject("/pictures/" + uploaded.get("fileId").asLong()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void with_the_client_the_picture_goes_too() throws Exception {
        anna.looksLike(Media.photo(Phone.PICTURE)).writes("hello");
        var url = until(Phone.PICTURE);
        var path = "/clients/" + shop.conversation().get("id").asLong();

        assertThat(program(shop.project, "DELETE_CLIENTS")
                        .send("DELETE", path, null)
                        .status())
                .isLessThan(300);

        assertThat(got(url).statusCode()).isEqualTo(404);
        assertThat(pictures("true")).isZero();
        assertThat(bytesOf(url)).isFalse();
    }
}
