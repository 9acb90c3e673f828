package io.besedka.simulator.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Caller;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WhatsAppApiTest {
    private static final String NUMBER = "/v25.0/1100220033";

    private final WhatsAppSimulator whatsapp = WhatsAppSimulator.start(0);
    private final Account number = whatsapp.number("1100220033", "Flower shop", "EAAtoken", "s3cret");
    private final Person anna = number.person("Anna");
    private final Caller caller = new Caller(whatsapp.url(), "Authorization", "Bearer EAAtoken");

    @AfterEach
    void stops() {
        whatsapp.close();
    }

    @Test
    void a_text_is_accepted_and_written_into_the_ledger() {
        anna.writes("hello");
        var answer = send("\"type\":\"text\",\"text\":{\"body\":\"Ready\"}");

        assertThat(answer.at("/contacts/0/wa_id").asString()).isEqualTo(anna.id());
        assertThat(answer.at("/messages/0/id").asString()).startsWith("wamid.");
        anna.awaitsText("Ready");
        assertThat(whatsapp.ledger().ofChat(anna.id()))
                .extracting(entry -> entry.text())
                .containsExactly("Ready");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            131008 | "type":"text","text":{}
            131008 | "type":"template","template":{"language":{"code":"ru"}}
            100    | "type":"image","image":{"id":"no such"}
            100    | "type":"image","image":{}
            100    | "type":"image","image":{"link":"ftp://x"}
            131009 | "type":"location","location":{"latitude":91,"longitude":0}
            100    | "type":"contacts","contacts":[{"name":{"formatted_name":"Olga"}}]
            131051 | "type":"poll","poll":{}
            131009 | "type":"reaction","reaction":{"message_id":"wamid.x","emoji":"x"}
            132001 | "type":"template","template":{"name":"none","language":{"code":"ru"}}
            131008 | "type":"interactive","interactive":{"type":"button","action":{"buttons":[]}}
            131009 | "type":"interactive","interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[]}}
            131009 | "type":"interactive","interactive":{"type":"list","body":{"text":"x"},"action":{"button":"o","sections":[{"rows":[]}]}}
            131009 | "type":"interactive","interactive":{"type":"cta_url","body":{"text":"x"},"action":{"name":"cta_url","parameters":{"display_text":"o","url":"x"}}}
            """)
    void what_is_wrong_is_refused_with_its_code(int code, String body) {
        anna.writes("hello");

        assertThat(error(send(body))).isEqualTo(code);
        assertThat(anna.sees()).isEmpty();
    }

    @Test
    void lengths_and_counts_are_enforced() {
        anna.writes("hello");

        assertThat(error(send("\"type\":\"text\",\"text\":{\"body\":\"" + "a".repeat(4097) + "\"}")))
                .isEqualTo(100);
        assertThat(error(buttons(4))).isEqualTo(131009);
        assertThat(error(rows(11))).isEqualTo(131009);
        assertThat(error(rows(10))).isZero();
        assertThat(error(buttons(3))).isZero();
    }

    @Test
    void outside_24_hours_only_an_approved_template_goes() {
        anna.writes("hello");
        whatsapp.template(number, "ready", "ru", "Order {{1}}", "APPROVED");
        whatsapp.template(number, "waiting", "ru", "Order", "PENDING");
        whatsapp.template(number, "paused", "ru", "Order", "PAUSED");
        whatsapp.time().advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(error(send("\"type\":\"text\",\"text\":{\"body\":\"late\"}")))
                .isEqualTo(131047);
        assertThat(error(template("waiting"))).isEqualTo(132001);
        assertThat(error(template("paused"))).isEqualTo(132015);
        assertThat(error(template("ready"))).isEqualTo(132000);
        assertThat(error(template("ready", "7"))).isZero();
        anna.awaitsText("Order 7");
    }

    @Test
    void a_template_that_was_made_waits_for_approval() {
        var made = caller.post(
                "/v25.0/881100220033/message_templates",
                "{\"name\":\"hi\",\"language\":\"ru\",\"category\":\"UTILITY\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}");

        assertThat(made.path("status").asString()).isEqualTo("PENDING");
        assertThat(caller.get("/v25.0/881100220033/message_templates")
                        .path("data")
                        .valueStream()
                        .map(one -> one.path("name").asString()))
                .containsExactlyInAnyOrder("hello_world", "hi");
    }

    @Test
    void templates_are_listed_by_pages() {
        for (int i = 0; i < 4; i++) whatsapp.template(number, "ready_" + i, "ru", "Order", "APPROVED");
        var first = caller.get("/v25.0/881100220033/message_templates?limit=3");
        var second = caller.get("/v25.0/881100220033/message_templates?limit=3&after="
                + first.at("/paging/cursors/after").asString());

        assertThat(names(first)).containsExactly("hello_world", "ready_0", "ready_1");
        assertThat(first.at("/paging/next").asString()).isNotEmpty();
        assertThat(names(second)).containsExactly("ready_2", "ready_3");
        assertThat(second.path("paging").has("next")).isFalse();
    }

    private static java.util.List<String> names(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            0      | {"type":"header","parameters":[{"type":"text","text":"7"}]},{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"7"}]}
            132000 | {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"7"}]}
            131008 | {"type":"header","parameters":[{"type":"text","text":"7"}]}
            131008 | {"type":"header","parameters":[{"type":"text","text":"7"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"7"}]}
            """)
    void header_and_buttons_of_a_template_want_what_they_ask_for(int code, String components) {
        anna.writes("hello");
        whatsapp.approve(number, "track", "ru", """
                [{"type":"HEADER","format":"TEXT","text":"Order {{1}}"},{"type":"BODY","text":"On its way"},{"type":"FOOTER","text":"The shop"},
                 {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Thanks"},{"type":"URL","text":"Track","url":"https://shop.example/{{1}}"}]}]""");

        assertThat(error(send(
                        "\"type\":\"template\",\"template\":{\"name\":\"track\",\"language\":{\"code\":\"ru\"},\"components\":["
                                + components + "]}")))
                .isEqualTo(code);
        if (code == 0) {
            anna.awaitsText("Order 7\nOn its way\nThe shop");
            var buttons = anna.lastSeen().content().buttons();
            assertThat(buttons.get(0).getFirst().payload()).isEqualTo("Thanks");
            assertThat(buttons.get(1).getFirst().url()).isEqualTo("https://shop.example/7");
        } else {
            assertThat(anna.sees()).isEmpty();
        }
    }

    @Test
    void a_template_with_a_picture_wants_its_address() {
        anna.writes("hello");
        whatsapp.approve(
                number,
                "bouquet",
                "ru",
                "[{\"type\":\"HEADER\",\"format\":\"IMAGE\"},{\"type\":\"BODY\",\"text\":\"Look\"}]");
        var head =
                "\"type\":\"template\",\"template\":{\"name\":\"bouquet\",\"language\":{\"code\":\"ru\"},\"components\":[";

        assertThat(error(send(head + "]}"))).isEqualTo(132012);
        var link = whatsapp.url() + "/avatars/7.png";
        assertThat(error(send(head + "{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"link\":\""
                        + link + "\"}}]}]}")))
                .isZero();
        anna.awaitsText("Look");
    }

    @Test
    void one_client_hears_45_at_once_and_then_one_in_six_seconds() {
        anna.writes("hello");
        whatsapp.rules().enforceRates(true);
        var codes = IntStream.range(0, 46)
                .map(i -> error(send("\"type\":\"text\",\"text\":{\"body\":\"x\"}")))
                .boxed()
                .toList();

        assertThat(codes.subList(0, 45)).containsOnly(0);
        assertThat(codes.getLast()).isEqualTo(131056);
        whatsapp.time().advance(Duration.ofSeconds(6));
        assertThat(error(send("\"type\":\"text\",\"text\":{\"body\":\"x\"}"))).isZero();
    }

    @Test
    void a_file_of_a_person_is_resolved_for_five_minutes_and_downloaded_with_the_token() {
        anna.sends(Media.photo("bytes".getBytes(StandardCharsets.UTF_8)));
        var id = anna.lastSaid().content().attachments().getFirst().fileId();
        var url = caller.get("/v25.0/" + id).path("url").asString();

        assertThat(caller.send("GET", url, "").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("bytes");
        assertThat(new Caller(whatsapp.url()).send("GET", url, "").statusCode()).isEqualTo(401);
        whatsapp.time().advance(Duration.ofMinutes(6));
        assertThat(caller.send("GET", url, "").statusCode()).isEqualTo(404);
    }

    @Test
    void an_upload_is_sent_by_its_id_as_what_it_is() {
        anna.writes("hello");
        var id = upload("image/png");

        assertThat(error(send("\"type\":\"video\",\"video\":{\"id\":\"" + id + "\"}")))
                .isEqualTo(131053);
        assertThat(error(send("\"type\":\"document\",\"document\":{\"id\":\"" + id
                        + "\",\"filename\":\"a.png\",\"caption\":\"Look\"}")))
                .isZero();
        anna.awaitsText("Look");
        assertThat(anna.lastSeen().content().attachments().getFirst().kind()).isEqualTo(Kind.FILE);
    }

    @Test
    void reading_shows_the_ticks_and_typing_the_dots() {
        var said = anna.writes("hello").bubble();
        var read =
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"%s\",\"typing_indicator\":{\"type\":\"text\"}}";

        assertThat(caller.post(NUMBER + "/messages", read.formatted(said.id()))
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.messages().getFirst().status()).isEqualTo(Bubble.Status.READ);
        assertThat(error(caller.post(NUMBER + "/messages", read.formatted("wamid.none"))))
                .isEqualTo(131009);
    }

    @Test
    void a_foreign_token_and_a_foreign_number_are_refused() {
        whatsapp.number("2200330044", "Other", "EAAother", "x");

        assertThat(error(new Caller(whatsapp.url(), "Authorization", "Bearer none").get(NUMBER)))
                .isEqualTo(190);
        assertThat(caller.get("/v25.0/2200330044").at("/error/error_subcode").asInt(0))
                .isEqualTo(33);
    }

    private String upload(String mime) {
        var form = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" + mime + "\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + mime
                + "\r\n\r\nbytes\r\n--b--\r\n";
        var answer = caller.send(
                "POST", NUMBER + "/media", "multipart/form-data; boundary=b", form.getBytes(StandardCharsets.UTF_8));
        return Json.parse(answer.body()).path("id").asString();
    }

    private JsonNode buttons(int count) {
        var buttons = IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"reply\",\"reply\":{\"id\":\"%d\",\"title\":\"T%d\"}}".formatted(i, i))
                .collect(Collectors.joining(","));
        return send(
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"x\"},\"action\":{\"buttons\":["
                        + buttons + "]}}");
    }

    private JsonNode rows(int count) {
        var rows = IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"%d\",\"title\":\"T%d\"}".formatted(i, i))
                .collect(Collectors.joining(","));
        return send(
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"body\":{\"text\":\"x\"},\"action\":{\"button\":\"o\",\"sections\":[{\"rows\":["
                        + rows + "]}]}}");
    }

    private JsonNode template(String name, String... parameters) {
        var values = java.util.Arrays.stream(parameters)
                .map(text -> "{\"type\":\"text\",\"text\":\"" + text + "\"}")
                .collect(Collectors.joining(","));
        return send(
                "\"type\":\"template\",\"template\":{\"name\":\"%s\",\"language\":{\"code\":\"ru\"},\"components\":[{\"type\":\"body\",\"parameters\":[%s]}]}"
                        .formatted(name, values));
    }

    private JsonNode send(String body) {
        return caller.post(
                NUMBER + "/messages", "{\"messaging_product\":\"whatsapp\",\"to\":\"" + anna.id() + "\"," + body + "}");
    }

    /** 0 = none. */
    private static int error(JsonNode answer) {
        return answer.at("/error/code").asInt(0);
    }
}
