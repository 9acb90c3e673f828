package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Everybody who writes: for each chat its person, through the webhook, and its operator, through the API. */
final class TortureLoad {
    private static final int PERSON_PAUSE = 120;
    /** Telegram lets a bot write to a chat once a second; faster, and what waits would only pile up. */
    private static final int OPERATOR_PAUSE = 1_100;

    private static final int FIRST_RETRY = 200;
    private static final int LAST_RETRY = 1_000;

    private final TortureApi api;
    private final List<TortureChat> chats;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private volatile boolean finishing;
    private volatile boolean giveUp;

    TortureLoad(TortureApi api, List<TortureChat> chats, long seed) {
        this.api = api;
        this.chats = chats;
        this.seed = seed;
    }

    /** A first message from everybody, in peace, so that operators know their conversations. */
    void introduce(TortureBooks books) throws Exception {
        for (var chat : chats) {
            write(chat, chat.update(1));
            chat.acknowledged = 1;
            chat.conversation = books.conversation(chat.bot, chat.person);
        }
    }

    void start() {
        for (var chat : chats) {
            threads.add(Thread.ofVirtual().start(() -> quietly(() -> person(chat, new Random(seed ^ chat.person)))));
            threads.add(Thread.ofVirtual().start(() -> quietly(() -> operator(chat, new Random(~seed ^ chat.person)))));
        }
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private static void quietly(Loop loop) {
        try {
            loop.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void person(TortureChat chat, Random random) throws InterruptedException {
        while (!finishing) {
            var update = chat.update(chat.acknowledged + 1);
            int trick = random.nextInt(100);
            var twin = trick < 2 ? Thread.startVirtualThread(() -> quietly(() -> once(chat, update))) : null;
            if (!write(chat, update)) {
                return;
            }
            chat.acknowledged++;
            if (trick >= 95) {
                once(chat, update);
            }
            if (twin != null) {
                twin.join();
            }
            Thread.sleep(random.nextInt(PERSON_PAUSE));
        }
    }

    /** The same body until it is acknowledged, as Telegram does. False when it never was. */
    private boolean write(TortureChat chat, byte[] update) throws InterruptedException {
        for (int pause = FIRST_RETRY; !once(chat, update); pause = Math.min(LAST_RETRY, 2 * pause)) {
            if (giveUp) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }

    private boolean once(TortureChat chat, byte[] update) throws InterruptedException {
        try {
            int status = api.update(chat.bot, update);
            count("webhook " + status);
            return status == 200;
        } catch (IOException broken) {
            count("webhook broken");
            return false;
        }
    }

    private void operator(TortureChat chat, Random random) throws InterruptedException {
        Thread.sleep(random.nextInt(OPERATOR_PAUSE));
        while (!finishing) {
            int number = chat.replies.size() + 1;
            var twin = random.nextInt(100) < 5
                    ? Thread.startVirtualThread(() -> quietly(() -> reply(chat, number)))
                    : null;
            if (!answer(chat, number)) {
                return;
            }
            if (twin != null) {
                twin.join();
            }
            if (random.nextInt(100) < 5) {
                reply(chat, chat.replies.size());
            }
            Thread.sleep(OPERATOR_PAUSE + random.nextInt(OPERATOR_PAUSE));
        }
    }

    /** The same key until it is acknowledged. False when it never was. */
    private boolean answer(TortureChat chat, int number) throws InterruptedException {
        long seq = reply(chat, number);
        for (int pause = FIRST_RETRY; seq < 0; pause = Math.min(LAST_RETRY, 2 * pause)) {
            if (giveUp) {
                return false;
            }
            Thread.sleep(pause);
            seq = reply(chat, number);
        }
        return chat.replies.add(seq);
    }

    /** Where the server says the reply stands; -1 when it was not acknowledged. */
    private long reply(TortureChat chat, int number) throws InterruptedException {
        try {
            var answer =
                    api.reply(chat.bot.project(), chat.conversation, chat.key(number), TortureChat.OPERATOR + number);
            count("reply " + answer.statusCode());
            if (answer.statusCode() / 100 != 2) {
                return -1;
            }
            return Json.read(answer.body(), JsonNode.class)
                    .path("message")
                    .path("seq")
                    .asLong(0);
        } catch (IOException broken) {
            count("reply broken");
            return -1;
        }
    }

    private void count(String what) {
        answers.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** Everybody finishes what they had begun, up to its acknowledgement. */
    void finish(Duration patience) throws InterruptedException {
        finishing = true;
        long deadline = System.nanoTime() + patience.toNanos();
        for (var thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        giveUp = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    String summary() {
        long messages = chats.stream().mapToLong(chat -> chat.acknowledged).sum();
        long replies = chats.stream().mapToLong(chat -> chat.replies.size()).sum();
        return "acknowledged inputs %d (%d messages, %d replies); answers %s"
                .formatted(messages + replies, messages, replies, new TreeMap<>(answers));
    }
}
