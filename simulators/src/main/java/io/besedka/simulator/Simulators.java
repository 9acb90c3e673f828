package io.besedka.simulator;

import io.besedka.simulator.telegram.TelegramSimulator;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the simulators by themselves: {@code --port N} (0: any free one), {@code --host H},
 * {@code --telegram-bot TOKEN,username,Name}, {@code --remember FILE}. Prints one line
 * "telegram URL" and runs until killed.
 */
public final class Simulators {
    private static final String DEMO_BOT = "7001001:demo-token-of-the-flower-shop,flower_shop_bot,Flower shop";

    /** Held here because the logging system would forget the level with the logger. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private Simulators() {}

    public static void main(String[] args) throws InterruptedException {
        JETTY.setLevel(Level.WARNING);
        int port = 8090;
        var host = "127.0.0.1";
        var bot = DEMO_BOT;
        Path memory = null;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
            switch (args[i]) {
                case "--port" -> port = Integer.parseInt(args[i + 1]);
                case "--host" -> host = args[i + 1];
                case "--remember" -> memory = Path.of(args[i + 1]);
                case "--telegram-bot" -> bot = args[i + 1];
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        var telegram = TelegramSimulator.start(host, port);
        if (memory != null) telegram.remember(memory);
        Runtime.getRuntime().addShutdownHook(new Thread(telegram::close));
        var words = bot.split(",", 3);
        if (words.length != 3) throw new IllegalArgumentException("--telegram-bot wants TOKEN,username,Name");
        telegram.bot(words[0], words[1], words[2]);
        System.out.println("telegram " + telegram.url());
        Thread.currentThread().join();
    }
}
