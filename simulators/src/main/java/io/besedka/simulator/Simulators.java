package io.besedka.simulator;

import io.besedka.simulator.avito.AvitoSimulator;
import io.besedka.simulator.email.EmailSimulator;
import io.besedka.simulator.max.MaxSimulator;
import io.besedka.simulator.meta.MetaSimulator;
import io.besedka.simulator.ok.OkSimulator;
import io.besedka.simulator.telegram.TelegramSimulator;
import io.besedka.simulator.viber.ViberSimulator;
import io.besedka.simulator.vk.VkSimulator;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the simulators by themselves: {@code --port N} (0: any free ones), {@code --host H}, {@code --only word,word},
 * {@code --telegram-bot TOKEN,username,Name}, {@code --remember FILE}. Telegram takes port N, the others N plus their
 * place below. Prints one line "word URL" each, Telegram first, and runs until killed.
 */
public final class Simulators {
    /** One line per provider. The place is added to the port and never changes; {@code demo} introduces an account. */
    private record Provider<S extends Simulator>(
            String word, int place, BiFunction<String, Integer, S> starter, Consumer<S> demo) {
        Simulator start(Options options) {
            var simulator = starter.apply(options.host, options.port == 0 ? 0 : options.port + place);
            if (options.memory != null) simulator.remember(options.memoryOf(word));
            demo.accept(simulator);
            return simulator;
        }
    }

    private static final class Options {
        int port = 8090;
        String host = "127.0.0.1";
        String[] bot = "7001001:demo-token-of-the-flower-shop,flower_shop_bot,Flower shop".split(",", 3);
        Path memory;
        Set<String> only = Set.of();

        Path memoryOf(String word) {
            return word.equals("telegram") ? memory : memory.resolveSibling(word + ".json");
        }
    }

    /** Held here because the logging system would forget the level with the logger. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private Simulators() {}

    private static List<Provider<?>> providers(Options options) {
        return List.of(
                new Provider<>("telegram", 0, TelegramSimulator::start, telegram -> bot(telegram, options)),
                new Provider<>(
                        "viber",
                        1,
                        ViberSimulator::start,
                        viber -> viber.bot("demo-token-of-the-flower-shop", "flower_shop", "Flower shop")),
                new Provider<>(
                        "whatsapp",
                        3,
                        WhatsAppSimulator::start,
                        whatsapp -> whatsapp.number(
                                "1100220033", "Flower shop", "demo-token-of-the-flower-shop", "demo-app-secret")),
                new Provider<>(
                        "vk",
                        2,
                        VkSimulator::start,
                        vk -> vk.community("demo-token-of-the-flower-shop", "224466", "Flower shop")),
                new Provider<>(
                        "ok",
                        4,
                        OkSimulator::start,
                        ok -> ok.group("demo-token-of-the-flower-shop", "57000001", "Flower shop")),
                new Provider<>(
                        "avito",
                        5,
                        AvitoSimulator::start,
                        avito -> avito.seller("94235", "demo-client", "demo-secret-of-the-flower-shop", "Flower shop")),
                new Provider<>(
                        "max",
                        6,
                        MaxSimulator::start,
                        max -> max.bot("demo-token-of-the-flower-shop", "flower_shop_bot", "Flower shop")),
                new Provider<>(
                        "email",
                        9,
                        EmailSimulator::start,
                        email -> email.mailbox("shop@flowers.example", "demo-password", "Flower shop")),
                new Provider<>("messenger", 7, MetaSimulator::messenger, messenger -> page(messenger, "100055500001")),
                new Provider<>(
                        "instagram", 8, MetaSimulator::instagram, instagram -> page(instagram, "17841400000001")));
    }

    private static void page(MetaSimulator meta, String id) {
        meta.page("demo-token-of-the-flower-shop", "600100200300", "demo-secret-of-the-flower-shop", id, "Flower shop");
    }

    public static void main(String[] args) throws InterruptedException {
        JETTY.setLevel(Level.WARNING);
        var options = options(args);
        for (var provider : providers(options)) {
            if (!options.only.isEmpty() && !options.only.contains(provider.word())) continue;
            var simulator = provider.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println(provider.word() + " " + simulator.url());
        }
        Thread.currentThread().join();
    }

    private static Options options(String[] args) {
        var options = new Options();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
            var value = args[i + 1];
            switch (args[i]) {
                case "--port" -> options.port = Integer.parseInt(value);
                case "--host" -> options.host = value;
                case "--only" -> options.only = Set.of(value.split(","));
                case "--remember" -> options.memory = Path.of(value);
                case "--telegram-bot" -> options.bot = value.split(",", 3);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        if (options.bot.length != 3) throw new IllegalArgumentException("--telegram-bot wants TOKEN,username,Name");
        return options;
    }

    private static void bot(TelegramSimulator telegram, Options options) {
        telegram.bot(options.bot[0], options.bot[1], options.bot[2]);
    }
}
