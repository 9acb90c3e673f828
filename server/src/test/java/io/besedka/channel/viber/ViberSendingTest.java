package io.besedka.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Outbound;
import io.besedka.channel.Planner;
import io.besedka.channel.viber.ViberOutbound.Draft;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What is posted to {@code send_message}, and that it keeps within Viber's limits. */
class ViberSendingTest {
    private static final String OLGA = "q8Zp1w4L5c0TtQ==";
    private static final Map<Long, Files.Stored> STORED = Map.of(
            1L, stored("vase.jpg", "image/jpeg", 90_000),
            2L, stored("film.mp4", "video/mp4", 5_000_000),
            3L, stored("prices.pdf", "application/pdf", 40_000),
            4L, stored("setup.EXE", "application/octet-stream", 7),
            5L, stored("moving.gif", "image/gif", 9_000),
            6L, stored(null, "audio/ogg", 8_000),
            7L, stored("long.mov", "video/quicktime", 9_000),
            8L, stored("я".repeat(300) + ".pdf", "application/pdf", 8));

    /** As a server with a public address has them. */
    private static final Files FILES = new Files() {
        @Override
        public Stored open(long projectId, long fileId) throws IOException {
            if (fileId == 500) {
                throw new IOException("the disk is away");
            }
            return Optional.ofNullable(STORED.get(fileId)).orElseThrow(FileNotFoundException::new);
        }

        @Override
        public Optional<URI> address(long projectId, long fileId, String name) {
            return Optional.of(
                    URI.create("https://chat.shop.example/f/" + fileId + "/" + name.replaceAll("[^a-zA-Z0-9.]", "_")));
        }
    };

    private final ViberOutbound outbound = new ViberOutbound(FILES);

    private static Files.Stored stored(String name, String mime, long size) {
        return new Files.Stored(name, mime, size, new ByteArrayInputStream(new byte[0]));
    }

    @Test
    void a_text_goes_without_its_markup() {
        var body = only(new Content("**Yes**, [every](https://shop.example) day\\*", true, List.of()));

        assertThat(body).isEqualTo(Json.MAPPER.readTree("""
                        {"min_api_version":1,"sender":{"name":"Shop"},"receiver":"q8Zp1w4L5c0TtQ==","type":"text",
                         "text":"Yes, every (https://shop.example) day*"}"""));
    }

    @Test
    void the_sender_has_the_name_and_the_picture_of_the_settings() {
        var settings = Map.of("sender", "Flowers", "avatar", "https://shop.example/a.jpg");

        assertThat(ready(draft(connection("Shop", settings), Content.text("Hi")))
                        .path("sender")
                        .toString())
                .isEqualTo("{\"name\":\"Flowers\",\"avatar\":\"https://shop.example/a.jpg\"}");
    }

    @Test
    void an_operators_name_takes_the_senders_place() {
        var olga = part(Content.text("Hi")).as("Olga from the flower shop, with a long name");

        var body = ready(outbound.draft(connection("Shop", Map.of("sender", "Flowers")), OLGA, olga));

        assertThat(body.path("sender").path("name").asString()).isEqualTo("Olga from the flower shop, w");
        assertThat(body.path("text").asString()).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Twenty-eight characters! And more", "A flower shop of the town..🌷 and more"})
    void a_long_name_is_cut_between_letters(String name) {
        var sender = ready(draft(connection(name, Map.of()), Content.text("Hi")))
                .path("sender")
                .path("name")
                .asString();

        assertThat(sender.length()).isBetween(27, 28);
        assertThat(name).startsWith(sender);
        assertThat(Character.isHighSurrogate(sender.charAt(sender.length() - 1)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PHOTO     | 1 | {"type":"picture","text":"","media":"https://chat.shop.example/f/1/photo.jpeg"}
            VIDEO     | 2 | {"type":"video","size":5000000,"media":"https://chat.shop.example/f/2/video.mp4"}
            ANIMATION | 2 | {"type":"video","size":5000000,"media":"https://chat.shop.example/f/2/video.mp4"}
            FILE      | 3 | {"type":"file","size":40000,"file_name":"prices.pdf","media":"https://chat.shop.example/f/3/prices.pdf"}
            FILE      | 4 | {"type":"text","text":"setup.EXE\\nhttps://chat.shop.example/f/4/setup.EXE"}
            PHOTO     | 5 | {"type":"file","size":9000,"file_name":"moving.gif","media":"https://chat.shop.example/f/5/moving.gif"}
            VOICE     | 6 | {"type":"file","size":8000,"file_name":"file.ogg","media":"https://chat.shop.example/f/6/file.ogg"}
            VIDEO     | 7 | {"type":"file","size":9000,"file_name":"long.mov","media":"https://chat.shop.example/f/7/long.mov"}
            """)
    void a_file_goes_by_its_address_as_the_kind_that_viber_takes(Media media, long id, String expected) {
        var body = only(Content.of("", Attachment.stored(media, id, null, null, 5)));
        List.of("min_api_version", "sender", "receiver").forEach(body::remove);

        assertThat(body.toString()).isEqualTo(expected.replace("\\\\n", "\\n"));
    }

    @Test
    void a_film_that_is_too_long_goes_as_a_file_and_a_long_name_keeps_its_ending() {
        var film = new Attachment(Media.VIDEO, 2, null, null, null, 5_000_000, 0, 0, ViberLimits.VIDEO_SECONDS + 1);
        assertThat(only(Content.of("", film)).path("type").asString()).isEqualTo("file");

        var shorter = new Attachment(Media.VIDEO, 2, null, null, null, 5_000_000, 0, 0, ViberLimits.VIDEO_SECONDS);
        assertThat(only(Content.of("", shorter)).path("duration").asInt()).isEqualTo(ViberLimits.VIDEO_SECONDS);

        var name = only(Content.of("", Attachment.stored(Media.FILE, 8, null, null, 8)))
                .path("file_name")
                .asString();
        assertThat(name).hasSize(ViberLimits.FILE_NAME).endsWith("я.pdf");
    }

    @Test
    void the_text_of_a_picture_follows_it() {
        var parts = Planner.plan(
                        9,
                        Content.of("Vase", Attachment.stored(Media.PHOTO, 1, null, null, 5)),
                        ViberLimits.CAPABILITIES,
                        null)
                .parts();

        assertThat(parts).extracting(Outbound::text).containsExactly("", "Vase");
    }

    @Test
    void a_file_that_cannot_be_had_is_refused_or_waited_for() {
        var without = new ViberOutbound((project, id) -> stored("a.jpg", "image/jpeg", 5));
        var photo = part(Content.of("", Attachment.stored(Media.PHOTO, 1, null, null, 5)));

        assertThat(without.draft(connection("Shop", Map.of()), OLGA, photo))
                .isEqualTo(new Draft.Never("Viber fetches files from this server, and it has no public address"));
        assertThat(draft(Content.of("", Attachment.stored(Media.FILE, 404, null, null, 5))))
                .isInstanceOf(Draft.Never.class);
        assertThat(draft(Content.of("", Attachment.stored(Media.FILE, 500, null, null, 5))))
                .isInstanceOf(Draft.NotNow.class);
    }

    @Test
    void a_place_with_words_is_a_text_with_a_map() {
        assertThat(only(Content.of("", new Part.Location(55.75, 37.6, null, null)))
                        .path("location")
                        .toString())
                .isEqualTo("{\"lat\":55.75,\"lon\":37.6}");
        assertThat(only(Content.of("", new Part.Location(55.75, 37.6, "Shop", "Green street 1")))
                        .path("text")
                        .asString())
                .isEqualTo("Shop, Green street 1\nhttps://www.openstreetmap.org/?mlat=55.750000&mlon=37.600000");
    }

    @Test
    void a_card_that_is_too_long_is_a_text() {
        assertThat(only(Content.of("", new Part.ContactCard("+79990000303", "Olga", "Green", false)))
                        .path("contact")
                        .toString())
                .isEqualTo("{\"name\":\"Olga Green\",\"phone_number\":\"+79990000303\"}");
        assertThat(only(Content.of("", new Part.ContactCard("+79990000303", null, null, false)))
                        .path("contact")
                        .path("name")
                        .asString())
                .isEqualTo("+79990000303");
        assertThat(only(Content.of("", new Part.ContactCard("+79990000303", "Maximiliana", "Alexandropolskaya", false)))
                        .path("text")
                        .asString())
                .isEqualTo("Maximiliana Alexandropolskaya, +79990000303");
    }

    @Test
    void buttons_fill_the_grid_and_say_nothing_in_the_chat() {
        var buttons = Buttons.inline(List.of(
                List.of(new Button("Yes <b>", ButtonKind.TEXT, "maker's own", "positive"), Button.text("No")),
                List.of(new Button("Site", ButtonKind.URL, "https://shop.example", null))));

        var body = only(Content.of("Sure?", buttons));

        assertThat(body.path("min_api_version").asInt()).isEqualTo(1);
        assertThat(body.path("keyboard")).isEqualTo(Json.MAPPER.readTree("""
                        {"Type":"keyboard","DefaultHeight":false,"Buttons":[
                         {"Columns":3,"Rows":1,"Text":"Yes ‹b›","ActionType":"reply","ActionBody":"b9.0","Silent":true,"BgColor":"#cdeccf"},
                         {"Columns":3,"Rows":1,"Text":"No","ActionType":"reply","ActionBody":"b9.1","Silent":true},
                         {"Columns":6,"Rows":1,"Text":"Site","ActionType":"open-url","ActionBody":"https://shop.example","Silent":true}]}"""));
    }

    @Test
    void asking_for_a_phone_or_a_place_needs_a_newer_viber_and_leaves_a_mark() {
        var phone = only(Content.of(
                "?", Buttons.reply(List.of(List.of(new Button("Phone", ButtonKind.PHONE, null, null))))));
        assertThat(phone.path("min_api_version").asInt()).isEqualTo(3);
        assertThat(phone.path("tracking_data").asString()).isEqualTo("phone");
        assertThat(phone.path("keyboard")
                        .path("Buttons")
                        .get(0)
                        .path("ActionType")
                        .asString())
                .isEqualTo("share-phone");

        var place = only(Content.of(
                "?", Buttons.reply(List.of(List.of(new Button("Where", ButtonKind.LOCATION, null, null))))));
        assertThat(place.path("min_api_version").asInt()).isEqualTo(3);
        assertThat(place.has("tracking_data")).isFalse();
        assertThat(place.path("keyboard")
                        .path("Buttons")
                        .get(0)
                        .path("ActionType")
                        .asString())
                .isEqualTo("location-picker");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void the_widths_of_a_line_make_six(int count) {
        var line = Collections.nCopies(count, Button.text("x"));

        var cells = only(Content.of("?", Buttons.inline(List.of(line))))
                .path("keyboard")
                .path("Buttons");

        assertThat(cells.valueStream().mapToInt(cell -> cell.path("Columns").asInt()))
                .hasSize(count)
                .allMatch(width -> width >= 1);
        assertThat(cells.valueStream()
                        .mapToInt(cell -> cell.path("Columns").asInt())
                        .sum())
                .isEqualTo(6);
    }

    /** Letters of three bytes, the longest text and as many of the longest labels as there may be. */
    @Test
    void the_largest_message_fits_into_a_request() {
        var lines = IntStream.range(0, 12)
                .mapToObj(i -> Collections.nCopies(2, Button.text("茶".repeat(80))))
                .toList();

        var body = only(Content.of("茶".repeat(7_000), Buttons.inline(lines)));

        assertThat(Json.write(body).length).isLessThanOrEqualTo(30_720);
        assertThat(body.path("keyboard").path("Buttons")).hasSize(24);
    }

    @Test
    void buttons_with_endless_addresses_are_refused_here_and_not_by_viber() {
        var far = new Button("Site", ButtonKind.URL, "https://shop.example/" + "a".repeat(2_000), null);

        assertThat(draft(Content.of("?", Buttons.inline(Collections.nCopies(12, List.of(far, far))))))
                .isInstanceOf(Draft.Never.class);
    }

    private ObjectNode only(Content content) {
        return ready(draft(content));
    }

    private static ObjectNode ready(Draft draft) {
        return ((Draft.Ready) draft).body();
    }

    private Draft draft(Content content) {
        return draft(connection("Shop", Map.of()), content);
    }

    private Draft draft(Connection connection, Content content) {
        return outbound.draft(connection, OLGA, part(content));
    }

    private static Outbound part(Content content) {
        var parts = Planner.plan(9, content, ViberLimits.CAPABILITIES, null).parts();
        assertThat(parts).hasSize(1);
        return parts.getFirst();
    }

    private static Connection connection(String name, Map<String, String> settings) {
        return new Connection(3, 8, "viber", name, false, settings, Map.of("token", new Secret("445da6az1s345z78")));
    }
}
