package io.besedka.demo;

import io.besedka.simulator.Simulator;
import io.besedka.simulator.avito.AvitoSimulator;
import io.besedka.simulator.email.EmailSimulator;
import io.besedka.simulator.max.MaxSimulator;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.meta.MetaSimulator;
import io.besedka.simulator.ok.OkSimulator;
import io.besedka.simulator.telegram.TelegramSimulator;
import io.besedka.simulator.viber.ViberSimulator;
import io.besedka.simulator.vk.VkSimulator;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The pretend messengers of the demo, each with the shop's account in it. */
final class Phones implements AutoCloseable {
    private static final String SHOP = "Цветочная лавка «Беседка»";
    static final String TELEGRAM_TOKEN = "7001:demo-flower-shop-token";
    private static final String MAILBOX = "shop@flowers.example";
    private static final String MAIL_PASSWORD = "demo-password";
    private static final String VIBER_TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";

    private static final String WHATSAPP_TOKEN = "EAADemoFlowerShopSystemUser";
    private static final String WHATSAPP_SECRET = "demoFlowerShopAppSecret";
    private static final String VK_TOKEN = "vk1.a.demo-flower-shop";
    private static final String OK_TOKEN = "tkn1DemoFlowerShopGroup";
    private static final String MAX_TOKEN = "f9LHodD0cO-demo-flower-shop";
    private static final String AVITO_ID = "demoFlowerShop";
    private static final String AVITO_SECRET = "demoFlowerShopSecret";
    private static final String META_TOKEN = "EAADemoTokenOfTheFlowerShop0123456789";
    private static final String META_APP = "600100200300";
    private static final String META_SECRET = "demo-secret-of-the-flower-shop";

    /** What a connection to the shop's account is made of, and a client who has something to ask; null = told by the story. */
    private record Shop(Map<String, String> settings, Map<String, String> secrets, Person client) {}

    /** A messenger of the demo; {@code name} is what people call it. */
    record Phone(
            String word,
            String name,
            Simulator simulator,
            Map<String, String> settings,
            Map<String, String> secrets,
            Optional<Person> client) {
        URI url() {
            return simulator.url();
        }
    }

    private record Make<S extends Simulator>(
            String word, String name, IntFunction<S> start, Function<S, Shop> introduce) {
        Phone phone(int port, Path data) {
            var simulator = start.apply(port);
            simulator.remember(data.resolve(word + ".json"));
            var shop = introduce.apply(simulator);
            return new Phone(
                    word, name, simulator, shop.settings(), shop.secrets(), Optional.ofNullable(shop.client()));
        }
    }

    private static final List<Make<?>> MAKES = List.of(
            new Make<>("telegram", "Telegram", TelegramSimulator::start, telegram -> {
                telegram.bot(TELEGRAM_TOKEN, "besedka_flowers_bot", SHOP);
                return new Shop(Map.of(), Map.of("token", TELEGRAM_TOKEN), null);
            }),
            new Make<>(
                    "vk",
                    "ВКонтакте",
                    VkSimulator::start,
                    vk -> shop(
                            vk.community(VK_TOKEN, "224466", SHOP),
                            Map.of("comments", "on"),
                            Map.of("token", VK_TOKEN),
                            "Лиза")),
            new Make<>(
                    "viber",
                    "Viber",
                    ViberSimulator::start,
                    viber -> shop(
                            viber.bot(VIBER_TOKEN, "besedka_flowers", SHOP),
                            Map.of(),
                            Map.of("token", VIBER_TOKEN),
                            "Оксана")),
            new Make<>("whatsapp", "WhatsApp", WhatsAppSimulator::start, whatsapp -> {
                var number = whatsapp.number("1100550066", SHOP, WHATSAPP_TOKEN, WHATSAPP_SECRET);
                WhatsAppTemplates.approve(whatsapp, number);
                var ids = Map.of(
                        "phone_number_id",
                        number.id(),
                        "waba_id",
                        number.extra("waba_id"),
                        "app_id",
                        number.extra("app_id"));
                return shop(number, ids, Map.of("token", WHATSAPP_TOKEN, "app_secret", WHATSAPP_SECRET), "Марина");
            }),
            new Make<>(
                    "ok",
                    "Одноклассники",
                    OkSimulator::start,
                    ok -> shop(
                            ok.group(OK_TOKEN, "55001", SHOP), Map.of(), Map.of("token", OK_TOKEN), "Тамара Ивановна")),
            new Make<>(
                    "avito",
                    "Авито",
                    AvitoSimulator::start,
                    avito -> shop(
                            avito.seller("81001", AVITO_ID, AVITO_SECRET, SHOP),
                            Map.of("client_id", AVITO_ID),
                            Map.of("client_secret", AVITO_SECRET),
                            "Кирилл")),
            new Make<>(
                    "max",
                    "MAX",
                    MaxSimulator::start,
                    max -> shop(
                            max.bot(MAX_TOKEN, "besedka_flowers_bot", SHOP),
                            Map.of(),
                            Map.of("token", MAX_TOKEN),
                            "Светлана Орлова")),
            new Make<>(
                    "email",
                    "E-mail",
                    port -> EmailSimulator.start(port == 0 ? EmailSimulator.freePort() : port),
                    mail -> shop(
                            mail.mailbox(MAILBOX, MAIL_PASSWORD, SHOP),
                            Map.of(
                                    "address",
                                    MAILBOX,
                                    "imap_host",
                                    "127.0.0.1",
                                    "imap_port",
                                    "" + mail.imapPort(),
                                    "imap_tls",
                                    "none",
                                    "smtp_host",
                                    "127.0.0.1",
                                    "smtp_port",
                                    "" + mail.smtpPort(),
                                    "smtp_tls",
                                    "none"),
                            Map.of("password", MAIL_PASSWORD),
                            "Елена")),
            new Make<>(
                    "messenger",
                    "Messenger",
                    MetaSimulator::messenger,
                    messenger -> meta(messenger, "100055500001", "Элина")),
            new Make<>(
                    "instagram",
                    "Instagram",
                    MetaSimulator::instagram,
                    instagram -> meta(instagram, "17841400000001", "Камилла")));

    private static Shop meta(MetaSimulator simulator, String id, String client) {
        var page = simulator.page(META_TOKEN, META_APP, META_SECRET, id, SHOP);
        return shop(page, Map.of("app_id", META_APP), Map.of("token", META_TOKEN, "app_secret", META_SECRET), client);
    }

    private static Shop shop(
            Account account, Map<String, String> settings, Map<String, String> secrets, String client) {
        return new Shop(settings, secrets, account.person(client));
    }

    private final List<Phone> all = new ArrayList<>();

    /** @param before where each was the last time: people find their phones again there if the port is free */
    static Phones open(Path data, Map<String, URI> before) {
        var phones = new Phones();
        for (var make : MAKES) {
            phones.all.add(make.phone(freeAgain(before.get(make.word())), data));
        }
        return phones;
    }

    private static int freeAgain(URI before) {
        if (before == null) {
            return 0;
        }
        try (var free = new ServerSocket(before.getPort())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    static List<String> words() {
        return MAKES.stream().<String>map(Make::word).toList();
    }

    List<Phone> all() {
        return List.copyOf(all);
    }

    TelegramSimulator telegram() {
        return (TelegramSimulator) all.getFirst().simulator();
    }

    Map<String, URI> urls() {
        var urls = new LinkedHashMap<String, URI>();
        all.forEach(phone -> urls.put(phone.word(), phone.url()));
        return urls;
    }

    @Override
    public void close() {
        all.forEach(phone -> phone.simulator().close());
    }
}
