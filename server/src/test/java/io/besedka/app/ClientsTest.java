package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients, the contacts behind them, and variables, as a program works with them. */
class ClientsTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;
    private Program program;
    private long connection;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        connection = shop.connectTelegram().get("id").asLong();
        program = program("READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Program program(String... rights) throws Exception {
        var made = shop.post(shop.inProject("/keys"), Map.of("name", "Program", "rights", List.of(rights)));
        return new Program(shop, made.get("secret").asString());
    }

    private Program.Reply load(String externalId, Map<String, Object> more) throws Exception {
        var body = new HashMap<String, Object>(Map.of("connectionId", connection, "externalId", externalId));
        body.putAll(more);
        return program.post("/clients", body);
    }

    private long loaded(String externalId) throws Exception {
        return load(externalId, Map.of("name", "Client " + externalId))
                .json()
                .at("/client/id")
                .asLong();
    }

    private long contactOf(long client) throws Exception {
        return shop.get(shop.inProject("/clients/" + client)).at("/contact/id").asLong();
    }

    private List<Long> ids(String query) throws Exception {
        var page = program.get("/clients" + query);
        assertThat(page.status()).as(page.response().body()).isEqualTo(200);
        return page.json()
                .get("clients")
                .valueStream()
                .map(client -> client.get("id").asLong())
                .toList();
    }

    @Test
    void a_client_is_made_once_and_read_with_the_person_behind() throws Exception {
        var made = load(
                "700123",
                Map.of("name", "Anna", "phone", "+79161234567", "email", "Anna@Example.com", "mark", "spring"));
        var again = load("700123", Map.of("name", "Anna Petrova"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        long id = made.json().at("/client/id").asLong();
        assertThat(again.json().at("/client/id").asLong()).isEqualTo(id);
        var read = program.get("/clients/" + id).json();
        assertThat(read.at("/client/name").asString()).isEqualTo("Anna Petrova");
        assertThat(read.at("/client/mark").asString()).isEqualTo("spring");
        assertThat(read.at("/contact/name").asString()).isEqualTo("Anna");
        assertThat(read.at("/contact/clients/0/id").asLong()).isEqualTo(id);
        assertThat(program.get("/conversations/" + id).status()).isEqualTo(200);
    }

    @Test
    void what_makes_no_client_is_told_by_its_member() throws Exception {
        assertThat(program.post("/clients", Map.of("externalId", "1"))
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("connectionId");
        assertThat(program.post("/clients", Map.of("connectionId", connection + 100, "externalId", "1"))
                        .status())
                .isEqualTo(422);
        assertThat(program.post("/clients", Map.of("connectionId", connection))
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("externalId");
        assertThat(load("x".repeat(501), Map.of()).status()).isEqualTo(422);
        assertThat(load("1", Map.of("name", "two\nlines"))
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("name");
        assertThat(load("1", Map.of("phone", 5)).status()).isEqualTo(422);
        assertThat(program.send("POST", "/clients", "[]".getBytes()).status()).isEqualTo(400);
        assertThat(program.get("/clients/999999").status()).isEqualTo(404);
        assertThat(program.get("/clients/none").status()).isEqualTo(404);
        assertThat(ids("")).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_gaps() throws Exception {
        var made = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            made.add(loaded("p" + i));
        }
        var seen = new ArrayList<Long>();
        var next = "";
        do {
            var page = program.get("/clients?limit=3" + next).json();
            page.get("clients").forEach(client -> seen.add(client.get("id").asLong()));
            next = page.has("next") ? "&after=" + page.get("next").asString() : null;
        } while (next != null);

        assertThat(seen).containsExactlyElementsOf(made);
        for (var forged : List.of("x", "AAAA", "", "bm93L25vdw", "MjAyNi0wMS0wMVQwMDowMDowMFov")) {
            assertThat(program.get("/clients?after=" + forged)
                            .json()
                            .at("/error/field")
                            .asString())
                    .as(forged)
                    .isEqualTo("after");
            assertThat(
                            forged.isEmpty()
                                    ? 400
                                    : program.get("/contacts?after=" + forged).status())
                    .as(forged)
                    .isEqualTo(400);
        }
    }

    @Test
    void filters_add_up() throws Exception {
        long anna = load("1", Map.of("phone", "+79161234567", "email", "anna@example.com"))
                .json()
                .at("/client/id")
                .asLong();
        long boris = load("2", Map.of("phone", "79161234567"))
                .json()
                .at("/client/id")
                .asLong();
        long vera = load("3", Map.of("email", "vera@example.com"))
                .json()
                .at("/client/id")
                .asLong();
        program.post("/conversations/" + vera + "/tags", Map.of("add", List.of("vip")));

        assertThat(ids("?phone=%2B7(916)123-45-67")).containsExactly(anna, boris);
        assertThat(ids("?phone=79161234567&email=ANNA@example.com")).containsExactly(anna);
        assertThat(ids("?tag=vip")).containsExactly(vera);
        assertThat(ids("?tag=none")).isEmpty();
        assertThat(ids("?connection=" + connection)).containsExactly(anna, boris, vera);
        assertThat(ids("?connection=" + (connection + 1))).isEmpty();
        assertThat(ids("?createdFrom=2100-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("?createdFrom=2000-01-01T00:00:00Z&createdBefore=2100-01-01T00:00:00Z"))
                .hasSize(3);
        assertThat(program.get("/clients?createdFrom=yesterday")
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("createdFrom");
        assertThat(program.get("/clients?connection=first").status()).isEqualTo(400);
        assertThat(program.get("/clients?limit=101").status()).isEqualTo(400);
        assertThat(program.get("/clients?tag=" + "x".repeat(101)).status()).isEqualTo(400);
    }

    @Test
    void clients_are_found_by_how_what_is_known_of_them_begins() throws Exception {
        long anna = load("1", Map.of("name", "Anna Petrova", "phone", "+79161234567"))
                .json()
                .at("/client/id")
                .asLong();
        long annette = load("2", Map.of("name", "annette", "email", "flowers@example.com"))
                .json()
                .at("/client/id")
                .asLong();

        assertThat(ids("?q=ANN")).containsExactly(annette, anna);
        assertThat(ids("?q=ANN&limit=1")).containsExactly(annette);
        assertThat(ids("?q=%2B7+(916)")).containsExactly(anna);
        assertThat(ids("?q=7916")).containsExactly(anna);
        assertThat(ids("?q=Flowers@")).containsExactly(annette);
        assertThat(ids("?q=petrova")).containsExactly(anna);
        assertThat(ids("?q=petr+ann")).containsExactly(anna);
        assertThat(ids("?q=etrova")).isEmpty();
        assertThat(ids("?q=petr+annette")).isEmpty();
        assertThat(ids("?q=%25")).isEmpty();
        assertThat(program.get("/clients?q=" + "x".repeat(201))
                        .json()
                        .at("/error/field")
                        .asString())
                .isEqualTo("q");
    }

    @Test
    void whatever_is_in_a_name_or_in_what_is_sought_finds_only_what_it_says() throws Exception {
        long irish = load("1", Map.of("name", "Conan O'Brien \\ & sons"))
                .json()
                .at("/client/id")
                .asLong();
        long german = load("2", Map.of("name", "Д".repeat(150) + "кин"))
                .json()
                .at("/client/id")
                .asLong();

        assertThat(ids("?q=" + URLEncoder.encode("o'br", UTF_8))).containsExactly(irish);
        assertThat(ids("?q=" + URLEncoder.encode("\\ conan", UTF_8))).containsExactly(irish);
        assertThat(ids("?q=" + URLEncoder.encode("д".repeat(150), UTF_8))).containsExactly(german);
        for (var hostile :
                List.of("'", "\\", "''", "\\'", "co:*", "con | an", "!conan", "(", "&", " - ", "<->", "'con':*A")) {
            assertThat(program.get("/clients?q=" + URLEncoder.encode(hostile, UTF_8))
                            .status())
                    .as(hostile)
                    .isEqualTo(200);
        }
        assertThat(ids("?q=" + URLEncoder.encode("conan & nobody", UTF_8))).isEmpty();
        assertThat(ids("?q=" + URLEncoder.encode(" & ", UTF_8))).isEmpty();
    }

    @Test
    void clients_are_found_by_the_name_that_was_given_to_their_contact() throws Exception {
        long telegram =
                load("1", Map.of("name", "rosa_77")).json().at("/client/id").asLong();
        long second =
                load("2", Map.of("name", "+7 900")).json().at("/client/id").asLong();
        long other = load("3", Map.of("name", "Анна")).json().at("/client/id").asLong();
        program.send("PATCH", "/contacts/" + contactOf(telegram), Map.of("name", "Ёлкина Анна"));
        program.post("/contacts/" + contactOf(telegram) + "/merge", Map.of("contactId", contactOf(second)));

        assertThat(ids("?q=" + URLEncoder.encode("ёлкина АН", UTF_8))).containsExactly(second, telegram);
        assertThat(ids("?q=" + URLEncoder.encode("АННА", UTF_8))).containsExactly(other, second, telegram);
        assertThat(ids("?q=rosa")).containsExactly(telegram);
        assertThat(inbox("ЁЛКИНА")).isEmpty();
        program.post(
                "/conversations/" + telegram + "/messages",
                Map.of("key", "m", "content", Map.of("text", "Your roses are here")));
        assertThat(inbox("ЁЛКИНА")).containsExactly(telegram);
        var listed = shop.get(shop.inProject("/conversations?view=all&q=rosa"));
        assertThat(listed.get("contactNames"))
                .isEqualTo(Json.MAPPER.readTree("{\"" + telegram + "\":\"Ёлкина Анна\"}"));
        assertThat(shop.get(shop.inProject("/conversations?view=all")).has("contactNames"))
                .isFalse();

        var elsewhere = shop.post("/v1/projects", Map.of("name", "Elsewhere", "timeZone", "UTC", "locale", "ru"));
        var theirs =
                "/v1/projects/" + elsewhere.get("id").asLong() + "/clients?q=" + URLEncoder.encode("Ёлкина", UTF_8);
        var found = shop.asVisitor(elsewhere.get("mainKey").asString(), "GET", theirs, null);
        assertThat(Json.MAPPER.readTree(found.body()).get("clients")).isEmpty();
    }

    private List<Long> inbox(String words) throws Exception {
        return shop.get(shop.inProject("/conversations?view=all&q=" + URLEncoder.encode(words, UTF_8)))
                .get("conversations")
                .valueStream()
                .map(one -> one.get("id").asLong())
                .toList();
    }

    @Test
    void a_client_and_the_contact_are_described_apart() throws Exception {
        long client = loaded("1");
        long contact = contactOf(client);

        var changed =
                program.send("PATCH", "/clients/" + client, Map.of("phone", "+79160000000", "comment", "Likes roses"));
        assertThat(changed.json().at("/client/phone").asString()).isEqualTo("+79160000000");
        assertThat(changed.json().at("/contact/comment").asString()).isEqualTo("Likes roses");
        assertThat(changed.json().at("/contact").has("phone")).isFalse();

        var described =
                program.send("PATCH", "/contacts/" + contact, Map.of("name", "Anna Petrova", "phone", "+7 900"));
        assertThat(described.json().at("/contact/name").asString()).isEqualTo("Anna Petrova");
        assertThat(described.json().at("/contact/comment").asString()).isEqualTo("Likes roses");
        assertThat(program.get("/clients/" + client).json().at("/client/name").asString())
                .isEqualTo("Client 1");

        var nothing = new HashMap<String, Object>();
        nothing.put("comment", null);
        assertThat(program.send("PATCH", "/contacts/" + contact, nothing)
                        .json()
                        .at("/contact")
                        .has("comment"))
                .isFalse();
        assertThat(program.send("PATCH", "/contacts/999999", Map.of("name", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(program.send("PATCH", "/contacts/" + contact, Map.of("comment", "x".repeat(10_001)))
                        .status())
                .isEqualTo(422);
        assertThat(program.send("PATCH", "/clients/" + client, Map.of("name", " "))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void contacts_are_merged_and_split_again() throws Exception {
        long telegram = loaded("1");
        long site = load("2", Map.of("phone", "+79161234567"))
                .json()
                .at("/client/id")
                .asLong();
        long person = contactOf(telegram);
        long other = contactOf(site);

        var merged = program.post("/contacts/" + person + "/merge", Map.of("contactId", other))
                .json();
        assertThat(merged.at("/contact/clients")
                        .valueStream()
                        .map(client -> client.get("id").asLong())
                        .toList())
                .containsExactly(telegram, site);
        assertThat(merged.at("/contact/phone").asString()).isEqualTo("+79161234567");
        assertThat(merged.at("/contact/name").asString()).isEqualTo("Client 1");
        assertThat(program.get("/contacts/" + other).status()).isEqualTo(404);
        assertThat(program.get("/clients/" + site).json().at("/contact/id").asLong())
                .isEqualTo(person);

        var split = program.post("/contacts/" + person + "/split", Map.of("clientId", telegram));
        assertThat(split.status()).isEqualTo(201);
        assertThat(split.json().at("/contact/clients/0/id").asLong()).isEqualTo(telegram);
        assertThat(split.json().at("/rest/clients/0/id").asLong()).isEqualTo(site);
        assertThat(contactOf(telegram)).isNotEqualTo(person);
        assertThat(program.get("/contacts").json().get("contacts").size()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_merged_or_split_stays_as_it_is() throws Exception {
        long client = loaded("1");
        long contact = contactOf(client);
        var path = "/contacts/" + contact;

        assertThat(program.post(path + "/merge", Map.of("contactId", contact)).status())
                .isEqualTo(422);
        assertThat(program.post(path + "/merge", Map.of("contactId", 999_999)).status())
                .isEqualTo(404);
        assertThat(program.post("/contacts/999999/merge", Map.of("contactId", contact))
                        .status())
                .isEqualTo(404);
        assertThat(program.post(path + "/split", Map.of("clientId", client)).error())
                .isEqualTo("only_client");
        assertThat(program.post(path + "/split", Map.of("clientId", 999_999)).status())
                .isEqualTo(422);
        assertThat(program.post(path + "/split", Map.of()).status()).isEqualTo(422);
        assertThat(contactOf(client)).isEqualTo(contact);
    }

    @Test
    void however_contacts_are_merged_and_split_at_once_every_client_keeps_one() throws Exception {
        var clients = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            clients.add(loaded("c" + i));
        }
        var random = new java.util.Random(20260101);
        var asking = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 60; i++) {
            long one = clients.get(random.nextInt(6));
            long two = clients.get(random.nextInt(6));
            boolean merge = random.nextInt(3) > 0;
            asking.add(() -> merge
                    ? program.post("/contacts/" + contactOf(one) + "/merge", Map.of("contactId", contactOf(two)))
                            .status()
                    : program.post("/contacts/" + contactOf(one) + "/split", Map.of("clientId", one))
                            .status());
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var asked : threads.invokeAll(asking)) {
                assertThat(asked.get()).isLessThan(500).isNotEqualTo(429);
            }
        }

        var owners = new TreeMap<Long, Long>();
        program.get("/contacts")
                .json()
                .get("contacts")
                .forEach(contact -> contact.get("clients")
                        .forEach(client -> owners.merge(client.get("id").asLong(), 1L, Long::sum)));
        assertThat(owners)
                .containsOnlyKeys(clients)
                .allSatisfy((client, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void variables_of_a_client_and_of_the_project_are_set_one_by_one() throws Exception {
        long client = loaded("1");
        var path = "/clients/" + client + "/variables";

        assertThat(program.send("PUT", path, Map.of("bonus", 150, "vip", true))
                        .json()
                        .get("variables")
                        .toString())
                .contains("\"150\"", "\"true\"");
        var removing = new HashMap<String, Object>();
        removing.put("vip", null);
        assertThat(program.send("PUT", path, removing).json().get("variables").toString())
                .isEqualTo("{\"bonus\":\"150\"}");
        assertThat(program.get("/clients/" + client)
                        .json()
                        .at("/variables/bonus")
                        .asString())
                .isEqualTo("150");

        assertThat(program.send("PUT", "/variables", Map.of("open_at", "9:00")).status())
                .isEqualTo(200);
        assertThat(program.get("/variables").json().at("/variables/open_at").asString())
                .isEqualTo("9:00");
        assertThat(program.send("PUT", "/variables", Map.of("x".repeat(501), "1"))
                        .status())
                .isEqualTo(422);
        assertThat(program.send("PUT", "/variables", Map.of("long", "x".repeat(100_001)))
                        .status())
                .isEqualTo(422);
        assertThat(program.send("PUT", "/variables", Map.of("list", List.of(1))).status())
                .isEqualTo(422);
        assertThat(program.send("PUT", "/clients/999999/variables", Map.of("a", "b"))
                        .status())
                .isEqualTo(404);
        assertThat(program.get("/variables").json().get("variables").size()).isEqualTo(1);
    }

    @Test
    void an_erased_visitor_who_comes_back_is_a_stranger_and_is_heard() throws Exception {
        var site = shop.connect("widget", Map.of(), Map.of()).get("key").asString();
        var token = Json.MAPPER
                .readTree(shop.asVisitor("", "POST", "/widget/v1/" + site + "/visitors", Map.of())
                        .body())
                .get("token")
                .asString();
        shop.asVisitor(
                token,
                "POST",
                "/widget/v1/" + site + "/messages",
                Map.of("key", "a", "content", Map.of("text", "Hello")));
        long first = shop.conversation().get("id").asLong();

        program.send("DELETE", "/clients/" + first, null);
        assertThat(shop.asVisitor(token, "GET", "/widget/v1/" + site + "/messages", null)
                        .body())
                .doesNotContain("Hello");
        shop.asVisitor(
                token,
                "POST",
                "/widget/v1/" + site + "/messages",
                Map.of("key", "b", "content", Map.of("text", "It is me")));

        assertThat(shop.conversation().get("id").asLong()).isNotEqualTo(first);
        assertThat(shop.asVisitor(token, "GET", "/widget/v1/" + site + "/messages", null)
                        .body())
                .contains("It is me");
    }

    @Test
    void an_erased_clients_file_is_no_longer_given_out_unless_a_broadcast_needs_it() throws Exception {
        long client = loaded("1");
        long mine = upload("secret.txt");
        long drafted = upload("prices.txt");
        for (long file : List.of(mine, drafted)) {
            var part = Map.of("type", "attachment", "media", "FILE", "fileId", file);
            program.post(
                    "/conversations/" + client + "/messages",
                    Map.of("key", "f" + file, "content", Map.of("text", "x", "parts", List.of(part))));
        }
        var saying = Map.of(
                "text", "Prices", "parts", List.of(Map.of("type", "attachment", "media", "FILE", "fileId", drafted)));
        shop.post(
                shop.inProject("/broadcasts"),
                Map.of(
                        "name",
                        "Spring",
                        "audience",
                        Map.of("clients", List.of(client)),
                        "content",
                        saying,
                        "draft",
                        true));

        program.send("DELETE", "/clients/" + client, null);

        assertThat(program.get("/files/" + mine).status()).isEqualTo(404);
        assertThat(program.get("/files/" + drafted).status()).isEqualTo(200);
        shop.until(() -> Json.MAPPER.valueToTree(filesOnDisk()), left -> left.size() == 1);
    }

    private long upload(String name) throws Exception {
        return Json.MAPPER
                .readTree(shop.upload(shop.inProject("/files"), name.getBytes(), name)
                        .body())
                .get("fileId")
                .asLong();
    }

    private List<String> filesOnDisk() throws Exception {
        try (var paths = Files.walk(data.resolve("files").resolve(Long.toString(shop.project)))) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void a_deleted_client_is_gone_with_everything() throws Exception {
        long client = loaded("1");
        long contact = contactOf(client);

        assertThat(program("READ_CLIENTS", "CHANGE_CLIENTS")
                        .send("DELETE", "/clients/" + client, null)
                        .status())
                .isEqualTo(403);
        assertThat(program.send("DELETE", "/clients/" + client, null).status()).isEqualTo(204);
        assertThat(program.send("DELETE", "/clients/" + client, null).status()).isEqualTo(404);
        assertThat(program.get("/contacts/" + contact).status()).isEqualTo(404);
        assertThat(loaded("1")).isNotEqualTo(client);
    }

    /** Every new address, asked by the keys and the people of another project. */
    @Test
    void nothing_of_another_project_is_reached() throws Exception {
        long client = loaded("1");
        long contact = contactOf(client);
        var other = shop.post("/v1/projects", Map.of("name", "Other", "timeZone", "UTC", "locale", "en"));
        var stranger = new Program(shop, other.get("mainKey").asString());
        var asked = 0;

        for (var route : shop.routes()) {
            if (route.contains("{client}")
                    || route.contains("{contact}")
                    || route.matches("\\w+ .*/(clients|contacts|variables|files|conversations.*)")) {
                var method = route.substring(0, route.indexOf(' '));
                var path = route.substring(route.indexOf(' ') + 1)
                        .replaceAll("/v1/projects/\\{\\w+}", "")
                        .replace("{client}", "" + client)
                        .replace("{contact}", "" + contact)
                        .replaceAll("\\{\\w+}", "" + client);
                assertThat(stranger.send(
                                        method,
                                        path,
                                        method.equals("GET") ? null : Map.of("contactId", contact, "clientId", client))
                                .status())
                        .as(route)
                        .isEqualTo(404);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(20);
        assertThat(program.get("/clients/" + client).status()).isEqualTo(200);
    }
}
