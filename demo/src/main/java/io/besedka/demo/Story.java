package io.besedka.demo;

import io.besedka.app.Server;
import io.besedka.platform.json.Json;
import io.besedka.simulator.messenger.Avatar;
import io.besedka.simulator.telegram.Bot;
import io.besedka.simulator.telegram.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells the flower shop's story through the public API, as an integrator would: so the seeding is also a trial of it. */
final class Story {
    private static final String PASSWORD = "besedka-demo";
    private static final List<String> OPERATORS = List.of("Марат", "Вера");

    private final String url;
    private final Server server;
    private final Phones phones;
    private final Bot bot;
    private final ObjectNode told = Json.MAPPER.createObjectNode();
    private Api olga;
    private long project;

    Story(String url, Server server, Phones phones) {
        this.url = url;
        this.server = server;
        this.phones = phones;
        this.bot = phones.telegram().bots().iterator().next();
    }

    ObjectNode tell() throws Exception {
        people();
        connections();
        flow();
        past();
        deals();
        return told;
    }

    private void people() throws Exception {
        olga = new Api(url);
        var link = server.accounts().createFirstAdministrator().orElseThrow();
        olga.join(link, "olga@besedka.example", "Ольга", PASSWORD);
        var made = olga.post(
                "/v1/projects",
                Map.of("name", "Цветочная лавка «Беседка»", "timeZone", "Europe/Moscow", "locale", "ru"));
        project = made.get("id").asLong();
        long me = olga.get("/v1/me").at("/user/id").asLong();
        olga.call("PATCH", inProject("/members/" + me), Map.of("roles", List.of("ADMINISTRATOR", "OPERATOR")));
        var emails = List.of("marat@besedka.example", "vera@besedka.example");
        for (int i = 0; i < OPERATORS.size(); i++) {
            var invited = olga.post(
                    inProject("/members"),
                    Map.of("email", emails.get(i), "name", OPERATORS.get(i), "roles", List.of("OPERATOR")));
            new Api(url).join(invited.get("token").asString(), null, OPERATORS.get(i), PASSWORD);
        }
        told.put("url", url)
                .put("project", project)
                .put("apiKey", made.get("mainKey").asString());
        told.putObject("signIn").put("email", "olga@besedka.example").put("password", PASSWORD);
    }

    private void connections() throws Exception {
        var connections = told.putObject("connections");
        for (var phone : phones.all()) {
            var made = olga.post(
                    inProject("/connections"),
                    Map.of(
                            "channel",
                            phone.word(),
                            "name",
                            phone.name(),
                            "settings",
                            phone.settings(),
                            "secrets",
                            phone.secrets()));
            olga.post(inProject("/connections/" + made.get("id").asLong() + "/check"), Map.of());
            var shown = connections.putObject(phone.word());
            shown.put("webhook", made.get("webhook").asString())
                    .put("secret", made.get("webhookSecret").asString());
        }
        var widget = olga.post(
                inProject("/connections"),
                Map.of(
                        "channel",
                        "widget",
                        "name",
                        "Сайт лавки",
                        "settings",
                        Map.of(
                                "title",
                                "Цветочная лавка «Беседка»",
                                "greeting",
                                "Здравствуйте! Подберём букет и привезём сегодня.",
                                "color",
                                "#2f6f4f")));
        connections.putObject("widget").put("key", widget.get("key").asString());
    }

    private void flow() throws Exception {
        try (var definition = Story.class.getResourceAsStream("/demo/flower-shop.json")) {
            long flow = olga.post(inProject("/flows"), Map.of("name", "Заказ букета"))
                    .get("id")
                    .asLong();
            var text = new String(definition.readAllBytes(), StandardCharsets.UTF_8);
            olga.post(inProject("/flows/" + flow + "/versions"), Map.of("definition", Json.MAPPER.readTree(text)));
        }
    }

    private Person person(String name) {
        return bot.person(name).looksLike(Avatar.png(name));
    }

    /** What happened before today: orders, a question, a complaint; some of it still waits. */
    private void past() throws Exception {
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            both.submit(() -> order(person("Анна Петрова"), "розы", "+7 916 123-45-67", "15", "Тверская, 7"));
            both.submit(() -> order(person("Дмитрий"), "тюльпаны", "+7 903 555-11-22", "25", "Мира, 12, кв. 40"));
        }
        var igor = person("Игорь Соколов");
        igor.writes("Здравствуйте");
        igor.writes("позвать человека");
        settle();
        reply("Игорь Соколов", "Добрый день, Игорь! Это Ольга. Чем помочь?");
        igor.writes("Букет вчера привезли на час позже, но цветы прекрасные. Спасибо!");
        var maria = person("Мария");
        maria.writes("Сколько будет стоить оформить стол на двенадцать человек к субботе?");
        maria.writes("оператор");
        questions();
        var elena = person("Елена Викторовна Константинопольская");
        elena.writes("доставка");
        elena.writes("Можно ли добавить открытку и привезти завтра к 8 утра?");
        settle();
        long igorId = conversationWith("Игорь Соколов");
        olga.post(
                inProject("/conversations/" + igorId + "/notes"),
                Map.of("key", "note-1", "text", "Постоянный клиент: в следующий раз подарить открытку."));
        olga.post(
                inProject("/conversations/" + igorId + "/tags"),
                Map.of("add", List.of("постоянный"), "remove", List.of()));
        olga.post(inProject("/conversations/" + conversationWith("Дмитрий") + "/close"), Map.of());
    }

    /** What the shop earns, and what it hopes to: some of it won, some still on its way. */
    private void deals() throws Exception {
        var stages = olga.get(inProject("/pipelines")).at("/pipelines/0/stages");
        deal("Анна Петрова", "15 роз на Тверскую", 4500, stages.get(2), 0);
        deal("Дмитрий", "25 тюльпанов", 3250, stages.get(3), 1);
        deal("Дмитрий", "Букет к 8 марта", 6000, stages.get(0), 1);
        deal("Игорь Соколов", "Букет для жены", 3800, stages.get(3), 0);
        deal("Игорь Соколов", "Подписка: букет каждую пятницу", 15_200, stages.get(1), 0);
        deal("Мария", "Оформление стола на двенадцать человек", 28_000, stages.get(0), 2);
        deal("Елена Викторовна Константинопольская", "Открытка и доставка к 8 утра", 2190.5, stages.get(1), 2);
        deal("Елена Викторовна Константинопольская", "Свадебная арка", 54_000, stages.get(4), 1);
    }

    /** @param responsible a member by number in the order of joining */
    private void deal(String client, String name, double budget, JsonNode stage, int responsible) throws Exception {
        var members = olga.get(inProject("/members")).get("members");
        var made = olga.post(
                inProject("/deals"),
                Map.of(
                        "conversationId",
                        conversationWith(client),
                        "name",
                        name,
                        "budget",
                        budget,
                        "responsibleId",
                        members.get(responsible).get("userId").asLong()));
        olga.call(
                "PATCH",
                inProject("/deals/" + made.at("/deal/id").asLong()),
                Map.of("stageId", stage.get("id").asLong()));
    }

    /** From each messenger somebody who wants to speak to a person. */
    private void questions() {
        var questions = List.of(
                "Есть ли у вас пионы?",
                "Вы работаете в воскресенье?",
                "Сколько стоит доставка за город?",
                "Можно букет без лилий?");
        int next = 0;
        for (var phone : phones.all()) {
            if (phone.client().isPresent()) {
                phone.client().get().writes(questions.get(next++ % questions.size()));
                phone.client().get().writes("оператор");
            }
        }
    }

    /** A whole order: each word is said when the bot has answered the one before it. */
    private static void order(Person person, String flowers, String phone, String count, String address) {
        person.starts("");
        answered(person, 1);
        var words = List.of("каталог", flowers, person.name().split(" ")[0], phone, count, "без чека", address);
        for (int i = 0; i < words.size(); i++) {
            person.writes(words.get(i));
            answered(person, i + 2);
        }
    }

    private static void answered(Person person, int times) {
        person.awaits(one -> one.sees().size() >= times, Duration.ofSeconds(20));
    }

    /** Until the server took everything the phone sent. */
    private void settle() throws InterruptedException {
        bot.awaitsDelivery();
    }

    private void reply(String name, String text) throws Exception {
        olga.post(
                inProject("/conversations/" + conversationWith(name) + "/messages"),
                Map.of("key", "story-" + name.hashCode(), "content", Map.of("text", text)));
    }

    private long conversationWith(String name) throws Exception {
        for (var view : List.of("all", "closed")) {
            for (JsonNode one :
                    olga.get(inProject("/conversations?view=" + view)).get("conversations")) {
                if (name.equals(one.at("/client/name").asString())) {
                    return one.get("id").asLong();
                }
            }
        }
        throw new IOException("no conversation with " + name);
    }

    private String inProject(String path) {
        return "/v1/projects/" + project + path;
    }
}
